import * as z from 'zod'
import { datesFrom, type DateRange, daysBetween } from '../calendar/local-date.ts'
import type { LocalDate } from '../instant.ts'

/** The share of full that somebody has reached after so many weeks in the role. */
export interface RampPoint {
  readonly week: number
  readonly share: number
}

/** Rising points, the last of them full; linear in between, and before the first as at the first. */
export type RampCurve = readonly RampPoint[]

export const LAST_RAMP_WEEK = 208

export const rampCurveSchema = z
  .array(z.strictObject({ week: z.int().min(0).max(LAST_RAMP_WEEK), share: z.number().min(0).max(1) }))
  .min(1)
  .max(60)
  .superRefine((points, problem) => {
    const wrong = curveProblem(points)
    if (wrong !== null) problem.addIssue({ code: 'custom', message: wrong })
  })

/** Why points are no curve; null where they are. */
export function curveProblem(points: RampCurve): string | null {
  const falls = points.some(
    (point, at) => at > 0 && (point.week <= points[at - 1]!.week || point.share < points[at - 1]!.share),
  )
  if (falls) return 'Weeks and shares rise from point to point'
  return points.at(-1)?.share === 1 ? null : 'The last point is 100 %'
}

/** The share of full after `weeks` in the role, fractions included; 1 without a curve or a known start. */
export function shareAt(curve: RampCurve | null, weeks: number | null): number {
  if (curve === null || weeks === null) return 1
  const next = curve.findIndex((point) => point.week >= weeks)
  if (next < 0) return 1
  const { week, share } = curve[next]!
  const before = curve[next - 1]
  if (before === undefined) return share
  return before.share + (share - before.share) * ((weeks - before.week) / (week - before.week))
}

/** The first week that is full. */
export function fullWeek(curve: RampCurve): number {
  return curve.find(({ share }) => share === 1)!.week
}

/** Weeks in the role at the start of a day; null: always in it. */
export function weeksOn(since: LocalDate | null, day: LocalDate): number | null {
  return since === null ? null : daysBetween(since, day) / 7
}

/** The mean share over the days of `of`, where it was held on some of them; 0 on the others. */
export function meanShare(
  curve: RampCurve | null,
  since: LocalDate | null,
  held: DateRange,
  of: DateRange = held,
): number {
  const days = daysBetween(of.from, of.to) + 1
  if (held.to < held.from || days <= 0) return 0
  let sum = 0
  for (const day of datesFrom(held.from, held.to)) sum += shareAt(curve, weeksOn(since, day))
  return sum / days
}
