import type { EChartsCoreOption } from 'echarts/core'
import type { BurnDownView } from './burn-down-view.ts'
import type { Palette } from './palette.ts'
import { tooltipOf } from './tooltip.ts'

export interface BurnDownText {
  readonly value: (value: number) => string
  readonly exact: (value: number) => string
  readonly day: (x: number) => string
  readonly tick: (x: number) => string
  readonly step: (from: number | null, to: number | null) => string
  readonly left: string
  readonly pace: string
  readonly lands: string
  readonly goal: string
}

export interface BurnDownSizes {
  readonly text: number
  readonly line: number
  /** room to the right of the last day for the labels of the lines */
  readonly labels: number
}

const NARROW = 520
/** The wall is laid out for a chart of this width and scales with the screen. */
const WALL_WIDTH = 1792

/** Sizes on a page: less room for labels on a phone. */
export function pageSizes(width: number): BurnDownSizes {
  return width < NARROW ? { text: 11, line: 2, labels: 64 } : { text: 12, line: 2, labels: 80 }
}

/** Sizes on a wall: 44 px text on a full HD screen, readable at four metres. */
export function wallSizes(width: number): BurnDownSizes {
  const unit = width / WALL_WIDTH
  return { text: 44 * unit, line: 7 * unit, labels: 290 * unit }
}

/** Labels of lines that end close together shift apart. */
const MAKE_WAY = { moveOverlap: 'shiftY' } as const

/** The burn-down as an ECharts option: labels on the lines instead of a legend, no frame, the zero line is the goal. */
export function burnDownOption(
  view: BurnDownView,
  palette: Palette,
  text: BurnDownText,
  sizes: BurnDownSizes,
): EChartsCoreOption {
  const label = { fontSize: sizes.text, fontFamily: palette.font }
  const stateColour = view.state === 'behind' ? palette.behind : view.state === 'ahead' ? palette.ahead : palette.ink
  const landingColour = view.landing === 'behind' ? palette['behind-shadow'] : palette['ahead-shadow']
  const landingText = view.landing === 'behind' ? palette.behind : palette.ahead
  const line = { type: 'line', symbol: 'none', silent: true, clip: false }
  return {
    animation: false,
    textStyle: { fontFamily: palette.font },
    grid: {
      left: 0,
      right: sizes.labels,
      top: sizes.text * 2.2,
      bottom: sizes.text * 0.5,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: 'value',
      min: 0,
      max: view.length,
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: {
        ...label,
        color: palette.neutral,
        customValues: [...view.ticks],
        formatter: text.tick,
        align: 'left',
        hideOverlap: true,
        margin: sizes.text * 0.8,
      },
    },
    yAxis: {
      type: 'value',
      axisLine: { show: false },
      axisTick: { show: false },
      splitNumber: 4,
      axisLabel: {
        ...label,
        color: palette.neutral,
        formatter: (value: number) => (value === 0 ? text.goal : text.value(value)),
      },
      splitLine: { lineStyle: { color: palette.rule, width: 1 } },
    },
    tooltip: {
      ...tooltipOf(palette),
      axisPointer: { type: 'line', snap: true, lineStyle: { color: palette.neutral, type: 'solid', width: 1 } },
      formatter: (items: unknown) => tooltip(items, text),
    },
    series: [
      {
        ...line,
        id: 'pace',
        labelLayout: MAKE_WAY,
        name: text.pace,
        data: [...view.ideal],
        lineStyle: { color: palette.neutral, width: Math.max(1, sizes.line * 0.6) },
        itemStyle: { color: palette.neutral },
        endLabel: view.length > 0 ? endLabel(text.pace, palette.neutral, label) : undefined,
        markArea: {
          silent: true,
          itemStyle: { color: palette['non-selling'] },
          data: view.nonSelling.map(([from, to]) => [{ xAxis: from }, { xAxis: to }]),
        },
        markLine: {
          silent: true,
          symbol: 'none',
          animation: false,
          data: [
            { yAxis: 0, lineStyle: { color: palette.ink, width: 1, type: 'solid' }, label: { show: false } },
            ...view.steps.map((step) => ({
              xAxis: step.x,
              lineStyle: { color: palette.neutral, width: 1, type: 'dashed' },
              label: {
                ...label,
                show: true,
                color: palette.ink,
                position: 'end',
                align: step.x < view.length / 2 ? 'left' : 'right',
                formatter: text.step(step.from, step.to),
              },
            })),
          ],
        },
      },
      {
        ...line,
        id: 'forecast',
        labelLayout: MAKE_WAY,
        name: text.lands,
        data: [...view.forecast],
        lineStyle: { color: landingColour, width: sizes.line, type: [sizes.line * 1.5, sizes.line * 2] },
        itemStyle: { color: landingColour },
        endLabel: endLabel(text.lands, landingText, label),
      },
      {
        ...line,
        id: 'actual',
        name: text.left,
        data: view.actual.map((point, at) => ({
          value: [...point],
          symbol: at === view.actual.length - 1 ? 'circle' : 'none',
        })),
        symbol: 'circle',
        symbolSize: sizes.line * 3.5,
        showAllSymbol: true,
        lineStyle: { color: stateColour, width: sizes.line, join: 'round' },
        itemStyle: { color: stateColour },
        z: 4,
        label: {
          ...label,
          show: true,
          // every line falls to the right, so the free side is above and to the right
          position: 'right',
          offset: [0, sizes.text * -0.9],
          color: stateColour,
          fontWeight: 600,
          formatter: ({ dataIndex }: { dataIndex: number }) => (dataIndex === view.actual.length - 1 ? text.left : ''),
        },
      },
    ],
  }
}

function endLabel(words: string, color: string, label: { fontSize: number; fontFamily: string }) {
  return { ...label, show: true, color, distance: label.fontSize * 0.6, formatter: words }
}

interface TooltipItem {
  readonly seriesName: string
  readonly value: readonly [number, number]
}

/** Names come from figures and formats alone, so the markup carries no text of a user. */
function tooltip(items: unknown, text: BurnDownText): string {
  if (!Array.isArray(items) || items.length === 0) return ''
  const points: readonly TooltipItem[] = items
  const x = points[0]?.value[0] ?? 0
  const latest = new Map(points.map((point) => [point.seriesName, point]))
  const lines = [...latest.values()].map(
    (point) => `${point.seriesName.split(' ')[0]} <b>${text.exact(point.value[1])}</b>`,
  )
  return [text.day(x), ...lines].join('<br>')
}
