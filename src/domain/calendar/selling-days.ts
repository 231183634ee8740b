import type { LocalDate } from '../instant.ts'
import { datesFrom, weekdayOf, type DateRange, type Weekday } from './local-date.ts'

/** When a team sells: every day but its weekend and its holidays. */
export interface TeamCalendar {
  readonly weekend: readonly Weekday[]
  readonly holidays: ReadonlySet<LocalDate>
}

export const MONDAY_TO_FRIDAY: TeamCalendar = { weekend: [6, 7], holidays: new Set() }

/** `leave`: days off of one person. */
export function isSellingDay(date: LocalDate, calendar: TeamCalendar, leave: readonly DateRange[] = []): boolean {
  return (
    !calendar.weekend.includes(weekdayOf(date)) &&
    !calendar.holidays.has(date) &&
    !leave.some(({ from, to }) => from <= date && date <= to)
  )
}

/** The selling days from `from` to `to`, both included, in order: the exposure of every rate (metrics.md Windows). */
export function sellingDays(
  from: LocalDate,
  to: LocalDate,
  calendar: TeamCalendar,
  leave: readonly DateRange[] = [],
): LocalDate[] {
  return datesFrom(from, to).filter((date) => isSellingDay(date, calendar, leave))
}
