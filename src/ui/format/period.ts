import { dateFormat } from './formats.ts'
import type { PeriodUnit } from '#domain/calendar/period.ts'
import { localeOf } from './reader.ts'

const ID = /^(\d{4})(?:-(Q|W)?(\d{1,2}))?$/

/** What an address may name as a period: the unit of an id, or null where it is none. */
export function unitOfPeriod(period: string): PeriodUnit | null {
  const match = /^\d{4}(?:-(?:(Q)[1-4]|(W)(?:0[1-9]|[1-4]\d|5[0-3])|(0[1-9]|1[0-2])))?$/.exec(period)
  if (!match) return null
  if (match[1]) return 'quarter'
  if (match[2]) return 'week'
  return match[3] ? 'month' : 'year'
}

/** A month in its short form where room is scarce: "Nov 2026". */
export function formatPeriodShort(period: string, locale?: string): string {
  const [, year, letter, index] = ID.exec(period) ?? []
  if (!year || letter || !index) return formatPeriod(period, locale)
  return monthName(Number(year), Number(index), 'short', locale)
}

/** "November 2026", "Q4 2026", "Week 47, 2026", "2026". */
export function formatPeriod(period: string, locale?: string): string {
  const [, year, letter, index] = ID.exec(period) ?? []
  if (!year) return period
  if (letter === 'Q') return `Q${index} ${year}`
  if (letter === 'W') return `Week ${Number(index)}, ${year}`
  if (!index) return year
  return monthName(Number(year), Number(index), 'long', locale)
}

function monthName(year: number, month: number, style: 'long' | 'short', locale: string | undefined): string {
  const first = Date.UTC(year, month - 1, 1)
  return dateFormat(localeOf(locale), { month: style, year: 'numeric', timeZone: 'UTC' }).format(first)
}
