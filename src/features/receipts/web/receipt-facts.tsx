import { formatCount } from '#ui/format/number.ts'
import { formatMoment, formatRange, formatSpan } from '#ui/format/time.ts'
import { Figure } from '../../figure.tsx'
import { figureText } from '../../figure-text.tsx'
import type { Receipt } from '../../receipt.ts'
import { useFrame } from '../../view.tsx'
import styles from './receipt.module.css'

/** The terms of the formula, each with its value, and its own receipt where it has one. */
export function ReceiptParts({ receipt }: { receipt: Receipt }) {
  const { workspace } = useFrame()
  if (receipt.parts.length === 0) return null
  return (
    <dl className={styles.parts} aria-label="Terms">
      {receipt.parts.map(({ label, value, ref }) => {
        const text = figureText(value, workspace.org.zone)
        return (
          <div key={label} className={styles.part}>
            <dt>{label}</dt>
            <dd>{ref ? <Figure figure={ref}>{text}</Figure> : text}</dd>
          </div>
        )
      })}
    </dl>
  )
}

/** When, from where, how many, for whom, and what a reader must know. */
export function ReceiptFacts({ receipt }: { receipt: Receipt }) {
  const { workspace } = useFrame()
  const { zone } = workspace.org
  const { window, asOf, knownAt, sources, n, audience, notes } = receipt
  const facts: (readonly [string, string])[] = [
    ...(window ? [['Window', formatRange(window.from, window.to)] as const] : []),
    ['As of', formatMoment(asOf, zone)],
    ['View', knownAt === null ? 'As it was, by what is known now' : knownThenWords(knownAt, zone)],
    ...sources.map(({ name, at }) => ['Source', at === null ? name : sourceWords(name, at, asOf, zone)] as const),
    ...(n === null ? [] : [['Rows behind it', formatCount(n)] as const]),
    ['Who can see it', audience],
  ]
  return (
    <>
      {notes.length > 0 ? (
        <ul className={styles.notes}>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : null}
      <dl className={styles.facts}>
        {facts.map(([label, text]) => (
          <div key={`${label} ${text}`} className={styles.fact}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function knownThenWords(knownAt: number, zone: string): string {
  return `As known then, ${formatMoment(knownAt, zone)}`
}

/** How old it was at the moment looked at; what came in later, under a pinned clock, names its day. */
function sourceWords(name: string, at: number, asOf: number, zone: string): string {
  return at > asOf ? `${name}, ${formatMoment(at, zone)}` : `${name}, ${formatSpan(asOf - at)} old`
}
