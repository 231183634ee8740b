import { LeadoutError } from '../errors.ts'
import type { LocalDate } from '../instant.ts'

const DAY_MS = 86_400_000
const SHAPE = /^\d{4}-\d{2}-\d{2}$/

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** First and last day, both included. */
export interface DateRange {
  readonly from: LocalDate
  readonly to: LocalDate
}

/** True for a `YYYY-MM-DD` that exists: 2016-02-29 does, 2017-02-29 does not. */
export function isLocalDate(text: string): boolean {
  if (!SHAPE.test(text)) return false
  const ms = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
}

/** Days since 1970-01-01, negative before. Raises `invalid` for text that is no date. */
export function dayNumber(date: LocalDate): number {
  if (!isLocalDate(date)) throw new LeadoutError('invalid', `${date} is not a date`, { date })
  return Date.parse(date) / DAY_MS
}

/** The date `day` days after 1970-01-01; years 0000 to 9999. */
export function dateOfDay(day: number): LocalDate {
  const text = new Date(day * DAY_MS).toISOString()
  if (text.length !== 24) throw new LeadoutError('invalid', 'the date lies outside the years 0000 to 9999', { day })
  return text.slice(0, 10)
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDay(dayNumber(date) + days)
}

/** Days from `from` to `to`: 0 for the same day, 1 for the next, negative backwards. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from)
}

export function weekdayOf(date: LocalDate): Weekday {
  const shifted = (dayNumber(date) + 3) % 7
  return (((shifted + 7) % 7) + 1) as Weekday
}

/** Every date from `from` to `to`, both included; empty where `to` is before `from`. */
export function datesFrom(from: LocalDate, to: LocalDate): LocalDate[] {
  const first = dayNumber(from)
  return Array.from({ length: Math.max(0, dayNumber(to) - first + 1) }, (_, index) => dateOfDay(first + index))
}
