import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { MetricDefinition } from '#metrics/metric.ts'
import type { MetricFigure } from '#metrics/run.ts'
import type { PointWindow } from '#domain/band/windows.ts'
import { daysBetween } from '#domain/calendar/local-date.ts'
import { periodOf, periodRange, previousPeriod } from '#domain/calendar/period.ts'
import { sellingDays } from '#domain/calendar/selling-days.ts'
import { fitRamp, type PersonWeeks, type RampFit } from '#domain/ramp/fit.ts'
import { type Role, roleKey } from '#domain/role.ts'
import { type PointsWorld, type Reader, sharedSeries } from '../metrics/points.ts'
import { periodCalendar } from '../org/policy.ts'
import { readSellingTime } from '../org/selling-time.ts'
import type { OrgView } from '../org/view.ts'
import { readStints, type Stint } from './read-stints.ts'

const WEEKS = 130

/** The last whole weeks, oldest first; what people did in them is what a ramp is fitted from. */
export function rampWeeks(view: OrgView): PointWindow[] {
  const calendar = periodCalendar(view.settings)
  const windows: PointWindow[] = []
  for (let period = previousPeriod(periodOf(view.asOfDate, 'week', calendar), calendar); windows.length < WEEKS;) {
    const { from, to } = periodRange(period, calendar)
    windows.unshift({ period, from, to })
    period = previousPeriod(period, calendar)
  }
  return windows
}

/** Whether what somebody does on a metric can be counted week by week, and more of it is better. */
export function isFittable({ kind, instant, valence, per }: MetricDefinition): boolean {
  return kind !== 'median' && instant !== true && valence !== 'down' && per === undefined
}

export interface Cohort {
  readonly people: readonly PersonWeeks[]
  /** whole weeks behind `people`; the days of each */
  readonly windows: readonly PointWindow[]
}

/**
 * What everybody who ever held a role did week by week, those who left included; a role without a segment is all of the
 * discipline. Weeks that history, employment or the role does not cover in full are left out.
 */
export async function readCohort(
  reader: Reader,
  { view, structure }: Pick<PointsWorld, 'view' | 'structure'>,
  {
    role,
    metric,
    ...clock
  }: {
    readonly role: Role
    readonly metric: MetricDefinition
    readonly asOf?: string | undefined
    readonly knownAt?: string | undefined
  },
): Promise<Cohort> {
  const windows = rampWeeks(view)
  // the last point of a series always shows, covered or not: it is one more that nobody reads
  const asked = {
    ...clock,
    metrics: [metric],
    by: 'person',
    period: 'ramp',
    windows: [...windows, { ...windows.at(-1)!, period: 'unread' }],
  }
  const [series] = await sharedSeries(reader, { view, structure }, asked)
  const stints = (await readStints(reader.ctx.db, view, windows[0]!.from)).filter((stint) => isOf(stint, role))
  const time = await readSellingTime(reader.ctx.db, view, structure)
  const people = [...Map.groupBy(stints, ({ personId }) => personId)].map(([personId, own]): PersonWeeks => {
    const points = series!.points(personId)
    const { calendar, leave } = time({ kind: 'person', id: personId })
    const weeks = windows.flatMap((window, at) => {
      const stint = own.find(({ from, to }) => from <= window.from && window.to <= to)
      const figure = points[at]
      if (stint === undefined || figure == null || figure.state === 'blocked') return []
      const days = sellingDays(window.from, window.to, calendar, leave).length
      return [{ week: weekOf(stint, window), ...countedIn(figure, days) }]
    })
    return { personId, weeks }
  })
  return { people, windows }
}

export function fitCohort({ people }: Cohort): RampFit | null {
  // the same people give the same interval
  const draws = xoroshiro128plus(1)
  return fitRamp(people, () => (draws.next() >>> 0) / 4_294_967_296)
}

function isOf(stint: Stint, role: Role): boolean {
  return role.segment === null ? stint.discipline === role.discipline : roleKey(stint) === roleKey(role)
}

function weekOf({ since }: Stint, { from }: PointWindow): number | null {
  return since === null ? null : Math.max(0, Math.floor(daysBetween(since, from) / 7))
}

function countedIn({ metric, value, numerator, denominator }: MetricFigure, days: number) {
  const divided = metric.kind === 'proportion' || metric.kind === 'quotient'
  return divided
    ? { amount: numerator ?? 0, exposure: denominator ?? 0 }
    : { amount: Math.max(0, value ?? 0), exposure: days }
}
