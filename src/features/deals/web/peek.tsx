import { useQuery } from '@tanstack/react-query'
import { stepWords } from '#ui/format/due-words.ts'
import { formatMoney } from '#ui/format/money.ts'
import { formatDate } from '#ui/format/time.ts'
import { useApi } from '../../api.tsx'
import { figureText } from '../../figure-text.tsx'
import { useFrame } from '../../view.tsx'
import type { DealRow } from '../contract.ts'
import { DEAL_FIELDS } from '#domain/deal/field-names.ts'
import styles from './panels.module.css'

const MOST_CHANGES = 4

/** A short look at a deal while the arrows go on walking: Space opens and closes it. */
export function Peek({ row }: { row: DealRow }) {
  const api = useApi()
  const { workspace } = useFrame()
  const { data } = useQuery(api.deals.get.queryOptions({ input: { dealId: row.id } }))
  const [last] = data?.activities ?? []
  const step = stepWords(row, workspace.clock.today)
  return (
    <aside className={styles.peek} aria-live="polite" aria-label="A look at the deal">
      <p className={styles.peekTitle}>{row.name}</p>
      <p className="quiet">
        {[
          row.account,
          row.stage,
          row.amount === null ? null : formatMoney(row.amount, row.currency, { style: 'exact' }),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
      {step === null ? null : <p className={styles.peekStep}>{step}</p>}
      {last ? (
        <p className="quiet">
          {[last.type, formatDate(last.date), last.person?.name].filter((part) => part !== undefined).join(' · ')}
        </p>
      ) : null}
      <ul className={styles.peekChanges}>
        {(data?.changes ?? []).slice(0, MOST_CHANGES).map(({ id, field, value, validAt }) => (
          <li key={`${id} ${field}`}>
            <span className="quiet">
              {validAt === null ? '' : formatDate(new Date(validAt).toISOString().slice(0, 10))}
            </span>
            <span>{DEAL_FIELDS[field] ?? field}</span>
            <span>{value === null ? '–' : figureText(value, workspace.org.zone)}</span>
          </li>
        ))}
      </ul>
    </aside>
  )
}
