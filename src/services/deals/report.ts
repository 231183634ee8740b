import type { DealReach } from '../../db/deal-facts.ts'
import type { DealGroup, DealRow, DealsQuery } from '../../db/deals.ts'
import { groupDeals, listDeals } from '../../db/deals.ts'
import type { DealDimension, DealSelection } from '../../domain/deal/selection.ts'
import { LeadoutError } from '../../domain/errors.ts'
import { parseFilter } from '../../domain/field-filter.ts'
import type { LocalDate } from '../../domain/instant.ts'
import { toMajor } from '../../domain/money/amount.ts'
import { UNUSUAL_DIGITS } from '../../domain/money/currency.ts'
import { requirePermission } from '../access/can.ts'
import { logBarsView, logPersonView, type ScopeAccess, scopeAccess } from '../access/scope.ts'
import type { Ctx } from '../context.ts'
import { readStructure } from '../org/structure.ts'
import { type OrgView, resolveView } from '../org/view.ts'
import { dealReach, requirePersonFilters } from './access.ts'
import { OTHERS } from './list.ts'

export interface DealsInput {
  readonly status: DealSelection
  readonly from?: LocalDate | undefined
  readonly to?: LocalDate | undefined
  /** `k=v`, any dimension, `type`, `name`, `currency`, account field or custom field */
  readonly filters?: readonly string[] | undefined
  readonly asOf?: string | undefined
  readonly knownAt?: string | undefined
}

/** A group of deals; `amount` in major units of `currency`, exact. */
export interface DealFigure {
  readonly key: string | null
  readonly label: string | null
  readonly count: number
  readonly amount: number
  readonly currency: string
}

/** A deal as it stands in a view; `amount` in major units of its own currency, of a loss the last amount above 0. */
export type ListedDeal = Omit<DealRow, 'createdAt' | 'createdDate'> & { readonly createdAt: string }

/**
 * Counts and sums of deals by one dimension (metrics.md Deal outcome, Credit, Money). Won and lost deals count by
 * outcome date, open ones by expected close date, all by creation. Persons whose figures the actor may not see are one
 * group. Raises `precondition` where an exchange rate is missing, `forbidden` for a filter by such a person.
 */
export async function reportDeals(ctx: Ctx, input: DealsInput & { readonly by: DealDimension }): Promise<DealFigure[]> {
  requirePermission(ctx, 'figures.read')
  const { query, access, log } = await openReport(ctx, input)
  const groups = await groupDeals(ctx.db, query, input.by)
  const missing = [...new Set(groups.flatMap((group) => group.missing))].toSorted()
  if (missing.length > 0) {
    throw new LeadoutError(
      'precondition',
      `There is no exchange rate from ${missing.join(', ')} to ${query.currency}`,
      { currencies: missing },
    )
  }
  const isNamed = ({ personId }: DealGroup) => personId === null || access.names(personId)
  const named = groups.filter(isNamed)
  const others = groups.filter((group) => !isNamed(group))
  await log(named.flatMap(({ personId }) => personId ?? []))
  const band = {
    key: OTHERS,
    label: null,
    count: others.reduce((sum, group) => sum + group.count, 0),
    amount: others.reduce((sum, group) => sum + (group.amount ?? 0), 0),
  }
  return [...named, ...(others.length === 0 ? [] : [band])].map(({ key, label, count, amount }) => ({
    key,
    label,
    count,
    amount: major(amount ?? 0, query.currency),
    currency: query.currency,
  }))
}

/** The deals behind `reportDeals`, one by one. */
export async function listDealRows(ctx: Ctx, input: DealsInput): Promise<ListedDeal[]> {
  requirePermission(ctx, 'figures.read')
  const { query, log } = await openReport(ctx, input)
  const rows = await listDeals(ctx.db, query)
  await log([])
  return rows.map(({ createdAt, createdDate, ...row }) => ({
    ...row,
    createdAt: Number.isFinite(createdAt) ? new Date(createdAt).toISOString() : createdDate,
    amount: row.amount === null ? null : major(row.amount, row.currency ?? 'USD'),
  }))
}

interface Report {
  readonly query: DealsQuery
  readonly access: ScopeAccess
  /** writes a look at the persons that were asked for, or else are shown, into the view log */
  log(shown: readonly string[]): Promise<void>
}

async function openReport(ctx: Ctx, input: DealsInput): Promise<Report> {
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, input)
  const structure = await readStructure(ctx.db, view, view.asOfDate)
  const access = await scopeAccess(ctx, view, structure)
  const query = queryOf(ctx, view, input, await dealReach(ctx, view))
  const asked = await requirePersonFilters(ctx, access, query.filters)
  return {
    query,
    access,
    async log(shown) {
      if (asked.length === 1) return logPersonView(ctx, view, asked[0]!)
      const persons = asked.length > 0 ? asked : shown
      if (persons.length > 0) await logBarsView(ctx, { view, structure, day: view.asOfDate }, persons)
    },
  }
}

function queryOf(ctx: Ctx, orgView: OrgView, input: DealsInput, reach: DealReach | null): DealsQuery {
  const { view, asOfDate, settings } = orgView
  return {
    reach,
    orgId: ctx.orgId,
    view,
    asOfDate,
    zone: settings.zone,
    currency: settings.currency,
    digits: UNUSUAL_DIGITS,
    fiscalStartMonth: settings.fiscalStartMonth,
    status: input.status,
    ...(input.from !== undefined && { from: input.from }),
    ...(input.to !== undefined && { to: input.to }),
    filters: (input.filters ?? []).map(parseFilter),
  }
}

function major(minor: number, currency: string): number {
  return Number(toMajor(minor, currency))
}
