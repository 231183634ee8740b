import type { MetricFigure } from '#metrics/run.ts'
import type { MetricDefinition } from '#metrics/metric.ts'
import type { RoleRow } from '#db/roles.ts'
import { type Band, pastBand, peerBand } from '#domain/band/band.ts'
import { addDays } from '#domain/calendar/local-date.ts'
import { periodOf, previousPeriod } from '#domain/calendar/period.ts'
import { type Attainment, FEWEST_QUARTERS, type Proven, provenAmong } from '#domain/fingerprint/proven.ts'
import type { PointWindow } from '#domain/band/windows.ts'
import { comparable, roleKey } from './band.ts'
import { type PointsWorld, type Reader, sharedSeries } from './points.ts'
import { calendarOf, requireMetric } from './query.ts'
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

export interface Fingerprint {
  readonly rows: readonly FingerprintRow[]
  readonly group: Proven
}

const DAYS = 91
const QUARTERS = 8
/** fewer quarters of the proven together are no band */
const FEWEST_OF_PROVEN = 8

/** A person's fingerprint against the own past and against the proven of the same role. */
export async function readFingerprint(
  reader: Reader,
  world: Pick<PointsWorld, 'view' | 'structure'>,
  {
    personId,
    metrics,
    roles,
    ...clock
  }: {
    readonly personId: string
    readonly metrics: readonly string[]
    readonly roles: ReadonlyMap<string, RoleRow>
    readonly asOf?: string | undefined
    readonly knownAt?: string | undefined
  },
): Promise<Fingerprint> {
  const { view } = world
  const calendar = calendarOf(view)
  const period = previousPeriod(periodOf(view.asOfDate, 'quarter', calendar), calendar)
  const shown = metrics.map(requireMetric)
  const asked = { ...clock, by: 'person', period }
  const recent: PointWindow = { period: 'last', from: addDays(view.asOfDate, 1 - DAYS), to: view.asOfDate }
  const quarters = await sharedSeries(reader, world, { ...asked, metrics: [...shown, requireMetric('bookings')] })
  const present = await sharedSeries(reader, world, { ...asked, metrics: shown, windows: [recent] })
  const bookings = quarters.at(-1)!
  const group = provenAmong(attainments(bookings, peersOf(personId, roles)), personId)
  return {
    group,
    rows: shown.map((metric, at) => {
      const points = lastQuarters(quarters[at]!, personId)
      const known = points.filter((point) => point !== null)
      const others = (group.people ?? []).flatMap((id) => lastQuarters(quarters[at]!, id)).filter((one) => one !== null)
      return {
        metric,
        window: recent,
        figure: present[at]!.points(personId).at(-1)!,
        usual: known.length < FEWEST_QUARTERS ? null : (peerBand(known)?.middle ?? null),
        own: pastBand(points),
        proven: others.length < FEWEST_OF_PROVEN ? null : peerBand(others),
      }
    }),
  }
}

function lastQuarters(series: Series, personId: string): (number | null)[] {
  return quartersOf(series, personId).map(comparable)
}

/** Full quarters only: the present one of the series is over as well. */
function quartersOf(series: Series, personId: string): (MetricFigure | null)[] {
  return series.points(personId).slice(-QUARTERS)
}

function peersOf(personId: string, roles: ReadonlyMap<string, RoleRow>): string[] {
  const role = roles.get(personId)
  if (role === undefined) return []
  return [...roles.values()].filter((one) => roleKey(one) === roleKey(role)).map((one) => one.personId)
}

/** Bookings of every full quarter over the mean of the peers who were there: what a quota of theirs would be. */
function attainments(bookings: Series, people: readonly string[]): Attainment[] {
  const byPerson = people.map((personId) => ({ personId, points: lastQuarters(bookings, personId) }))
  const means = Array.from({ length: QUARTERS }, (_, at) => {
    const values = byPerson.flatMap(({ points }) => points[at] ?? [])
    return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
  })
  return byPerson.map(({ personId, points }) => ({
    personId,
    quarters: points.flatMap((value, at) => (value === null || !(means[at]! > 0) ? [] : value / means[at]!)),
  }))
}
