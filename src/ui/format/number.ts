import { numberFormat } from './formats.ts'
import { localeOf } from './reader.ts'

/** `signDisplay` of a difference; zero carries no sign. */
export function signed(sign: boolean | undefined): 'exceptZero' | 'auto' {
  return sign ? 'exceptZero' : 'auto'
}

/** English locales disagree on case (K, k, m, M); boards write k and M. Other languages keep their own words. */
const COMPACT: Readonly<Record<string, string>> = { K: 'k', m: 'M' }

/** Joins the parts of a formatted number, with a true minus. */
export function trueMinus(parts: readonly Intl.NumberFormatPart[]): string {
  return parts
    .map((part) => {
      if (part.type === 'minusSign') return '−'
      return part.type === 'compact' ? (COMPACT[part.value] ?? part.value) : part.value
    })
    .join('')
}

/** A count in the reader's locale. */
export function formatCount(value: number, locale?: string): string {
  return trueMinus(numberFormat(localeOf(locale)).formatToParts(value))
}

/** A number as it is, with at most two decimals. */
export function formatDecimal(value: number, locale?: string): string {
  return trueMinus(numberFormat(localeOf(locale), { maximumFractionDigits: 2 }).formatToParts(value))
}

/** A share as percent: no decimals from 10 % up, one below. */
export function formatPercent(share: number, locale?: string): string {
  const digits = Math.abs(share) >= 0.0995 || share === 0 ? 0 : 1
  const format = numberFormat(localeOf(locale), { style: 'percent', maximumFractionDigits: digits })
  return trueMinus(format.formatToParts(share))
}

/** Percentage points without word and sign: whole, with one decimal below one. */
export function formatPoints(points: number, locale?: string): string {
  const size = Math.abs(points)
  return numberFormat(localeOf(locale), { maximumFractionDigits: size < 1 ? 1 : 0 }).format(size)
}

/** A proportion of few cases is not a percentage: "too few" below 5, "4 of 21" below 30, then percent. */
export function formatProportion(count: number, of: number, locale?: string): string {
  if (of < 5) return 'too few'
  if (of < 30) return `${formatCount(count, locale)} of ${formatCount(of, locale)}`
  return formatPercent(count / of, locale)
}
