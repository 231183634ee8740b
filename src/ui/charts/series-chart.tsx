import { useCallback } from 'react'
import { Chart } from './chart.tsx'
import type { Palette } from './palette.ts'
import { seriesOption, type SeriesView } from './series-option.ts'

interface SeriesChartProps {
  /** memoise both */
  readonly view: SeriesView
  readonly format: (value: number) => string
  readonly height: number | string
}

/** How one figure went over periods. */
export function SeriesChart({ view, format, height }: SeriesChartProps) {
  const option = useCallback(
    (palette: Palette, width: number) => seriesOption(view, palette, format, width),
    [view, format],
  )
  return <Chart option={option} height={height} />
}
