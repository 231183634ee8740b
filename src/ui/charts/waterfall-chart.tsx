import { useCallback } from 'react'
import { Chart } from './chart.tsx'
import type { Palette } from './palette.ts'
import { waterfallOption, type WaterfallBar } from './waterfall-option.ts'

interface WaterfallChartProps {
  /** memoise both */
  readonly bars: readonly WaterfallBar[]
  readonly format: { readonly value: (value: number) => string; readonly change: (value: number) => string }
  readonly chosen: string | null
  readonly onChoose: (id: string) => void
  readonly height: number | string
}

/** From one amount to another, bar by bar; a click chooses a bar. */
export function WaterfallChart({ bars, format, chosen, onChoose, height }: WaterfallChartProps) {
  const option = useCallback(
    (palette: Palette, width: number) => waterfallOption(bars, palette, format, { width, chosen }),
    [bars, format, chosen],
  )
  return <Chart option={option} height={height} onPick={onChoose} />
}
