import { Link } from '@tanstack/react-router'
import type { Finding } from '../contract.ts'
import { Sentence } from './sentence.tsx'
import styles from './sources.module.css'
import { findingParts } from './words.ts'

/** The first true thing that the data shows, and the way to its deals. */
export function FirstFinding({ finding, written }: { finding: Finding | null; written: boolean }) {
  if (finding === null) return null
  return (
    <section className={styles.finding} aria-label="What these rows show first">
      <p className={styles.findingWords}>
        <Sentence parts={findingParts(finding)} />
      </p>
      {written ? (
        <Link to="/board/deals" search={finding.search}>
          See these deals
        </Link>
      ) : (
        <p className="quiet">What your rows show first.</p>
      )}
    </section>
  )
}
