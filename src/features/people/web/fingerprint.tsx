import { isComparable } from '#metrics/format.ts'
import { DotTrack, dotScale } from '#ui/charts/dot-track.tsx'
import { formatMetric } from '#ui/format/metric.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { Link } from '@tanstack/react-router'
import { Figure } from '../../figure.tsx'
import { metricFigure } from '../../metric-ref.ts'
import { stateIn } from '../../metric-words.tsx'
import { useTravel } from '../../view.tsx'
import type { FingerprintRow, Profile } from '../contract.ts'
import styles from './people.module.css'
import { fingerprintWords, rowWords } from './words.ts'

/** How somebody works: a dot per metric, on the band of the proven or on the own past. No sum of them, no order. */
export function Fingerprint({ profile }: { profile: Profile }) {
  return (
    <Section title="Fingerprint" aside="the last 13 weeks">
      <p className={styles.sentence}>{fingerprintWords(profile)}</p>
      <ul className={styles.prints}>
        {profile.fingerprint.map((row) => (
          <Print key={row.column.id} row={row} profile={profile} />
        ))}
      </ul>
    </Section>
  )
}

function Print({ row, profile }: { row: FingerprintRow; profile: Profile }) {
  const { column, figure, usual, own, proven } = row
  const { currency, person } = profile
  const search = useTravel()
  const band = proven ?? own
  const value = isComparable(figure, column) ? figure.value : null
  const words = rowWords(row, currency)
  return (
    <li className={styles.print} data-row tabIndex={-1} title={words}>
      <Link to="/metrics/$metricId" params={{ metricId: column.id }} search={search}>
        {column.label}
      </Link>
      {band === null && usual === null ? (
        // a dot would stand somewhere, and its place would mean nothing
        <span className={styles.alone}>{words}</span>
      ) : (
        <DotTrack
          value={value}
          band={band}
          tick={usual}
          scale={dotScale([value, usual, band?.low, band?.high])}
          state={stateIn(row, column)}
        />
      )}
      <span className={styles.end}>
        <Figure figure={metricFigure(column.id, 'person', person.personId, column)} title={words}>
          {formatMetric(figure, { ...column, currency })}
        </Figure>
      </span>
      <span className="sr-only">{words}</span>
    </li>
  )
}
