import type { MetricFigure } from '#metrics/run.ts'
import type { MetricDefinition } from '#metrics/metric.ts'
import type { RoleRow } from '#db/roles.ts'
import { type Band, pastBand, peerBand } from '#domain/band/band.ts'
import { addDays } from '#domain/calendar/local-date.ts'
import type { LocalDate } from '#domain/instant.ts'
import { periodCalendar } from '../org/policy.ts'
import type { OrgView } from '../org/view.ts'
import { periodOf, periodRange, previousPeriod } from '#domain/calendar/period.ts'
import { type Attainment, FEWEST_QUARTERS, type Proven, provenAmong } from '#domain/fingerprint/proven.ts'
import { roleKey } from '#domain/role.ts'
import type { PointWindow } from '#domain/band/windows.ts'
import { comparable } from './band.ts'
import { type PointsWorld, type Reader, sharedSeries } from './points.ts'
import { requireMetric } from './query.ts'
import type { Series } from './series.ts'

/** How a person works on one metric: the last 13 weeks, the own quarters before, and those of the proven. */
export interface FingerprintRow {
  readonly metric: MetricDefinition
  readonly window: PointWindow
  readonly figure: MetricFigure
  /** the median of the own full quarters; null below four */
  readonly usual: number | null
  readonly own: Band | null
  readonly proven: Band | null
}

/** One kind of activity in the last 13 weeks, and in the 13 before where history covers them. */
export interface Habit {
  readonly metric: MetricDefinition
  readonly window: PointWindow
  readonly now: MetricFigure
  readonly before: MetricFigure | null
}

export interface Fingerprint {
  readonly rows: readonly FingerprintRow[]
  readonly habits: readonly Habit[]
  readonly group: Proven
}

const DAYS = 91
const QUARTERS = 8
/** fewer quarters of the proven together are no band */
const FEWEST_OF_PROVEN = 8

/** The last full quarters, the 13 weeks before the last 13, and these. */
export function fingerprintWindows(view: OrgView): PointWindow[] {
  const calendar = periodCalendar(view.settings)
  const to = view.asOfDate
  const windows: PointWindow[] = []
  let period = periodOf(to, 'quarter', calendar)
  while (windows.length < QUARTERS) {
    period = previousPeriod(period, calendar)
    const { from, to: end } = periodRange(period, calendar)
    windows.unshift({ period, from, to: end })
  }
  return [
    ...windows,
    { period: 'before', from: addDays(to, 1 - 2 * DAYS), to: addDays(to, -DAYS) },
    { period: 'now', from: addDays(to, 1 - DAYS), to },
  ]
}

/** The first day that a fingerprint looks back to. */
export function fingerprintSince(view: OrgView): LocalDate {
  return fingerprintWindows(view)[0]!.from
}

/** A person's fingerprint against the own past and against the proven of the same role. */
export async function readFingerprint(
  reader: Reader,
  world: Pick<PointsWorld, 'view' | 'structure'>,
  {
    personId,
    metrics,
    habits,
    roles,
    ...clock
  }: {
    readonly personId: string
    readonly metrics: readonly string[]
    /** shown beside it: the last 13 weeks and the 13 before */
    readonly habits: readonly string[]
    readonly roles: ReadonlyMap<string, RoleRow>
    readonly asOf?: string | undefined
    readonly knownAt?: string | undefined
  },
): Promise<Fingerprint> {
  const windows = fingerprintWindows(world.view)
  const ids = [...new Set([...metrics, ...habits, 'bookings'])]
  const asked = { ...clock, by: 'person', period: 'quarters', metrics: ids.map(requireMetric), windows }
  const all = new Map((await sharedSeries(reader, world, asked)).map((series) => [series.metric.id, series]))
  const group = provenAmong(attainments(all.get('bookings')!, peersOf(personId, roles)), personId)
  const window = windows.at(-1)!
  return {
    group,
    rows: metrics.map((id) => {
      const series = all.get(id)!
      const points = quartersOf(series, personId)
      const known = points.filter((point) => point !== null)
      const others = (group.people ?? []).flatMap((other) => quartersOf(series, other)).filter((one) => one !== null)
      return {
        metric: series.metric,
        window,
        figure: series.points(personId).at(-1)!,
        usual: known.length < FEWEST_QUARTERS ? null : (peerBand(known)?.middle ?? null),
        own: pastBand(points),
        proven: others.length < FEWEST_OF_PROVEN ? null : peerBand(others),
      }
    }),
    habits: habits.map((id) => {
      const series = all.get(id)!
      const [before = null, now] = series.points(personId).slice(-2)
      return { metric: series.metric, window, now: now!, before }
    }),
  }
}

/** The values of the full quarters, oldest first; null where too small to compare, or before the person came. */
export function quartersOf(series: Series, personId: string): (number | null)[] {
  return series.points(personId).slice(0, QUARTERS).map(comparable)
}

function peersOf(personId: string, roles: ReadonlyMap<string, RoleRow>): string[] {
  const role = roles.get(personId)
  if (role === undefined) return []
  return [...roles.values()].filter((one) => roleKey(one) === roleKey(role)).map((one) => one.personId)
}

/** Bookings of every full quarter over the mean of the peers who were there: what a quota of theirs would be. */
export function attainments(bookings: Series, people: readonly string[]): Attainment[] {
  const byPerson = people.map((personId) => ({ personId, points: quartersOf(bookings, personId) }))
  const means = Array.from({ length: QUARTERS }, (_, at) => {
    const values = byPerson.flatMap(({ points }) => points[at] ?? [])
    return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
  })
  return byPerson.map(({ personId, points }) => ({
    personId,
    quarters: points.flatMap((value, at) => (value === null || !(means[at]! > 0) ? [] : value / means[at]!)),
  }))
}
