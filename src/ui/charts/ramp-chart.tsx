import { useCallback } from 'react'
import { Chart } from './chart.tsx'
import type { Palette } from './palette.ts'
import { rampOption, type RampView } from './ramp-option.ts'

interface RampChartProps {
  /** memoise both */
  readonly view: RampView
  readonly format: (share: number) => string
  readonly height: number | string
}

/** How people of a role come to full, by week in it. */
export function RampChart({ view, format, height }: RampChartProps) {
  const option = useCallback(
    (palette: Palette, width: number) => rampOption(view, palette, format, width),
    [view, format],
  )
  return <Chart option={option} height={height} />
}
