import { useCallback, useMemo } from 'react'
import { formatDate } from '../format/time.ts'
import { burnDownOption, type BurnDownSizes } from './burn-down-option.ts'
import { burnDownView, type BurnDownFigures } from './burn-down-view.ts'
import { Chart } from './chart.tsx'
import type { Palette } from './palette.ts'

interface BurnDownChartProps {
  readonly figures: BurnDownFigures
  /** memoise both */
  readonly format: { readonly value: (value: number) => string; readonly exact: (value: number) => string }
  readonly words: { readonly left: string; readonly lands: string }
  readonly sizes: (width: number) => BurnDownSizes
  readonly height: number | string
}

/** Remaining to goal against the pace line, flat where nobody sells, with the landing as a dashed line. */
export function BurnDownChart({ figures, format, words, sizes, height }: BurnDownChartProps) {
  const view = useMemo(() => burnDownView(figures), [figures])
  const { left, lands } = words
  const option = useCallback(
    (palette: Palette, width: number) => {
      const date = (x: number) => figures.days[Math.min(figures.days.length - 1, Math.max(0, x))]?.date
      const dayName = (x: number) => {
        const day = date(x)
        return day ? formatDate(day) : ''
      }
      const money = (value: number | null) => (value === null ? 'none' : format.value(value))
      return burnDownOption(
        view,
        palette,
        {
          ...format,
          day: (x) => (x === 0 ? `Start, ${dayName(0)}` : dayName(x - 1)),
          tick: dayName,
          step: (from, to) => `goal ${money(from)} → ${money(to)}`,
          left,
          lands,
          pace: 'pace',
          goal: 'goal',
        },
        sizes(width),
      )
    },
    [view, figures, format, left, lands, sizes],
  )
  return <Chart option={option} height={height} />
}
