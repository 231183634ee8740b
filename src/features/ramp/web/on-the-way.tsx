import { Link } from '@tanstack/react-router'
import { formatMetric, formatMetricValue } from '#ui/format/metric.ts'
import { formatPercent } from '#ui/format/number.ts'
import { formatRange } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { Glyph } from '#ui/state.tsx'
import { DataTable, type Column } from '#ui/table/data-table.tsx'
import { Figure } from '../../figure.tsx'
import { metricFigure } from '../../metric-ref.ts'
import { stateIn } from '../../metric-words.tsx'
import { useTravel } from '../../view.tsx'
import type { Ramp, Ramping, RoleRow } from '../contract.ts'
import { rampRef } from './ramp-ref.ts'
import styles from './ramp.module.css'

/** Who is not full yet, against the band of those who are, times the share of the week. */
export function OnTheWay({ ramp, role }: { ramp: Ramp; role: RoleRow }) {
  const search = useTravel()
  const { metric, currency, ramping, hidden } = ramp
  const format = { ...metric, currency }
  const [first] = ramping
  const columns: Column<Ramping>[] = [
    {
      id: 'who',
      header: 'Who',
      cell: ({ personId, name }) => (
        <Link to="/team/people/$personId" params={{ personId }} search={search}>
          {name}
        </Link>
      ),
    },
    { id: 'week', header: 'Week', align: 'end', cell: ({ week }) => String(week + 1) },
    { id: 'share', header: 'Share of full', align: 'end', minor: true, cell: ({ share }) => formatPercent(share) },
    {
      id: 'value',
      header: 'Last 8 weeks',
      align: 'end',
      cell: ({ figure, personId, from, to }) => (
        <Figure figure={metricFigure(metric.id, 'person', personId, { from, to })}>
          {formatMetric(figure, format)}
        </Figure>
      ),
    },
    {
      id: 'due',
      header: 'Band for these weeks',
      align: 'end',
      cell: ({ due, personId }) =>
        due === null ? (
          '–'
        ) : (
          <Figure figure={rampRef(role, metric.id, 'due', personId)}>
            {rangeWords(
              formatMetricValue(rounded(due.low, metric.unit), format),
              formatMetricValue(rounded(due.high, metric.unit), format),
            )}
          </Figure>
        ),
    },
    {
      id: 'place',
      header: 'Place',
      cell: ({ place }) => (
        <>
          <Glyph state={stateIn({ place }, metric)} /> {place === null ? 'too little to tell' : PLACE_WORDS[place]}
        </>
      ),
    },
  ]
  return (
    <Section title="On the way" aside={first ? formatRange(first.from, first.to) : null}>
      {ramping.length === 0 ? (
        <p className={styles.sentence}>
          {hidden > 0 ? hiddenWords(hidden) : 'Everybody in this role is in full swing.'}
        </p>
      ) : (
        <>
          <DataTable
            caption="People on the way"
            columns={columns}
            rows={ramping}
            rowKey={({ personId }) => personId}
            narrow="cards"
          />
          {hidden > 0 ? <p className={styles.sentence}>{hiddenWords(hidden)}</p> : null}
        </>
      )}
    </Section>
  )
}

const PLACE_WORDS = { inside: 'inside the band', above: 'above the band', below: 'below the band' } as const

/** Ends of a band of counts, as far as counts can tell. */
function rounded(value: number, unit: string): number {
  return unit === 'count' && value >= 10 ? Math.round(value) : value
}

function rangeWords(low: string, high: string): string {
  return `${low} to ${high}`
}

function hiddenWords(hidden: number): string {
  return hidden === 1
    ? '1 person on the way is not shown to you by name.'
    : `${hidden} people on the way are not shown to you by name.`
}
