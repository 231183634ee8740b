import { useMemo } from 'react'
import { toMajor } from '#domain/money/amount.ts'
import { BurnDownChart } from '#ui/charts/burn-down-chart.tsx'
import { pageSizes } from '#ui/charts/burn-down-option.ts'
import { ChartFigure } from '#ui/charts/chart-figure.tsx'
import { formatMoney } from '#ui/format/money.ts'
import { formatDate } from '#ui/format/time.ts'
import type { Column } from '#ui/table/data-table.tsx'
import { Figure } from '../../figure.tsx'
import { paceRef } from '../../pace-ref.ts'
import type { BurnDown } from '../contract.ts'
import type { SprintWords } from './words.ts'

type Day = BurnDown['days'][number]

/** The burn-down with its sentence and its table twin. */
export function BurnDownFigure({ figures, words }: { figures: BurnDown; words: SprintWords }) {
  const { currency, scope, period } = figures
  const last = figures.days.findLast((day) => day.remaining !== null)
  const format = useMemo(
    () => ({
      value: (minor: number) => formatMoney(minor, currency, { style: 'compact' }),
      exact: (minor: number) => formatMoney(Math.round(minor), currency, { style: 'exact' }),
    }),
    [currency],
  )
  const columns = useMemo((): Column<Day>[] => {
    const plain = (minor: number | null) => (minor === null ? '' : toMajor(Math.round(minor), currency))
    const shown = (name: 'remaining' | 'ideal', date: string, minor: number | null) =>
      minor === null ? '–' : <Figure figure={paceRef(name, scope, period, date)}>{format.exact(minor)}</Figure>
    return [
      { id: 'date', header: 'Day', cell: (day) => formatDate(day.date, { weekday: true }), text: (day) => day.date },
      {
        id: 'selling',
        header: 'Selling day',
        cell: (day) => (day.selling ? 'yes' : 'no'),
        text: (day) => (day.selling ? 'yes' : 'no'),
      },
      {
        id: 'remaining',
        header: 'Left to goal',
        align: 'end',
        cell: (day) => shown('remaining', day.date, day.remaining),
        text: (day) => plain(day.remaining),
      },
      {
        id: 'ideal',
        header: 'Pace line',
        align: 'end',
        cell: (day) => shown('ideal', day.date, day.ideal),
        text: (day) => plain(day.ideal),
      },
    ]
  }, [format, currency, scope, period])
  const chart = useMemo(
    () => ({
      days: figures.days,
      openingGoal: figures.openingGoal,
      goalChanges: figures.goalChanges,
      leftAtEnd: figures.landsAt && figures.goal ? figures.goal.minor - figures.landsAt.minor : null,
    }),
    [figures],
  )
  return (
    <ChartFigure
      sentence={words.chart}
      caption={last ? <Figure figure={paceRef('gap', scope, period, last.date)}>{words.chart}</Figure> : words.chart}
      columns={columns}
      rows={figures.days}
      rowKey={(day) => day.date}
      fileName={`burn-down-${figures.period}`}
    >
      <BurnDownChart
        figures={chart}
        format={format}
        words={words}
        sizes={pageSizes}
        height="clamp(260px, 38vh, 400px)"
      />
    </ChartFigure>
  )
}
