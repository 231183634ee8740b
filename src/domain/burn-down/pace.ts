import type { DateRange } from '../calendar/local-date.ts'
import { sellingDays, type TeamCalendar } from '../calendar/selling-days.ts'
import type { LocalDate } from '../instant.ts'

export interface SellingTime {
  readonly calendar: TeamCalendar
  /** days off of the person whose pace it is; none for a team */
  readonly leave?: readonly DateRange[]
}

export interface Pace {
  /** selling days of the period */
  readonly all: number
  /** those up to and including the as-of day */
  readonly elapsed: number
  /** those after the as-of day */
  readonly left: number
  /** elapsed / all, 0 to 1; null for a period without a selling day */
  readonly pace: number | null
}

/** How much of a period's selling time is gone (metrics.md Pace and lands-at): today counts as elapsed. */
export function paceOf(period: DateRange, asOf: LocalDate, { calendar, leave }: SellingTime): Pace {
  const days = sellingDays(period.from, period.to, calendar, leave)
  const elapsed = days.filter((date) => date <= asOf).length
  return {
    all: days.length,
    elapsed,
    left: days.length - elapsed,
    pace: days.length === 0 ? null : elapsed / days.length,
  }
}
