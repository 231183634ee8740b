import { formatMetric } from '#ui/format/metric.ts'
import { formatPercent } from '#ui/format/number.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { DataTable, type Column } from '#ui/table/data-table.tsx'
import { Figure } from '../../figure.tsx'
import { metricFigure } from '../../metric-ref.ts'
import { useView } from '../../view.tsx'
import type { Profile } from '../contract.ts'
import styles from './people.module.css'

type ActivityRow = Profile['activity'][number]

/** What the last 13 weeks were made of, beside the 13 before, and the mix of the period against its plan. */
export function Activity({ profile: { activity, mix, person, currency } }: { profile: Profile }) {
  const { period } = useView()
  const most = Math.max(1, ...activity.flatMap(({ now, before }) => [now.value ?? 0, before?.value ?? 0]))
  const mixOf = (id: string) => mix.find(({ column }) => column.id === id)
  const share = (part: 'actual' | 'planned') => (row: ActivityRow) => {
    const value = mixOf(row.column.id)?.[part] ?? null
    if (value === null) return part === 'planned' ? 'no plan' : '–'
    const figure = { kind: 'mix', of: { personId: person.personId, period, metric: row.column.id, part } }
    return <Figure figure={figure}>{formatPercent(value)}</Figure>
  }
  const columns: Column<ActivityRow>[] = [
    { id: 'what', header: 'What', cell: ({ column }) => column.label },
    {
      id: 'bar',
      header: 'Beside the weeks before',
      minor: true,
      cell: ({ now, before }) => (
        <span className={styles.bars} aria-hidden>
          <span style={{ width: `${((now.value ?? 0) / most) * 100}%` }} />
          <span data-before style={{ width: `${((before?.value ?? 0) / most) * 100}%` }} />
        </span>
      ),
    },
    {
      id: 'now',
      header: 'Last 13 weeks',
      align: 'end',
      cell: ({ column, now }) => (
        <Figure figure={metricFigure(column.id, 'person', person.personId, column)}>
          {formatMetric(now, { ...column, currency })}
        </Figure>
      ),
    },
    {
      id: 'before',
      header: '13 before',
      align: 'end',
      cell: ({ column, before }) =>
        before === null ? (
          'no history'
        ) : (
          <Figure figure={metricFigure(column.id, 'person', person.personId, weeksBefore(column))}>
            {formatMetric(before, { ...column, currency })}
          </Figure>
        ),
    },
    { id: 'actual', header: 'Share in the period', align: 'end', cell: share('actual') },
    { id: 'planned', header: 'Planned share', align: 'end', cell: share('planned') },
  ]
  return (
    <Section title="Activity">
      <DataTable
        caption="Activity"
        columns={columns}
        rows={activity}
        rowKey={({ column }) => column.id}
        narrow="cards"
      />
      {mix.every(({ planned }) => planned === null) ? (
        <p className={styles.sentence}>Goals for all three make a plan of the mix; they are set in Settings / Goals.</p>
      ) : null}
    </Section>
  )
}

const DAY_MS = 86_400_000
const WEEKS = 91

function weeksBefore({ from }: { readonly from: string }) {
  const day = (days: number) => new Date(Date.parse(from) + days * DAY_MS).toISOString().slice(0, 10)
  return { from: day(-WEEKS), to: day(-1) }
}
