import { SIGNS } from '#domain/changes/waterfall.ts'
import { formatMoney } from '#ui/format/money.ts'
import { formatCount } from '#ui/format/number.ts'
import { formatDate } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { DataTable, type Column } from '#ui/table/data-table.tsx'
import { Figure } from '../../figure.tsx'
import type { FigureRef } from '../../receipt.ts'
import { scopeToText } from '../../scope-text.ts'
import type { Today } from '../contract.ts'
import styles from './today.module.css'
import { BAR_WORDS } from './words.ts'

type Changes = NonNullable<Today['changes']>
type Bar = Changes['bars'][number]

/** What moved in the pipeline since an evening. */
export function SinceThen({ today, changes }: { today: Today; changes: Changes }) {
  const { from, bars } = changes
  const { scope, currency } = today
  const ref = (part: Bar['part'], measure: 'amount' | 'count'): FigureRef => ({
    kind: 'changes',
    of: { part, measure, from, scope: scopeToText(scope) },
  })
  const columns: Column<Bar>[] = [
    { id: 'part', header: 'What', cell: ({ part }) => BAR_WORDS[part] },
    {
      id: 'count',
      header: 'Deals',
      align: 'end',
      cell: ({ part, count }) => <Figure figure={ref(part, 'count')}>{formatCount(count)}</Figure>,
    },
    {
      id: 'amount',
      header: 'Amount',
      align: 'end',
      cell: ({ part, amount }) => (
        <Figure figure={ref(part, 'amount')}>
          {formatMoney(SIGNS[part] * amount, currency, { style: 'exact', sign: true })}
        </Figure>
      ),
    },
  ]
  return (
    <Section title="What moved" aside={sinceWords(from)}>
      {bars.length === 0 ? (
        <p className={styles.empty}>Nothing moved in the pipeline since then.</p>
      ) : (
        <DataTable caption="What moved in the pipeline" columns={columns} rows={bars} rowKey={({ part }) => part} />
      )}
    </Section>
  )
}

function sinceWords(from: string): string {
  return `since the evening of ${formatDate(from, { weekday: true })}`
}
