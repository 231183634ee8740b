import type { MetricDefinition } from '#metrics/metric.ts'
import { comparable } from '../metrics/band.ts'
import { metricAccess } from '../metrics/access.ts'
import { type Reader, sharedSeries } from '../metrics/points.ts'
import { requireMetric } from '../metrics/query.ts'
import { periodCalendar } from '../org/policy.ts'
import { readStructure } from '../org/structure.ts'
import { resolveView } from '../org/view.ts'
import { curveOf, readRamps } from '../ramp/read-ramps.ts'
import { readStints, type Stint } from '../ramp/read-stints.ts'
import type { PointWindow } from '#domain/band/windows.ts'
import { type PeriodUnit, periodOf, periodRange, periodUnit, previousPeriod } from '#domain/calendar/period.ts'
import { LeadoutError } from '#domain/errors.ts'
import { type Reached, roundGoal, suggestGoals, type Suggestions } from '#domain/goal/suggest.ts'
import { meanShare, shareAt, weeksOn } from '#domain/ramp/curve.ts'
import { roleKey } from '#domain/role.ts'
import type { GoalScope } from './set-goal.ts'

/** How far a suggestion looks back depends on the period of the goal. */
const PERIODS: Readonly<Record<PeriodUnit, number>> = { week: 26, month: 12, quarter: 8, year: 3 }

export interface Suggested {
  readonly metric: MetricDefinition
  readonly role: string
  /** of a person on the way the levels are times this */
  readonly share: number
  readonly found: Suggestions | null
  readonly from: string
  readonly to: string
}

/**
 * Levels that people of the same role, present and past, have reached in whole periods of full swing. Nobody is named;
 * with fewer than four people, and without a role, nothing is said.
 * @throws LeadoutError `not-found` for a metric, `forbidden`
 */
export async function suggestGoal(
  reader: Reader,
  { scope, metric: id, period }: { readonly scope: GoalScope; readonly metric: string; readonly period: string },
): Promise<Suggested> {
  const { ctx } = reader
  const metric = requireMetric(id)
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const windows = pastPeriods(period, view.asOfDate, periodCalendar(view.settings))
  const structure = await readStructure(ctx.db, view, windows[0]!.from)
  const access = await metricAccess(ctx, view, structure)
  const asked = scope.kind === 'role' ? access.shows('company', 'all') : access.shows(scope.kind, scope.id)
  if (!asked) throw new LeadoutError('forbidden', 'Your access level does not allow these figures.')
  const stints = await readStints(ctx.db, view, windows[0]!.from)
  const own = stints.findLast((stint) => scope.kind === 'person' && stint.personId === scope.id)
  const role = scope.kind === 'role' ? scope.id : own === undefined ? '' : roleKey(own)
  const ramps = await readRamps(ctx.db, view)
  const isFull = (stint: Stint, day: string) =>
    shareAt(curveOf(ramps, stint, metric.id), weeksOn(stint.since, day)) === 1
  const [series] = await sharedSeries(
    reader,
    { view, structure },
    // the last point of a series always shows, employed or not: it is one more that nobody reads
    {
      metrics: [metric],
      by: 'person',
      period: 'reached',
      windows: [...windows, { ...windows.at(-1)!, period: 'unread' }],
    },
  )
  const reached = stints
    .filter((stint) => role !== '' && roleKey(stint) === role)
    .flatMap((stint) => {
      const points = series!.points(stint.personId)
      return windows.flatMap((window, at): Reached[] => {
        const value = comparable(points[at] ?? null)
        const whole = stint.from <= window.from && window.to <= stint.to
        return value !== null && whole && isFull(stint, window.from) ? [{ personId: stint.personId, value }] : []
      })
    })
  const range = periodRange(period, periodCalendar(view.settings))
  const share = own === undefined ? 1 : meanShare(curveOf(ramps, own, metric.id), own.since, range)
  const less = metric.valence === 'down'
  const round = metric.unit === 'share' ? (value: number) => Math.round(value * 100) / 100 : roundGoal
  return {
    metric,
    role,
    share,
    found: suggestGoals(reached, less, round),
    from: windows[0]!.from,
    to: windows.at(-1)!.to,
  }
}

function pastPeriods(
  period: string,
  asOf: string,
  calendar: Parameters<typeof periodRange>[1],
): readonly PointWindow[] {
  const unit = periodUnit(period)
  const windows: PointWindow[] = []
  for (let id = previousPeriod(periodOf(asOf, unit, calendar), calendar); windows.length < PERIODS[unit];) {
    const { from, to } = periodRange(id, calendar)
    windows.unshift({ period: id, from, to })
    id = previousPeriod(id, calendar)
  }
  return windows
}
