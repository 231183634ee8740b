import { addDays } from '../calendar/local-date.ts'
import { isSellingDay } from '../calendar/selling-days.ts'
import type { LocalDate } from '../instant.ts'
import type { SellingTime } from './pace.ts'

/** What was won on one day, minor units; several entries of a date add up. */
export interface Booking {
  readonly date: LocalDate
  readonly minor: number
}

export interface Recent {
  readonly from: LocalDate
  /** selling days in the window, 5 to 20 */
  readonly days: number
  /** bookings in the window, minor units */
  readonly minor: number
}

const WINDOW = 20
const FEWEST = 5

/**
 * Bookings of the last 20 selling days up to and including the as-of day, or of all since `historyFrom` where that is
 * later; null below 5. The window reaches from its first selling day to the as-of day, so a booking on a weekend or
 * holiday counts with the selling day before it.
 */
export function recentBookings(
  bookings: readonly Booking[],
  asOf: LocalDate,
  historyFrom: LocalDate,
  { calendar, leave }: SellingTime,
): Recent | null {
  let from = asOf
  let days = 0
  for (let date = asOf; date >= historyFrom && days < WINDOW; date = addDays(date, -1)) {
    if (!isSellingDay(date, calendar, leave)) continue
    days += 1
    from = date
  }
  return days < FEWEST ? null : { from, days, minor: bookedFrom(bookings, from, asOf) }
}

/** Bookings dated from `from` to `to`, both included. */
export function bookedFrom(bookings: readonly Booking[], from: LocalDate, to: LocalDate): number {
  return bookings.reduce((sum, { date, minor }) => (from <= date && date <= to ? sum + minor : sum), 0)
}
