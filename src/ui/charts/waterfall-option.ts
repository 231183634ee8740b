import type { EChartsCoreOption } from 'echarts/core'
import type { Palette } from './palette.ts'

export interface WaterfallBar {
  readonly id: string
  readonly label: string
  /** what it adds to the running sum; of the bars at both ends the sum itself */
  readonly value: number
  readonly end: boolean
}

export interface PlacedBar extends WaterfallBar {
  /** where it stands on the scale */
  readonly from: number
  readonly to: number
}

/** Each bar begins where the one before ended; the ends stand on zero. */
export function placeBars(bars: readonly WaterfallBar[]): PlacedBar[] {
  let running = 0
  return bars.map((bar) => {
    const from = bar.end ? 0 : running
    running = from + bar.value
    return { ...bar, from, to: running }
  })
}

interface WaterfallText {
  readonly value: (value: number) => string
  readonly change: (value: number) => string
}

const NARROW = 760

/** A waterfall as an ECharts option: ends in ink, what comes in solid, what goes out hatched, the chosen bar outlined. */
export function waterfallOption(
  bars: readonly WaterfallBar[],
  palette: Palette,
  text: WaterfallText,
  { width, chosen }: { readonly width: number; readonly chosen: string | null },
): EChartsCoreOption {
  const placed = placeBars(bars)
  const label = { fontSize: width < NARROW ? 11 : 12, fontFamily: palette.font }
  const hatch = {
    symbol: 'rect',
    rotation: Math.PI / 4,
    color: palette.neutral,
    dashArrayX: [1, 0],
    dashArrayY: [1.5, 4],
  }
  return {
    animation: false,
    textStyle: { fontFamily: palette.font },
    aria: { enabled: true, decal: { show: true } },
    grid: { left: 0, right: 0, top: 28, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'category',
      data: placed.map((bar) => bar.label),
      axisLine: { show: true, lineStyle: { color: palette.ink, width: 1 }, onZero: true },
      axisTick: { show: false },
      axisLabel: { ...label, color: palette.neutral, interval: 0, margin: 10 },
    },
    yAxis: {
      type: 'value',
      min: Math.min(0, ...placed.map((bar) => Math.min(bar.from, bar.to))),
      max: Math.max(1, ...placed.map((bar) => Math.max(bar.from, bar.to))),
      axisLabel: { show: false },
      splitLine: { show: false },
    },
    series: [
      {
        id: 'base',
        type: 'bar',
        stack: 'bars',
        stackStrategy: 'all',
        silent: true,
        barWidth: '58%',
        data: placed.map((bar) => Math.min(bar.from, bar.to)),
        itemStyle: { color: 'transparent', decal: { symbol: 'none' } },
        // thin lines from bar to bar: the running sum
        markLine: {
          z: 0,
          silent: true,
          symbol: 'none',
          animation: false,
          label: { show: false },
          lineStyle: { color: palette['rule'], type: 'solid', width: 1 },
          data: placed.slice(0, -1).map((bar, at) => [{ coord: [at, bar.to] }, { coord: [at + 1, bar.to] }]),
        },
      },
      {
        id: 'bars',
        type: 'bar',
        stack: 'bars',
        stackStrategy: 'all',
        cursor: 'pointer',
        data: placed.map((bar) => ({
          name: bar.id,
          value: Math.abs(bar.to - bar.from),
          itemStyle: {
            color: bar.end ? palette.ink : bar.value < 0 ? palette.paper : palette.neutral,
            borderColor: bar.id === chosen ? palette.ink : bar.end ? palette.ink : palette.neutral,
            borderWidth: bar.id === chosen ? 2 : 1,
            decal: !bar.end && bar.value < 0 ? hatch : { symbol: 'none' },
          },
          label: {
            ...label,
            show: true,
            position: 'top',
            color: palette.ink,
            fontWeight: bar.id === chosen || bar.end ? 600 : 400,
            formatter: bar.end ? text.value(bar.value) : text.change(bar.value),
          },
        })),
      },
    ],
  }
}
