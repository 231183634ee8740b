import { LeadoutError } from '../errors.ts'
import type { LocalDate } from '../instant.ts'

const DAY_MS = 86_400_000
const DAYS_IN_400_YEARS = 146_097
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
  return !Number.isNaN(readDay(text))
}

/** Days since 1970-01-01, negative before. Raises `invalid` for text that is no date. */
export function dayNumber(date: LocalDate): number {
  const day = readDay(date)
  if (Number.isNaN(day)) throw new LeadoutError('invalid', `${date} is not a date`, { date })
  return day
}

/** The date `day` days after 1970-01-01; years 0000 to 9999. */
export function dateOfDay(day: number): LocalDate {
  const date = new Date(day * DAY_MS)
  const year = date.getUTCFullYear()
  if (!(year >= 0 && year <= 9999)) {
    throw new LeadoutError('invalid', 'the date lies outside the years 0000 to 9999', { day })
  }
  return `${String(year).padStart(4, '0')}-${twoDigits(date.getUTCMonth() + 1)}-${twoDigits(date.getUTCDate())}`
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

/** NaN for text that is no date. Figures ask this a million times, and Date.parse with toISOString is ten times slower. */
function readDay(text: string): number {
  if (!SHAPE.test(text)) return NaN
  const month = Number(text.slice(5, 7))
  const day = Number(text.slice(8))
  if (month < 1 || month > 12) return NaN
  // Date.UTC takes the years 0 to 99 for 1900 to 1999; the calendar repeats every 400 years
  const shifted = Date.UTC(Number(text.slice(0, 4)) + 400, month - 1, day)
  return new Date(shifted).getUTCDate() === day ? shifted / DAY_MS - DAYS_IN_400_YEARS : NaN
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDay(dayNumber(date) + days)
}

/** Days from `from` to `to`: 0 for the same day, 1 for the next, negative backwards. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from)
}

export function weekdayOf(date: LocalDate): Weekday {
  return weekdayOfDay(dayNumber(date))
}

/** Of a day counted from 1970-01-01, a Thursday. */
export function weekdayOfDay(day: number): Weekday {
  return (((((day + 3) % 7) + 7) % 7) + 1) as Weekday
}

/** Every date from `from` to `to`, both included; empty where `to` is before `from`. */
export function datesFrom(from: LocalDate, to: LocalDate): LocalDate[] {
  const first = dayNumber(from)
  return Array.from({ length: Math.max(0, dayNumber(to) - first + 1) }, (_, index) => dateOfDay(first + index))
}
