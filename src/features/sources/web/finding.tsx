import { Link } from '@tanstack/react-router'
import { useOpenDrawer } from '../../drawers.tsx'
import { figureToText } from '../../figure-address.ts'
import type { Finding } from '../contract.ts'
import { Sentence } from './sentence.tsx'
import styles from './sources.module.css'
import { findingParts } from './words.ts'

/** The first true thing that the data shows, and the way to its deals; `importId`: of an import not written yet. */
export function FirstFinding({ finding, importId = null }: { finding: Finding | null; importId?: string | null }) {
  const open = useOpenDrawer()
  if (finding === null) return null
  return (
    <section className={styles.finding} aria-label="What these rows show first">
      <p className={styles.findingWords}>
        <Sentence parts={findingParts(finding, importId)} />
      </p>
      {importId === null ? (
        <Link to="/board/deals" search={finding.search}>
          See these deals
        </Link>
      ) : (
        <p className="quiet">
          What your rows show first.{' '}
          <button
            type="button"
            className="plain"
            onClick={() => open('receipt', figureToText({ kind: 'import-finding', of: { importId, figure: 'sum' } }))}
          >
            See these deals
          </button>
        </p>
      )}
    </section>
  )
}
