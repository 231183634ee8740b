import { minorDigits } from '#domain/money/currency.ts'
import { numberFormat } from './formats.ts'
import { signed, trueMinus } from './number.ts'
import { localeOf } from './reader.ts'

interface MoneyOptions {
  /** compact on boards (€1.23M), exact in tables and on hover */
  readonly style: 'compact' | 'exact'
  /** show + or − for a difference */
  readonly sign?: boolean
  readonly locale?: string | undefined
}

/** Money from integer minor units, in the reader's locale; compact has three significant digits. */
export function formatMoney(minor: number, currency: string, options: MoneyOptions): string {
  const digits = minorDigits(currency)
  const major = minor / 10 ** digits
  const whole = Number.isInteger(major)
  const format = numberFormat(localeOf(options.locale), {
    style: 'currency',
    currency,
    signDisplay: signed(options.sign),
    ...(options.style === 'compact'
      ? { notation: 'compact', minimumFractionDigits: 0, maximumSignificantDigits: 3 }
      : { minimumFractionDigits: whole ? 0 : digits, maximumFractionDigits: digits }),
  })
  return trueMinus(format.formatToParts(major))
}

/** What someone typed as an amount, in minor units: "720k", "1.2m", "720.000", "€ 720,000.50"; null if unreadable. */
export function parseMoney(text: string, currency: string): number | null {
  const major = parseNumber(text)
  if (major === null) return null
  const minor = Math.round(major * 10 ** minorDigits(currency))
  return Number.isSafeInteger(minor) ? minor : null
}

/** A number as typed: "12", "1.5k", "720,000"; null if unreadable or below zero. */
export function parseNumber(text: string): number | null {
  // what is typed here is never below zero: a sign is a mistake to show, not to drop
  if (/[-−(]/u.test(text)) return null
  const match = /^([\d.,'\s]+)\s*([kKmM])?$/u.exec(text.replace(/[^\d.,'\skKmM]/gu, '').trim())
  if (!match?.[1]) return null
  const digits = match[1].replace(/[\s']/gu, '')
  const suffix = match[2]?.toLowerCase()
  const major = readDecimal(digits, suffix !== undefined)
  if (major === null) return null
  return major * (suffix === 'm' ? 1e6 : suffix === 'k' ? 1e3 : 1)
}

/** The last separator is the decimal point unless exactly three digits follow it ("720.000"); "1.250k" is 1.25 k. */
function readDecimal(text: string, abbreviated: boolean): number | null {
  const at = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','))
  if (at < 0) return /^\d+$/.test(text) ? Number(text) : null
  const separator = text[at]
  const tail = text.slice(at + 1)
  const repeated = text.indexOf(separator ?? '') !== at
  if (repeated && tail.length !== 3) return null
  const grouping = repeated || (tail.length === 3 && !abbreviated)
  const plain = grouping ? text.replace(/[.,]/g, '') : `${text.slice(0, at).replace(/[.,]/g, '')}.${tail}`
  return /^\d*\.?\d*$/.test(plain) && /\d/.test(plain) ? Number(plain) : null
}
