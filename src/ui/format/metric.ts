import { numberFormat } from './formats.ts'
import { displayOf, type ShownFigure } from '#metrics/format.ts'
import { formatMoney } from './money.ts'
import { formatPercent, trueMinus } from './number.ts'
import { localeOf } from './reader.ts'

/** What a metric is written in. */
export interface MetricFormat {
  readonly kind: string
  readonly unit: string
  readonly currency: string
}

export interface MetricStyle {
  /** money in full */
  readonly exact?: boolean
  readonly locale?: string | undefined
}

/** A figure of a metric as a reader sees it: "too few", "4 of 21", "34%", "€1.2M", "12 d"; "–" without a value. */
export function formatMetric(figure: ShownFigure, format: MetricFormat, style: MetricStyle = {}): string {
  const display = displayOf(figure, format)
  switch (display.as) {
    case 'none':
      return '–'
    case 'too-few':
      return 'too few'
    case 'of':
      return `${compact(display.numerator, style.locale)} of ${compact(display.denominator, style.locale)}`
    default:
      return formatMetricValue(display.value, format, style)
  }
}

/** A value on its own, such as the end of a band. */
export function formatMetricValue(value: number, { unit, currency }: MetricFormat, style: MetricStyle = {}): string {
  switch (unit) {
    case 'money':
      return formatMoney(Math.round(value), currency, {
        style: style.exact ? 'exact' : 'compact',
        locale: style.locale,
      })
    case 'share':
      return formatPercent(value, style.locale)
    case 'days':
      return inUnit(value, 'day', style.locale)
    case 'hours':
      return inUnit(value, 'hour', style.locale)
    default:
      return compact(value, style.locale)
  }
}

/** Three significant digits; whole numbers in full. */
function compact(value: number, locale?: string): string {
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return trueMinus(numberFormat(localeOf(locale), { maximumFractionDigits: digits }).formatToParts(value))
}

function inUnit(value: number, unit: 'day' | 'hour', locale?: string): string {
  const digits = Math.abs(value) >= 10 ? 0 : 1
  return trueMinus(
    numberFormat(localeOf(locale), {
      style: 'unit',
      unit,
      unitDisplay: 'narrow',
      maximumFractionDigits: digits,
    }).formatToParts(value),
  )
}
