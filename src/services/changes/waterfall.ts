import { type ChangedDeals, type ChangesQuery, type EndQuery, groupEnds, listChanged } from '../../db/deal-changes.ts'
import { periodRange } from '../../domain/calendar/period.ts'
import { casesOf, type Part, type Waterfall, waterfall } from '../../domain/changes/waterfall.ts'
import { LeadoutError } from '../../domain/errors.ts'
import { COMPANY, type Scope } from '../../domain/scope.ts'
import { parseFilter } from '../../domain/field-filter.ts'
import { requirePermission } from '../access/can.ts'
import { logPersonView, requireScope, scopeAccess } from '../access/scope.ts'
import { figuresQuery, requireRates } from '../bookings/figures.ts'
import type { Ctx } from '../context.ts'
import { requirePersonFilters } from '../deals/access.ts'
import { periodCalendar } from '../org/policy.ts'
import { labelOf, readStructure } from '../org/structure.ts'
import { type OrgView, resolveView } from '../org/view.ts'

export interface ChangesInput {
  /** the opening end, an instant or a date: the end of that day */
  readonly from: string
  /** the closing end; absent: `asOf`, else the organisation's clock */
  readonly to?: string | undefined
  /** only deals that close in this period; absent: all */
  readonly closingIn?: string | undefined
  readonly scope?: Scope | undefined
  /** `k=v`, as for lists of deals */
  readonly filters?: readonly string[] | undefined
  readonly asOf?: string | undefined
  /** by what was known then, at both ends */
  readonly knownAt?: string | undefined
  /** by what was known then, at the opening end alone */
  readonly openingKnownAt?: string | undefined
}

export interface Changes extends Waterfall {
  /** what the scope is called */
  readonly label: string
  readonly currency: string
  readonly from: OrgView
  readonly to: OrgView
}

/** Both ends of a comparison and what lies in scope, for an actor who may see it. */
interface ChangesWorld {
  readonly label: string
  readonly query: ChangesQuery
  readonly from: OrgView
  readonly to: OrgView
}

/**
 * What moved between two instants (metrics.md Changes). Amounts are in minor units of the organisation's currency at
 * plan rates. Raises `precondition` where a rate is missing, `invalid` where the opening end is not the earlier one.
 */
export async function readChanges(ctx: Ctx, input: ChangesInput): Promise<Changes> {
  const { query, label, from, to } = await openChanges(ctx, input)
  const { groups, missing } = await groupEnds(ctx.db, query)
  requireRates(missing, query.closing.currency)
  return { ...waterfall(groups), label, currency: query.closing.currency, from, to }
}

/** The deals behind one part, the largest first; all of them add up to the part. */
export async function listChanges(
  ctx: Ctx,
  input: ChangesInput & { readonly part: Part },
  page: { readonly offset: number; readonly limit: number; readonly dealId?: string | undefined },
): Promise<ChangedDeals & { readonly currency: string; readonly to: OrgView }> {
  const { query, to } = await openChanges(ctx, input)
  const { missing } = await groupEnds(ctx.db, query)
  requireRates(missing, query.closing.currency)
  return { ...(await listChanged(ctx.db, query, casesOf(input.part), page)), currency: query.closing.currency, to }
}

async function openChanges(ctx: Ctx, input: ChangesInput): Promise<ChangesWorld> {
  requirePermission(ctx, 'figures.read')
  const resolve = (asOf: string | undefined, knownAt: string | undefined) =>
    resolveView(ctx.db, ctx.orgId, ctx.recordedAt, { asOf, knownAt })
  const to = await resolve(input.to ?? input.asOf, input.knownAt)
  const known = input.openingKnownAt ?? (to.knownAt === null ? undefined : new Date(to.knownAt).toISOString())
  const from = await resolve(input.from, known)
  if (from.asOf > to.asOf) {
    throw new LeadoutError('invalid', 'The moment from which changes are counted lies after the one up to which.', {
      from: input.from,
      to: input.to ?? null,
    })
  }
  const scope = input.scope ?? COMPANY
  const structure = await readStructure(ctx.db, to, from.asOfDate)
  const access = await scopeAccess(ctx, to, structure)
  requireScope(access, scope)
  const label = labelOf(structure, scope, to.settings.name, to.asOfDate)
  if (label === null) throw new LeadoutError('not-found', 'There is no such team, office or person.')
  if (scope.kind === 'person') await logPersonView(ctx, to, scope.id)
  const closingIn = input.closingIn === undefined ? null : periodRange(input.closingIn, periodCalendar(to.settings))
  // what an end is worth is said in one currency
  const { currency } = to.settings
  const filters = (input.filters ?? []).map(parseFilter)
  for (const personId of await requirePersonFilters(ctx, access, filters)) await logPersonView(ctx, to, personId)
  const end = (view: OrgView): EndQuery => ({
    ...figuresQuery(view),
    currency,
    fiscalStartMonth: view.settings.fiscalStartMonth,
  })
  return { label, from, to, query: { opening: end(from), closing: end(to), scope, closingIn, filters } }
}
