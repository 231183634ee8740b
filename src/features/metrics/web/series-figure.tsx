import { useMemo } from 'react'
import { ChartFigure } from '#ui/charts/chart-figure.tsx'
import { seriesOption } from '#ui/charts/series-option.ts'
import { ViewChart } from '#ui/charts/view-chart.tsx'
import { displayOf } from '#metrics/format.ts'
import { formatMetric, formatMetricValue } from '#ui/format/metric.ts'
import { formatPeriod, formatPeriodShort } from '#ui/format/period.ts'
import { formatRange } from '#ui/format/time.ts'
import type { Column } from '#ui/table/data-table.tsx'
import { Figure } from '../../figure.tsx'
import { useView } from '../../view.tsx'
import type { MetricCourse, SeriesPoint } from '../contract.ts'
import { metricFigure } from '../../metric-ref.ts'
import { bandWords, pointWords } from './course-words.ts'
import { stateIn } from '../../metric-words.tsx'

/** The course over periods with its sentence and its table twin. */
export function SeriesFigure({ course }: { course: MetricCourse }) {
  const { scope } = useView()
  const { column, currency, points, band } = course
  const shown = useMemo(() => points.slice(-13), [points])
  const view = useMemo(
    () => ({
      points: shown.map((point) => ({
        label: formatPeriodShort(point.period),
        value: isDrawn(point, course) ? point.value : null,
        low: isDrawn(point, course) ? point.low : null,
        high: isDrawn(point, course) ? point.high : null,
        words: pointWords(point, course),
      })),
      band: band ? { low: band.low, high: band.high, label: 'usual' } : null,
      state: stateIn(course, column),
    }),
    [shown, course, band, column],
  )
  const format = useMemo(() => {
    const { unit, kind } = column
    return (value: number) => formatMetricValue(value, { unit, kind, currency })
  }, [column, currency])
  const columns = useMemo(
    (): Column<SeriesPoint>[] => [
      {
        id: 'period',
        header: 'Period',
        cell: (point) => formatPeriod(point.period),
        text: (point) => point.period,
      },
      {
        id: 'days',
        header: 'Days',
        minor: true,
        cell: ({ from, to }) => formatRange(from, to),
        text: ({ from, to }) => `${from}..${to}`,
      },
      {
        id: 'value',
        header: column.label,
        align: 'end',
        cell: (point) =>
          point.covered ? (
            <Figure figure={metricFigure(column.id, scope.kind, scope.id, point)}>
              {formatMetric(point, { ...column, currency }, { exact: true })}
            </Figure>
          ) : (
            'no history'
          ),
        text: (point) => (point.covered ? String(point.value ?? '') : ''),
      },
      {
        id: 'interval',
        header: '90% interval',
        align: 'end',
        minor: true,
        cell: ({ low, high }) => (low === null || high === null ? '–' : intervalWords(format(low), format(high))),
        text: ({ low, high }) => `${low ?? ''}..${high ?? ''}`,
      },
      { id: 'n', header: 'n', align: 'end', cell: ({ n }) => String(n), text: ({ n }) => String(n) },
    ],
    [column, currency, scope, format],
  )
  return (
    <ChartFigure
      sentence={bandWords(course)}
      columns={columns}
      rows={shown}
      rowKey={(point) => point.period}
      fileName={`${column.id}-${points.at(-1)?.period ?? ''}`}
    >
      <ViewChart draw={seriesOption} view={view} format={format} height="clamp(220px, 30vh, 300px)" />
    </ChartFigure>
  )
}

function isDrawn(point: SeriesPoint, { column }: MetricCourse): boolean {
  const { as } = displayOf(point, column)
  return point.covered && as !== 'none' && as !== 'too-few'
}

function intervalWords(low: string, high: string): string {
  return `${low} to ${high}`
}
