import { formatMoney } from '#ui/format/money.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { Figure } from '../../figure.tsx'
import { metricFigure } from '../../metric-ref.ts'
import { useView } from '../../view.tsx'
import type { Profile } from '../contract.ts'
import styles from './standing.module.css'
import { DUE_WORDS, namesWords, verdictWords } from './standing-words.ts'

/** How the work is done and what came of it, beside each other: one without the other is luck, or something else. */
export function Standing({ profile }: { profile: Profile }) {
  const { verdict, better, inside, weaker } = profile.standing
  return (
    <Section title="Work and results">
      <p className={styles.verdict}>{verdictWords(profile.standing)}</p>
      <div className={styles.panels}>
        <div>
          <h3>How the work is done</h3>
          <dl className={styles.facts}>
            <Places label="Better than the band" names={better} />
            <Places label="Inside" names={inside} />
            <Places label="Weaker" names={weaker} />
          </dl>
        </div>
        <Results profile={profile} />
        {verdict === null ? null : <Quadrant verdict={verdict} />}
      </div>
    </Section>
  )
}

function Places({ label, names }: { label: string; names: readonly string[] }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{namesWords(names)}</dd>
    </div>
  )
}

function Results({ profile: { standing, person, currency } }: { profile: Profile }) {
  const { period } = useView()
  const { results } = standing
  if (results === null)
    return (
      <div>
        <h3>What came of it</h3>
        <p className={styles.none}>There is neither a goal nor enough history to say what was due.</p>
      </div>
    )
  const money = (minor: number) => formatMoney(Math.round(minor), currency, { style: 'compact' })
  const part = (name: 'due' | 'low' | 'high') => ({
    kind: 'standing',
    of: { personId: person.personId, period, part: name },
  })
  return (
    <div>
      <h3>What came of it</h3>
      <dl className={styles.facts}>
        <div>
          <dt>Booked</dt>
          <dd>
            <Figure figure={metricFigure('bookings', 'person', person.personId, results.column)}>
              {money(results.booked)}
            </Figure>
          </dd>
        </div>
        <div>
          <dt>{DUE_WORDS[results.by]}</dt>
          <dd>
            <Figure figure={part('due')}>{money(results.due)}</Figure>
          </dd>
        </div>
        <div>
          <dt>Within chance</dt>
          <dd>
            {results.chance === null ? (
              'too few wins to say'
            ) : (
              <span className={styles.range}>
                <Figure figure={part('low')}>{money(results.chance.low)}</Figure>
                <span>to</span>
                <Figure figure={part('high')}>{money(results.chance.high)}</Figure>
              </span>
            )}
          </dd>
        </div>
      </dl>
    </div>
  )
}

const CELLS = [
  { label: 'work holds, results behind', verdicts: ['unlucky', 'elsewhere'] },
  { label: 'work and results hold', verdicts: ['carried'] },
  { label: 'both behind', verdicts: ['both-behind'] },
  { label: 'results hold, work behind', verdicts: ['lucky', 'unexplained'] },
] as const satisfies readonly {
  readonly label: string
  readonly verdicts: readonly Profile['standing']['verdict'][]
}[]

/** Decoration: the sentence above says the same. */
function Quadrant({ verdict }: { verdict: NonNullable<Profile['standing']['verdict']> }) {
  return (
    <div className={styles.quadrant} aria-hidden>
      {CELLS.map(({ label, verdicts }) => (
        <span key={label} data-here={verdicts.some((one) => one === verdict) || undefined}>
          {label}
        </span>
      ))}
    </div>
  )
}
