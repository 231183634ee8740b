import type { PeriodWorld, ScopeFigure } from '#services/bookings/figures.ts'
import type { PaceHead, PaceRow } from './pace-row.ts'

/** What every row of one page shares, by the calendar of `figure`'s scope. */
export function paceHead({ period, range }: PeriodWorld, { all, elapsed, pace }: ScopeFigure['burnDown']): PaceHead {
  return { period, from: range.from, to: range.to, sellingDay: elapsed, sellingDays: all, pace }
}

/** One bar; a figure with a currency that has no rate shows neither amount nor share. */
export function paceRow({ scope, label, burnDown, missing }: ScopeFigure): PaceRow {
  const known = missing.length === 0
  return {
    scope,
    label,
    booked: known ? burnDown.booked : null,
    goal: burnDown.goal,
    bookedShare: known ? burnDown.bookedShare : null,
    aheadPoints: known ? burnDown.aheadPoints : null,
    lands: known ? (burnDown.landsAt?.minor ?? null) : null,
    landsShare: known ? (burnDown.landsAt?.share ?? null) : null,
  }
}
