import { formatDate, formatMoment } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { figureText } from '../../figure-text.tsx'
import { useFrame } from '../../view.tsx'
import type { DealChange, DealDetail } from '../../deal-detail.ts'
import { DEAL_FIELDS } from '#domain/deal/field-names.ts'
import styles from './drawer.module.css'
import { saidByWords, withdrawnWords } from './words.ts'

/** Everything the ledger tells of the deal, newest first: what, since when, known when, and who says so. */
export function DealHistory({ detail }: { detail: DealDetail }) {
  const { workspace } = useFrame()
  const { zone } = workspace.org
  return (
    <Section title="History">
      <ol className={styles.history}>
        {detail.changes.map((change) => (
          <li key={`${change.id} ${change.field}`} data-withdrawn={change.withdrawnAt !== null || undefined}>
            <span className={styles.when}>{sinceText(change, zone)}</span>
            <span className={styles.what}>
              <span className="quiet">{DEAL_FIELDS[change.field] ?? change.field}</span>{' '}
              <span className={styles.value}>
                {change.value === null ? emptyOf(change) : figureText(change.value, zone)}
              </span>
            </span>
            <span className={styles.who} title={knownText(change, zone)}>
              {saidByWords(change)}
              {change.reconstructed ? <span className={styles.mark}>reconstructed</span> : null}
              {change.withdrawnAt === null ? null : (
                <span className={styles.mark}>{withdrawnWords(formatMoment(change.withdrawnAt, zone))}</span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}

function emptyOf({ field }: DealChange): string {
  return field === 'created' || field === 'deleted' ? '' : '–'
}

function sinceText({ validAt, validDate }: DealChange, zone: string): string {
  if (validDate !== null) return formatDate(validDate, { year: true })
  return validAt === null ? 'from the start' : formatMoment(validAt, zone)
}

function knownText({ knownAt, recordedAt }: DealChange, zone: string): string {
  const known = knownAt === null ? 'known from the start' : `known ${formatMoment(knownAt, zone)}`
  return `${known}, recorded ${formatMoment(recordedAt, zone)}`
}
