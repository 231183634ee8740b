import type { MetricFigure } from '#metrics/run.ts'
import type { MetricDefinition } from '#metrics/metric.ts'
import { rolesInView, type RoleRow } from '#db/roles.ts'
import { type Band, type BandPlace, FEWEST_PEERS, partOfBand, placeIn } from '#domain/band/band.ts'
import type { PointWindow } from '#domain/band/windows.ts'
import { goalOn } from '#domain/burn-down/goal.ts'
import { paceOf } from '#domain/burn-down/pace.ts'
import { periodRange } from '#domain/calendar/period.ts'
import { median } from '#domain/interval/median.ts'
import { roleKey } from '#domain/role.ts'
import type { Db } from '#db/client.ts'
import { periodCalendar } from '../org/policy.ts'
import { goalOfScope, readGoalsOf } from '../goals/read-goals.ts'
import { readSellingTime } from '../org/selling-time.ts'
import type { OrgStructure } from '../org/structure.ts'
import type { OrgView } from '../org/view.ts'
import { bandOfPeers, comparable, ownBand } from './band.ts'
import type { ShareOf } from './ramped.ts'
import type { Series } from './series.ts'

/** What a cell is held against: own earlier points, others of the same role, or the goal. */
export const COMPARISONS = ['past', 'peers', 'goal'] as const
export type Comparison = (typeof COMPARISONS)[number]

export interface GridCell {
  readonly figure: MetricFigure
  /** the last twelve points, the present one included */
  readonly points: readonly (number | null)[]
  readonly band: Band | null
  /** the part of the goal that belongs to the time gone; null without a goal or another comparison */
  readonly due: number | null
  readonly place: BandPlace | null
}

const SHOWN = 12

/** What cells are held against, read once for all of them. */
export interface Comparing {
  readonly roles: ReadonlyMap<string, RoleRow>
  due(metric: MetricDefinition, personId: string): number | null
  /** who is on the way, of peers; without it everybody is in full swing */
  readonly share?: ShareOf
}

export async function readRoles(db: Db, { orgId, view }: OrgView): Promise<Map<string, RoleRow>> {
  return new Map((await rolesInView(db, orgId, view)).map((role) => [role.personId, role]))
}

/** The goals of a period for each metric, by person: of what adds up, the part due by now. */
export async function readDue(
  db: Db,
  view: OrgView,
  structure: OrgStructure,
  metrics: readonly MetricDefinition[],
  period: string,
): Promise<Comparing['due']> {
  const range = periodRange(period, periodCalendar(view.settings))
  const day = view.asOfDate < range.to ? view.asOfDate : range.to
  const sellingTime = await readSellingTime(db, view, structure)
  const goals = await readGoalsOf(
    db,
    view,
    metrics.map(({ id }) => id),
    period,
  )
  return (metric, personId) => {
    const scope = { kind: 'person', id: personId } as const
    const goal = goalOn(goalOfScope(structure, goals.get(metric.id)!, scope, range, day).steps, day)
    if (goal === null || metric.kind !== 'sum' || metric.instant) return goal
    const { pace } = paceOf(range, day, sellingTime(scope))
    return pace === null ? null : goal * pace
  }
}

/** One person on one metric. */
export function gridCell(series: Series, personId: string, against: Comparison, comparing: Comparing): GridCell {
  const points = series.points(personId)
  const figure = points.at(-1)!
  const due = against === 'goal' ? comparing.due(series.metric, personId) : null
  const band = bandFor(series, personId, against, comparing)
  const value = comparable(figure)
  return {
    figure,
    points: points.slice(-SHOWN).map(comparable),
    band,
    due,
    place: against === 'goal' ? placeIn(value, due === null ? null : nearly(due)) : placeIn(value, band),
  }
}

/** Peers are those in full swing; somebody on the way is held against them times the share of the ramp. */
function bandFor(series: Series, personId: string, against: Comparison, { roles, share }: Comparing): Band | null {
  if (against === 'past') return ownBand(series, personId)
  if (against === 'goal') return null
  const role = roles.get(personId)
  if (role === undefined) return null
  const key = roleKey(role)
  const window = presentWindow(series)
  const shareOf = (id: string) => (window === null ? 1 : (share?.(series.metric.id, id, window) ?? 1))
  const peers = [...roles.values()].filter((one) => roleKey(one) === key).map((one) => one.personId)
  const band = bandOfPeers(
    series,
    peers.filter((id) => shareOf(id) === 1),
    personId,
  )
  return band === null ? null : partOfBand(band, shareOf(personId))
}

/** Within half a point of the goal is on it. */
function nearly(due: number) {
  return { low: due * 0.995, high: due * 1.005 }
}

/**
 * The median over persons; null where few have a value, unless the reader sees each of them by name and could work it
 * out.
 */
export function medianOver(series: Series, persons: readonly string[], seesAll: boolean): number | null {
  const values = persons.flatMap((id) => comparable(series.points(id).at(-1) ?? null) ?? [])
  return values.length >= FEWEST_PEERS || (seesAll && values.length > 1) ? median(values) : null
}

export function presentWindow({ windows }: Series): PointWindow | null {
  return windows.at(-1) ?? null
}
