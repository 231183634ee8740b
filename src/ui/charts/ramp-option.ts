import type { EChartsCoreOption } from 'echarts/core'
import type { Palette } from './palette.ts'
import { tooltipOf } from './tooltip.ts'

export interface RampView {
  /** the last week that is drawn */
  readonly until: number
  /** what the own cohorts say, with its interval */
  readonly fitted: readonly {
    readonly week: number
    readonly share: number
    readonly low: number
    readonly high: number
  }[]
  /** points of the curve in force */
  readonly held: readonly { readonly week: number; readonly share: number }[] | null
  /** what is said of a week, for the hover */
  readonly words: (week: number) => string
}

const NARROW = 520

/** The share of full by week in the role: the fitted line on the wash of its interval, the curve in force in ink. */
export function rampOption(
  { until, fitted, held, words }: RampView,
  palette: Palette,
  percent: (share: number) => string,
  width: number,
): EChartsCoreOption {
  const label = { fontSize: width < NARROW ? 11 : 12, fontFamily: palette.font }
  const line = { type: 'line', symbol: 'none', clip: true }
  const end = (text: string, color: string) => ({ ...label, show: true, formatter: text, color, position: 'right' })
  return {
    animation: false,
    textStyle: { fontFamily: palette.font },
    grid: {
      left: 0,
      right: 64,
      top: 12,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: 'value',
      min: 0,
      max: until,
      interval: until > 30 ? 13 : 4,
      axisLine: { lineStyle: { color: palette.rule } },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: { ...label, color: palette.neutral, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: 1,
      interval: 0.25,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...label, color: palette.neutral, formatter: percent },
      splitLine: { lineStyle: { color: palette.rule, width: 1 } },
    },
    tooltip: {
      ...tooltipOf(palette),
      axisPointer: { type: 'line', lineStyle: { color: palette.neutral, type: 'solid', width: 1 } },
      formatter: (items: unknown) => words(weekOf(items)),
    },
    series: [
      { ...line, stack: 'interval', silent: true, lineStyle: { opacity: 0 }, data: at(fitted, ({ low }) => low) },
      {
        ...line,
        stack: 'interval',
        silent: true,
        lineStyle: { opacity: 0 },
        areaStyle: { color: palette['non-selling'], opacity: 1 },
        data: at(fitted, ({ low, high }) => high - low),
      },
      {
        ...line,
        lineStyle: { color: palette.neutral, width: 1.5 },
        endLabel: fitted.length > 0 ? end('fitted', palette.neutral) : { show: false },
        labelLayout: { moveOverlap: 'shiftY' },
        data: at(fitted, ({ share }) => share),
      },
      {
        ...line,
        lineStyle: { color: palette.ink, width: 2.5 },
        endLabel: held ? end('in force', palette.ink) : { show: false },
        labelLayout: { moveOverlap: 'shiftY' },
        data: held ? drawn(held, until) : [],
      },
    ],
  }
}

type Week = RampView['fitted'][number]

function at(weeks: readonly Week[], value: (week: Week) => number): [number, number][] {
  return weeks.map((week) => [week.week, value(week)])
}

/** Flat before its first point, full after its last. */
function drawn(points: NonNullable<RampView['held']>, until: number): [number, number][] {
  const [first] = points
  if (first === undefined) return []
  const start: [number, number][] = first.week > 0 ? [[0, first.share]] : []
  return [...start, ...points.map(({ week, share }): [number, number] => [week, share]), [until, 1]]
}

function weekOf(items: unknown): number {
  if (!Array.isArray(items)) return 0
  const [first] = items as readonly { readonly axisValue?: number | string }[]
  return Math.round(Number(first?.axisValue ?? 0))
}
