import { dataAt } from '#db/data-at.ts'
import type { MetricDefinition } from '#metrics/metric.ts'
import { zoneOf } from '#domain/calendar/zone.ts'
import { daysBetween } from '#domain/calendar/local-date.ts'
import { LeadoutError } from '#domain/errors.ts'
import {
  type Comparing,
  type Comparison,
  gridCell,
  medianOver,
  presentWindow,
  readDue,
  readRoles,
} from '#services/metrics/grid.ts'
import { requireMetric } from '#services/metrics/query.ts'
import { readShares } from '#services/metrics/ramped.ts'
import type { Series } from '#services/metrics/series.ts'
import { columnIn, shownOf } from '../../metric-figure.ts'
import type { GridRow, MetricGrid } from '../contract.ts'
import { openPoints, type PointsInput, type PointsWorld, type Reader, sharedSeries } from '#services/metrics/points.ts'

export interface GridInput extends PointsInput {
  readonly metrics: readonly string[]
  readonly against: Comparison
  readonly offset: number
  readonly limit: number
}

/**
 * A page of people with their figures, each against what is usual. People that the reader may not see by name count in
 * medians and bands only; one look a day is logged for each team.
 * @throws LeadoutError `not-found`, `forbidden`, `invalid` for a period that has not begun
 */
export async function readGrid(reader: Reader, input: GridInput): Promise<MetricGrid> {
  const { ctx } = reader
  const metrics = [...new Set(input.metrics)].map(requireMetric)
  const world = await openPoints(reader, input, metrics)
  const { view, structure, access, persons } = world
  // a band of peers is made of everybody
  const only = input.scope.kind === 'company' || input.against === 'peers' ? {} : { only: persons }
  const series = await sharedSeries(reader, world, { ...input, metrics, by: 'person', ...only })
  requireBegun(series)
  const comparing = await readComparing(reader, world, metrics, input)
  const named = persons.filter((id) => access.shows('person', id))
  const shown = named.slice(input.offset, input.offset + input.limit)
  await access.log('person', shown)
  return {
    asOf: view.asOf,
    knownAt: view.knownAt,
    dataAt: await dataAt(ctx.db, ctx.orgId),
    currency: view.settings.currency,
    columns: series.map((one) =>
      columnIn(one.metric, presentWindow(one)!, medianOver(one, persons, named.length === persons.length)),
    ),
    rows: shown.map((personId): GridRow => ({
      personId,
      name: structure.names.get(personId)!,
      ...roleOf(comparing, personId, world),
      cells: series.map((one) => {
        const { figure, band, ...cell } = gridCell(one, personId, input.against, comparing)
        return { ...shownOf(figure), ...cell, band, points: [...cell.points] }
      }),
    })),
    count: named.length,
    hidden: persons.length - named.length,
  }
}

async function readComparing(
  { ctx }: Reader,
  { view, structure }: PointsWorld,
  metrics: readonly MetricDefinition[],
  { against, period }: GridInput,
): Promise<Comparing> {
  const due = against === 'goal' ? await readDue(ctx.db, view, structure, metrics, period) : () => null
  const roles = await readRoles(ctx.db, view)
  return { roles, due, ...(against === 'peers' && { share: await readShares(ctx.db, view, roles) }) }
}

function requireBegun(series: readonly Series[]): void {
  if (series.some(({ windows }) => windows.length === 0))
    throw new LeadoutError('invalid', 'This period has not begun yet.')
}

export function roleOf(
  { roles }: Pick<Comparing, 'roles'>,
  personId: string,
  { view, day }: Pick<PointsWorld, 'view' | 'day'>,
): { readonly role: string; readonly weeks: number | null } {
  const role = roles.get(personId)
  if (role === undefined) return { role: '', weeks: null }
  const words = [role.discipline, role.segment].filter((part) => part !== null).join(' · ')
  if (role.roleSince === -Infinity) return { role: words, weeks: null }
  const since = zoneOf(view.settings.zone).dateAt(role.roleSince)
  return { role: words, weeks: Math.max(0, Math.floor(daysBetween(since, day) / 7)) }
}
