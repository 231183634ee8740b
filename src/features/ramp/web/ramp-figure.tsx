import { useMemo } from 'react'
import { fullWeek, shareAt } from '#domain/ramp/curve.ts'
import { ChartFigure } from '#ui/charts/chart-figure.tsx'
import { rampOption } from '#ui/charts/ramp-option.ts'
import { ViewChart } from '#ui/charts/view-chart.tsx'
import { formatCount, formatPercent } from '#ui/format/number.ts'
import type { Column } from '#ui/table/data-table.tsx'
import { Figure } from '../../figure.tsx'
import type { Ramp, RoleRow } from '../contract.ts'
import { rampRef } from './ramp-ref.ts'
import { fitWords, timeWords, weekWords } from './words.ts'

interface WeekRow {
  readonly week: number
  readonly held: number | null
  readonly fitted: NonNullable<Ramp['fit']>['weeks'][number] | null
}

/** Weeks that are drawn beyond the first full one. */
const BEYOND = 6

/** The curve in force and the fitted one, with the sentence and the table that say the same. */
export function RampFigure({ ramp, role }: { ramp: Ramp; role: RoleRow }) {
  const { fit, held, metric } = ramp
  const until = Math.min(
    104,
    Math.max(12, BEYOND + Math.max(fit ? fullWeek(fit.points) : 0, held ? fullWeek(held.points) : 0)),
  )
  const rows = useMemo(
    () =>
      Array.from({ length: until + 1 }, (_, week): WeekRow => ({
        week,
        held: held === null ? null : shareAt(held.points, week + 0.5),
        fitted: fit?.weeks[week] ?? null,
      })),
    [fit, held, until],
  )
  const view = useMemo(
    () => ({
      until,
      fitted: rows.flatMap(({ fitted }) => fitted ?? []),
      held: held?.points ?? null,
      words: (week: number) => weekWords(ramp, rows[week]?.held ?? null, week),
    }),
    [ramp, rows, held, until],
  )
  const columns = useMemo((): Column<WeekRow>[] => {
    const fitted = (value: (week: NonNullable<WeekRow['fitted']>) => string) => ({
      cell: (row: WeekRow) =>
        row.fitted ? <Figure figure={rampRef(role, metric.id, row.week)}>{value(row.fitted)}</Figure> : '–',
      text: (row: WeekRow) => (row.fitted ? value(row.fitted) : ''),
    })
    return [
      { id: 'week', header: 'Week', cell: ({ week }) => String(week + 1), text: ({ week }) => String(week + 1) },
      {
        id: 'held',
        header: 'In force',
        align: 'end',
        cell: (row) => (row.held === null ? '–' : formatPercent(row.held)),
        text: (row) => String(row.held ?? ''),
      },
      { id: 'fitted', header: 'Fitted', align: 'end', ...fitted(({ share }) => formatPercent(share)) },
      {
        id: 'interval',
        header: '90% interval',
        align: 'end',
        ...fitted(({ low, high }) => intervalWords(formatPercent(low), formatPercent(high))),
      },
      {
        id: 'people',
        header: 'People seen',
        align: 'end',
        minor: true,
        ...fitted(({ people }) => formatCount(people)),
      },
    ]
  }, [role, metric.id])
  const words = fitWords(ramp)
  return (
    <ChartFigure
      sentence={fit === null ? words : `${words} ${timeWords(fit.time)}`}
      caption={
        fit === null ? (
          words
        ) : (
          <>
            <Figure figure={rampRef(role, metric.id, 'full')}>{words}</Figure>{' '}
            <Figure figure={rampRef(role, metric.id, 'time')}>{timeWords(fit.time)}</Figure>
          </>
        )
      }
      columns={columns}
      rows={rows}
      rowKey={({ week }) => String(week)}
      fileName={`ramp-${metric.id}`}
    >
      <ViewChart draw={rampOption} view={view} format={formatPercent} height="clamp(220px, 34vh, 320px)" />
    </ChartFigure>
  )
}

function intervalWords(low: string, high: string): string {
  return `${low} to ${high}`
}
