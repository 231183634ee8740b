import type { EChartsCoreOption } from 'echarts/core'
import type { Palette } from './palette.ts'
import { tooltipOf } from './tooltip.ts'

export interface SeriesPointView {
  /** at the axis */
  readonly label: string
  readonly value: number | null
  /** ends of the interval; null where there is none */
  readonly low: number | null
  readonly high: number | null
  /** for the hover, as plain words */
  readonly words: string
}

export interface SeriesView {
  readonly points: readonly SeriesPointView[]
  /** what is usual, with the words that name it */
  readonly band: { readonly low: number; readonly high: number; readonly label: string } | null
  readonly state: 'ahead' | 'behind' | 'even' | 'watch' | null
}

const NARROW = 520

/** Points over periods on the wash of what is usual, each with its interval; the last one in the colour of its state. */
export function seriesOption(
  { points, band, state }: SeriesView,
  palette: Palette,
  value: (value: number) => string,
  width: number,
): EChartsCoreOption {
  const label = { fontSize: width < NARROW ? 11 : 12, fontFamily: palette.font }
  const last = state === 'ahead' ? palette.ahead : state === 'behind' ? palette.behind : palette.ink
  return {
    animation: false,
    textStyle: { fontFamily: palette.font },
    grid: { left: 0, right: 12, top: 20, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'category',
      data: points.map((point) => point.label),
      axisLine: { lineStyle: { color: palette.rule } },
      axisTick: { show: false },
      axisLabel: { ...label, color: palette.neutral, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      // whole intervals, not only their points
      max: ({ max }: { max: number }) => Math.max(max, ...points.map(({ high }) => high ?? max)),
      splitNumber: 4,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...label, color: palette.neutral, formatter: value },
      splitLine: { lineStyle: { color: palette.rule, width: 1 } },
    },
    tooltip: {
      ...tooltipOf(palette),
      axisPointer: { type: 'line', lineStyle: { color: palette.neutral, type: 'solid', width: 1 } },
      formatter: (items: unknown) => points[indexOf(items)]?.words ?? '',
    },
    series: [
      {
        type: 'line',
        data: points.map((point, at) => ({
          value: point.value,
          itemStyle: { color: at === points.length - 1 ? last : palette.ink },
          symbolSize: at === points.length - 1 ? 9 : 5,
        })),
        symbol: 'circle',
        showAllSymbol: true,
        lineStyle: { color: palette['rule-strong'], width: 1.5, join: 'round' },
        markArea: band
          ? {
              silent: true,
              itemStyle: { color: palette['non-selling'] },
              label: {
                ...label,
                show: true,
                position: 'insideTopLeft',
                color: palette.neutral,
                formatter: band.label,
              },
              data: [[{ yAxis: band.low }, { yAxis: band.high }]],
            }
          : undefined,
        markLine: {
          silent: true,
          symbol: 'none',
          animation: false,
          label: { show: false },
          lineStyle: { color: palette.neutral, width: 1, type: 'solid' },
          data: points.flatMap(({ low, high }, at) =>
            low === null || high === null ? [] : [[{ coord: [at, low] }, { coord: [at, high] }]],
          ),
        },
      },
    ],
  }
}

function indexOf(items: unknown): number {
  if (!Array.isArray(items)) return -1
  const [first] = items as readonly { readonly dataIndex: number }[]
  return first?.dataIndex ?? -1
}
