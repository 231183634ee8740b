import type { MetricDefinition } from '#metrics/metric.ts'
import type { LocalDate } from '#domain/instant.ts'
import { periodRange } from '#domain/calendar/period.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { Scope } from '#domain/scope.ts'
import type { PointWindow } from '#domain/band/windows.ts'
import { personsOn } from '#domain/structure.ts'
import type { AnswerCache } from '#platform/live/answers.ts'
import { periodCalendar } from '../org/policy.ts'
import type { Ctx } from '../context.ts'
import { type MetricAccess, metricAccess } from './access.ts'
import { employment, readSeries, type Series, windowsOf } from './series.ts'
import { labelOf, type OrgStructure, readStructure } from '../org/structure.ts'
import { type OrgView, resolveView } from '../org/view.ts'

/** Who asks, and where answers that others may share are kept. */
export interface Reader {
  readonly ctx: Ctx
  readonly answers: AnswerCache
}

export interface PointsInput {
  readonly scope: Scope
  readonly period: string
  readonly asOf?: string | undefined
  readonly knownAt?: string | undefined
}

/** A scope and a period in the asked view, for a reader who may see them. */
export interface PointsWorld {
  readonly view: OrgView
  readonly structure: OrgStructure
  readonly access: MetricAccess
  /** the as-of day, or the last day of the period where that is over */
  readonly day: LocalDate
  readonly label: string
  /** everybody of the scope on that day, in the order of names */
  readonly persons: readonly string[]
}

/**
 * Memberships are read from the first window of the metrics on, or from `since` where that is earlier.
 * @throws LeadoutError `not-found`, `forbidden`, `invalid`
 */
export async function openPoints(
  { ctx }: Pick<Reader, 'ctx'>,
  { scope, period, asOf, knownAt }: PointsInput,
  metrics: readonly MetricDefinition[],
  since?: LocalDate,
): Promise<PointsWorld> {
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, { asOf, knownAt })
  const range = periodRange(period, periodCalendar(view.settings))
  const day = view.asOfDate < range.to ? view.asOfDate : range.to
  const firsts = metrics.flatMap((metric) => windowsOf(view, metric, period)[0]?.from ?? [])
  const [first = day] = [...firsts, day, since ?? day].toSorted()
  const structure = await readStructure(ctx.db, view, first)
  const label = labelOf(structure, scope, view.settings.name, day)
  if (label === null) throw new LeadoutError('not-found', 'There is no such team, office or person.')
  const access = await metricAccess(ctx, view, structure)
  if (!access.shows(scope.kind, scope.id))
    throw new LeadoutError('forbidden', 'Your access level does not allow these figures.')
  const { names } = structure
  const persons = [...personsOn(structure, scope, day)]
    .filter((id) => names.has(id))
    .toSorted((a, b) => names.get(a)!.localeCompare(names.get(b)!))
  return { view, structure, access, day, label, persons }
}

/** Series of everybody, kept for all who may ask: what of them is shown is decided afterwards. */
export function sharedSeries(
  { ctx, answers }: Reader,
  { view, structure }: Pick<PointsWorld, 'view' | 'structure'>,
  {
    metrics,
    by,
    period,
    windows,
    only,
    asOf,
    knownAt,
  }: Omit<PointsInput, 'scope'> & {
    readonly metrics: readonly MetricDefinition[]
    readonly by: string
    /** instead of those of each metric */
    readonly windows?: readonly PointWindow[]
    /** these subjects alone: what a few need is read sooner than what all share */
    readonly only?: readonly string[]
  },
): Promise<Series[]> {
  const minute = Math.floor(ctx.recordedAt / 60_000)
  const ids = metrics.map(({ id }) => id)
  const key = { orgId: ctx.orgId, topics: ['figures', 'goals', 'clock'], permissionClass: 'server' }
  const employed = by === 'person' ? { employed: employment(structure) } : {}
  return answers.get(
    { ...key, question: JSON.stringify(['series', ids, by, period, windows, only, asOf, knownAt, minute]) },
    () =>
      readSeries(ctx.db, view, {
        metrics,
        period,
        by,
        ...employed,
        ...(windows && { windows }),
        ...(only && { only }),
      }),
  )
}
