import {
  type PeriodCalendar,
  type PeriodId,
  periodOf,
  type PeriodRange,
  periodRange,
  periodUnit,
  previousPeriod,
} from '../calendar/period.ts'
import type { LocalDate } from '../instant.ts'
import { bookedFrom, type Booking } from './recent.ts'

const PERIODS = 3

/**
 * What a goal of `period` is proposed as: the median of the bookings of the last three periods of its unit that were
 * over on the as-of day and lie before it. `from` is the first day that matters. The median is null where no deal is
 * known of any of them; periods before the first known deal are left out.
 */
export function medianOfPeriods(period: PeriodId, asOf: LocalDate, calendar: PeriodCalendar) {
  const current = periodOf(asOf, periodUnit(period), calendar)
  const ranges: PeriodRange[] = []
  let last = current < period ? current : period
  for (let count = 0; count < PERIODS; count += 1) {
    last = previousPeriod(last, calendar)
    ranges.unshift(periodRange(last, calendar))
  }
  return {
    from: ranges[0]!.from,
    median(bookings: readonly Booking[], firstDay: LocalDate | null): number | null {
      const known = ranges.filter(({ to }) => firstDay !== null && firstDay <= to)
      const sums = known.map(({ from, to }) => bookedFrom(bookings, from, to)).toSorted((a, b) => a - b)
      if (sums.length === 0) return null
      const middle = sums.length >> 1
      return sums.length % 2 === 1 ? sums[middle]! : Math.round((sums[middle - 1]! + sums[middle]!) / 2)
    },
  }
}
