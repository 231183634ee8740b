import type { EChartsCoreOption } from 'echarts/core'
import { useCallback } from 'react'
import { Chart } from './chart.tsx'
import type { Palette } from './palette.ts'

interface ViewChartProps<View> {
  readonly draw: (view: View, palette: Palette, format: (value: number) => string, width: number) => EChartsCoreOption
  /** memoise all three */
  readonly view: View
  readonly format: (value: number) => string
  readonly height: number | string
}

/** A chart of one view with one format of its values, such as a series or a ramp. */
export function ViewChart<View>({ draw, view, format, height }: ViewChartProps<View>) {
  const option = useCallback(
    (palette: Palette, width: number) => draw(view, palette, format, width),
    [draw, view, format],
  )
  return <Chart option={option} height={height} />
}
