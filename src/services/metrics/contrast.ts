import type { MetricDefinition } from '#metrics/metric.ts'
import type { RoleRow } from '#db/roles.ts'
import { fingerprintOf } from '#domain/band/presets.ts'
import { LeadoutError } from '#domain/errors.ts'
import { type Contrast, contrastOf, FEWEST_IN_GROUP } from '#domain/fingerprint/contrast.ts'
import { FEWEST_QUARTERS, type Proven, provenAmong } from '#domain/fingerprint/proven.ts'
import type { DateRange } from '#domain/calendar/local-date.ts'
import { roleKey } from '#domain/role.ts'
import { metricAccess } from './access.ts'
import { attainments, fingerprintSince, fingerprintWindows, quartersOf } from './fingerprint.ts'
import { readRoles } from './grid.ts'
import { type Reader, sharedSeries } from './points.ts'
import { requireMetric } from './query.ts'
import { readStructure } from '../org/structure.ts'
import { type OrgView, resolveView } from '../org/view.ts'

export interface ContrastInput {
  /** `roleKey`; the most frequent one without it */
  readonly role?: string | undefined
  readonly asOf?: string | undefined
  readonly knownAt?: string | undefined
}

export interface ContrastReport {
  readonly view: OrgView
  /** roles that somebody has, the most frequent first */
  readonly roles: readonly { readonly key: string; readonly people: number }[]
  readonly role: string | null
  /** the full quarters that are compared */
  readonly range: DateRange
  readonly group:
    | { readonly proven: number; readonly others: number }
    | { readonly proven: null; readonly reason: 'few-people' | 'no-difference'; readonly people: number }
  /** most certain difference first; a metric that too few people have comparable values of is null */
  readonly metrics: readonly { readonly metric: MetricDefinition; readonly contrast: Contrast | null }[]
}

/**
 * What the proven of a role do differently from the others of it (row S1-86, methods.md 5.1): of everybody with four
 * full quarters the mean of the own quarters, compared between the quarter with the best shrunken attainment and the
 * rest. Nobody is named, and no group is smaller than `FEWEST_IN_GROUP`.
 * @throws LeadoutError `forbidden` for readers who may not see totals of the organisation, `not-found`
 */
export async function readContrast(reader: Reader, { role: asked, ...clock }: ContrastInput): Promise<ContrastReport> {
  const { ctx } = reader
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, clock)
  const windows = fingerprintWindows(view)
  const structure = await readStructure(ctx.db, view, fingerprintSince(view))
  await (await metricAccess(ctx, view, structure)).require('role', undefined, [])
  const roles = countRoles(await readRoles(ctx.db, view))
  const role = asked ?? roles[0]?.key ?? null
  const people = roles.find(({ key }) => key === role)?.people ?? []
  if (asked !== undefined && people.length === 0) throw new LeadoutError('not-found', 'Nobody has this role.')
  const quarters = windows.filter(({ period }) => period !== 'now' && period !== 'before')
  const report = {
    view,
    role,
    roles: roles.map(({ key, people: { length } }) => ({ key, people: length })),
    range: { from: quarters[0]!.from, to: quarters.at(-1)!.to },
  }
  const metrics = fingerprintOf(people[0]?.discipline ?? null).map(requireMetric)
  const question = {
    ...clock,
    by: 'person',
    period: 'quarters',
    metrics: [...metrics, requireMetric('bookings')],
    windows,
  }
  const series = people.length === 0 ? [] : await sharedSeries(reader, { view, structure }, question)
  const bookings = series.find(({ metric }) => metric.id === 'bookings')
  const known =
    bookings === undefined
      ? []
      : attainments(
          bookings,
          people.map(({ personId }) => personId),
        )
  const group = groupOf(known)
  if (group.proven === null) return { ...report, group, metrics: [] }
  const means = (one: (typeof series)[number], ids: readonly string[]) =>
    ids.flatMap((id) => meanOf(quartersOf(one, id)) ?? [])
  return {
    ...report,
    group: { proven: group.proven.length, others: group.others.length },
    metrics: series
      .filter(({ metric }) => metrics.some(({ id }) => id === metric.id))
      .map((one) => ({ metric: one.metric, contrast: contrastOf(means(one, group.proven), means(one, group.others)) }))
      .toSorted((a, b) => (b.contrast?.sure ?? 0) - (a.contrast?.sure ?? 0)),
  }
}

function countRoles(roles: ReadonlyMap<string, RoleRow>): { readonly key: string; readonly people: RoleRow[] }[] {
  return [...Map.groupBy(roles.values(), roleKey)]
    .filter(([key]) => key !== '')
    .map(([key, people]) => ({ key, people }))
    .toSorted((a, b) => b.people.length - a.people.length || (a.key < b.key ? -1 : 1))
}

function groupOf(known: Parameters<typeof provenAmong>[0]) {
  const whole = known.filter(({ quarters }) => quarters.length >= FEWEST_QUARTERS)
  // nobody is left out: the report is about no one person
  const proven: Proven = provenAmong(whole, '')
  const none = (reason: 'few-people' | 'no-difference') => ({ proven: null, reason, people: whole.length })
  if (proven.people === null) return none(proven.reason === 'no-difference' ? 'no-difference' : 'few-people')
  const best = new Set(proven.people)
  const others = whole.flatMap(({ personId }) => (best.has(personId) ? [] : [personId]))
  if (best.size < FEWEST_IN_GROUP.proven || others.length < FEWEST_IN_GROUP.others) return none('few-people')
  return { proven: [...best], others }
}

function meanOf(quarters: readonly (number | null)[]): number | null {
  const values = quarters.filter((one) => one !== null)
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}
