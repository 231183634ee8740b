import { datesFrom, type DateRange } from '../calendar/local-date.ts'
import { isSellingDay } from '../calendar/selling-days.ts'
import type { LocalDate } from '../instant.ts'
import { divideRounded } from '../money/rational.ts'
import { goalChanges, goalOn, type GoalChange, type GoalStep } from './goal.ts'
import { paceOf, type Pace, type SellingTime } from './pace.ts'
import { bookedFrom, recentBookings, type Booking, type Recent } from './recent.ts'

export interface BurnDownInput extends SellingTime {
  readonly period: DateRange
  readonly goals: readonly GoalStep[]
  /** of the period, and before it as far as the last 20 selling days reach; later ones than as-of are ignored */
  readonly bookings: readonly Booking[]
  /** the first day of which bookings are known */
  readonly historyFrom: LocalDate
  readonly asOf: LocalDate
}

export interface BurnDownDay {
  readonly date: LocalDate
  readonly selling: boolean
  /** goal in force less what is booked, at the end of the day; negative past the goal; null after as-of or without a goal */
  readonly remaining: number | null
  /** goal in force x share of selling days still to come, so flat on non-selling days; null without goal or selling day */
  readonly ideal: number | null
}

export interface BurnDown extends Pace {
  readonly days: readonly BurnDownDay[]
  /** in force at the start of the first day */
  readonly openingGoal: number | null
  /** after the first day; from its date on, remaining and ideal are those of the new goal */
  readonly goalChanges: readonly GoalChange[]
  /** in force on the as-of day, or on the nearest day of the period */
  readonly goal: number | null
  readonly booked: number
  /** booked / goal; null without a goal or with a goal of 0 */
  readonly bookedShare: number | null
  /** booked share less pace, in percentage points: negative is behind */
  readonly aheadPoints: number | null
  /** goal less booked, not below 0 */
  readonly remaining: number | null
  /** remaining / selling days left, rounded up; null without a goal or a day left */
  readonly neededPerDay: number | null
  /** the last 20 selling days and what was booked in them; null below 5 */
  readonly recent: Recent | null
  /** mean daily bookings of the last 20 selling days; null below 5 */
  readonly recentPerDay: number | null
  /** booked + selling days left x that mean (metrics.md Pace and lands-at); `days` is how many the mean has */
  readonly landsAt: { readonly minor: number; readonly share: number | null; readonly days: number } | null
}

/** Remaining to goal against ideal, per local day of a period; whole minor units, rounded half to even. */
export function burnDown({
  period,
  goals,
  bookings,
  historyFrom,
  asOf,
  calendar,
  leave = [],
}: BurnDownInput): BurnDown {
  const pace = paceOf(period, asOf, { calendar, leave })
  const byDay = new Map<LocalDate, number>()
  for (const { date, minor } of bookings) byDay.set(date, (byDay.get(date) ?? 0) + minor)

  let bookedSoFar = 0
  let elapsed = 0
  const days = datesFrom(period.from, period.to).map((date): BurnDownDay => {
    const selling = isSellingDay(date, calendar, leave)
    const goal = goalOn(goals, date)
    bookedSoFar += byDay.get(date) ?? 0
    elapsed += Number(selling)
    return {
      date,
      selling,
      remaining: goal === null || date > asOf ? null : goal - bookedSoFar,
      ideal: goal === null || pace.all === 0 ? null : (goal * (pace.all - elapsed)) / pace.all,
    }
  })

  const asOfInPeriod = asOf < period.from ? period.from : asOf > period.to ? period.to : asOf
  const goal = goalOn(goals, asOfInPeriod)
  const booked = asOf < period.from ? 0 : bookedFrom(bookings, period.from, asOfInPeriod)
  const share = (minor: number) => (goal === null || goal === 0 ? null : minor / goal)
  const bookedShare = share(booked)
  const remaining = goal === null ? null : Math.max(0, goal - booked)
  const recent = recentBookings(bookings, asOf, historyFrom, { calendar, leave })
  // of a period that has not begun, the present rate says nothing
  const landing = asOf < period.from ? null : recent && booked + inDays(pace.left, recent)

  return {
    ...pace,
    days,
    openingGoal: goalOn(goals, period.from),
    goalChanges: goalChanges(goals, period),
    goal,
    booked,
    bookedShare,
    aheadPoints: bookedShare === null || pace.pace === null ? null : (bookedShare - pace.pace) * 100,
    remaining,
    neededPerDay: remaining === null || pace.left === 0 ? null : Math.ceil(remaining / pace.left),
    recent,
    recentPerDay: recent && inDays(1, recent),
    landsAt: recent && landing !== null ? { minor: landing, share: share(landing), days: recent.days } : null,
  }
}

/** What `days` selling days bring at the recent mean. */
function inDays(days: number, recent: Recent): number {
  return Number(divideRounded(BigInt(days) * BigInt(recent.minor), BigInt(recent.days), 'half-even'))
}
