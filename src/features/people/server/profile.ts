import { dataAt } from '#db/data-at.ts'
import { placeIn } from '#domain/band/band.ts'
import { fingerprintOf, GRID_PRESETS } from '#domain/band/presets.ts'
import { driverPlace, type DriverPlace, standingOf } from '#domain/fingerprint/standing.ts'
import { LeadoutError } from '#domain/errors.ts'
import { metricOf } from '#metrics/catalog/index.ts'
import { logView } from '#services/access/log-view.ts'
import { viewsOfPerson } from '#services/access/read-views.ts'
import type { Ctx } from '#services/context.ts'
import { comparable } from '#services/metrics/band.ts'
import { fingerprintSince, type FingerprintRow, readFingerprint } from '#services/metrics/fingerprint.ts'
import { type Comparing, gridCell, presentWindow, readDue, readRoles } from '#services/metrics/grid.ts'
import { openPoints, type PointsWorld, type Reader, sharedSeries } from '#services/metrics/points.ts'
import { mixOf } from '#services/metrics/mix.ts'
import { requireMetric } from '#services/metrics/query.ts'
import type { Series } from '#services/metrics/series.ts'
import { readResults } from '#services/metrics/standing.ts'
import { resolveView } from '#services/org/view.ts'
import { readPriorities } from '#services/ramp/read-priorities.ts'
import { zoneOf } from '#domain/calendar/zone.ts'
import { columnIn, shownOf } from '../../metric-figure.ts'
import type { Profile } from '../contract.ts'
import { personRow, sinceOf } from './people.ts'

export interface ProfileInput {
  readonly personId: string
  readonly period: string
  readonly surface: 'person-page' | 'drawer'
  readonly asOf?: string | undefined
  readonly knownAt?: string | undefined
}

/**
 * One page for the person and for everybody who may see it; each look is logged, and the log is on the page.
 * @throws LeadoutError `not-found`, `forbidden`, `invalid` for a period that has not begun
 */
export async function readProfile(reader: Reader, input: ProfileInput): Promise<Profile> {
  const { ctx } = reader
  const { personId, period, surface, ...clock } = input
  const asked = { ...clock, scope: { kind: 'person', id: personId } as const, period }
  const seen = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, clock)
  const roles = await readRoles(ctx.db, seen)
  const role = roles.get(personId)
  const priorities = role === undefined ? null : await readPriorities(ctx.db, seen, role)
  // what matters in the role; a metric that has left the catalogue is left out
  const trendMetrics = (priorities ?? GRID_PRESETS.manager.metrics).flatMap((id) => metricOf(id) ?? [])
  const since = fingerprintSince(seen)
  const world = await openPoints(reader, asked, trendMetrics, since)
  const { view, structure } = world
  if (!structure.names.has(personId)) throw new LeadoutError('not-found', 'There is no such person.')
  const metrics = [
    ...trendMetrics,
    ...HABITS.filter((id) => !trendMetrics.some((one) => one.id === id)).map(requireMetric),
  ]
  const series = await sharedSeries(reader, world, { ...asked, metrics, by: 'person' })
  const trends = series.slice(0, trendMetrics.length)
  if (trends.some(({ windows }) => windows.length === 0))
    throw new LeadoutError('invalid', 'This period has not begun yet.')
  const { rows, group, habits } = await readFingerprint(reader, world, {
    ...clock,
    personId,
    metrics: fingerprintOf(roles.get(personId)?.discipline ?? null),
    habits: HABITS,
    roles,
  })
  const habitSeries = series.filter(({ metric }) => HABITS.some((id) => id === metric.id))
  const due = await readDue(ctx.db, view, structure, metrics, period)
  await logView(ctx, {
    surface: ctx.actor.type === 'api-key' ? 'api' : surface,
    personIds: [personId],
    day: today(ctx, world),
  })
  return {
    asOf: view.asOf,
    knownAt: view.knownAt,
    dataAt: await dataAt(ctx.db, ctx.orgId),
    person: {
      ...personRow(view, structure, roles, personId),
      since: sinceOf(view, roles.get(personId)),
      own: 'personId' in ctx.actor && ctx.actor.personId === personId,
    },
    currency: view.settings.currency,
    fingerprint: rows.map(({ metric, window, figure, usual, own, proven }) => ({
      column: columnIn(metric, window, null),
      figure: shownOf(figure),
      usual,
      own,
      proven,
      place: placeIn(comparable(figure), proven ?? own),
    })),
    proven:
      group.people === null ? null : { people: group.people.length, among: group.among, quarters: group.quarters },
    whyNone: group.people === null ? group.reason : null,
    trends: trends.map((series) => {
      const { figure, points, ...cell } = gridCell(series, personId, 'past', { roles, due: () => null })
      return {
        column: columnIn(series.metric, presentWindow(series)!, null),
        cell: { ...shownOf(figure), ...cell, points: [...points] },
      }
    }),
    standing: await readStanding(ctx, world, { personId, due, trends, rows }),
    mix: mixOf(habitSeries, personId, due).map(({ metric, actual, planned }) => ({
      column: columnIn(metric, presentWindow(habitSeries[0]!)!, null),
      actual,
      planned,
    })),
    activity: habits.map(({ metric, window, now, before }) => ({
      column: columnIn(metric, window, null),
      now: shownOf(now),
      before: before === null ? null : shownOf(before),
    })),
    looks: await readLooks(ctx, world, personId),
  }
}

/** The fingerprint's places beside the bookings of the period. */
async function readStanding(
  ctx: Ctx,
  { view }: PointsWorld,
  {
    personId,
    due,
    trends,
    rows,
  }: {
    readonly personId: string
    readonly due: Comparing['due']
    readonly trends: readonly Series[]
    readonly rows: readonly FingerprintRow[]
  },
): Promise<Profile['standing']> {
  const bookings = trends.find(({ metric }) => metric.id === 'bookings')!
  const window = presentWindow(bookings)!
  const cell = gridCell(bookings, personId, 'past', { roles: new Map(), due: () => null })
  const past = { from: fingerprintSince(view), to: view.asOfDate }
  const results = await readResults(ctx.db, view, personId, { ...cell, due: due(bookings.metric, personId) }, past)
  const places = rows.map(({ metric, figure, proven, own }) => ({
    label: metric.label,
    place: driverPlace(placeIn(comparable(figure), proven ?? own), metric.valence),
  }))
  const at = (wanted: DriverPlace) => places.flatMap(({ label, place }) => (place === wanted ? [label] : []))
  return {
    verdict: standingOf(
      places.map(({ place }) => place),
      results,
    ),
    better: at('better'),
    inside: at('inside'),
    weaker: at('weaker'),
    results:
      results === null
        ? null
        : { ...results, column: columnIn(bookings.metric, window, null), wins: results.wins.length },
  }
}

export const HABITS = ['meetings-held', 'calls-made', 'emails-sent'] as const
const WEEK_MS = 7 * 24 * 3_600_000
const SHOWN_LOOKS = 50

/** Who looked lately, by name; on a grid of the team as well. */
async function readLooks(ctx: Ctx, { structure }: PointsWorld, personId: string): Promise<Profile['looks']> {
  const views = await viewsOfPerson(ctx, personId, { limit: 200 })
  return {
    week: views.filter(({ at }) => at > ctx.recordedAt - WEEK_MS).length,
    last: views.slice(0, SHOWN_LOOKS).map(({ id, at, viewer, surface }) => ({
      id,
      at,
      who: viewer.name ?? (viewer.kind === 'cli' ? 'Someone on the server' : (structure.names.get(personId) ?? '')),
      surface,
    })),
  }
}

function today(ctx: Ctx, { view }: PointsWorld): string {
  return zoneOf(view.settings.zone).dateAt(ctx.recordedAt)
}
