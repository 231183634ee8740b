import type { DealFilter, DealRow, DealsQuery } from '../../db/deals.ts'
import { groupDeals, listDeals } from '../../db/deals.ts'
import type { DealDimension, DealSelection } from '../../domain/deal/selection.ts'
import { LeadoutError } from '../../domain/errors.ts'
import type { LocalDate } from '../../domain/instant.ts'
import { toMajor } from '../../domain/money/amount.ts'
import { UNUSUAL_DIGITS } from '../../domain/money/currency.ts'
import { requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { resolveView } from '../org/view.ts'

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
 * outcome date, open ones by expected close date, all by creation. Raises `precondition` where an exchange rate is missing.
 */
export async function reportDeals(ctx: Ctx, input: DealsInput & { readonly by: DealDimension }): Promise<DealFigure[]> {
  requirePermission(ctx, 'figures.read')
  const query = await queryOf(ctx, input)
  const groups = await groupDeals(ctx.db, query, input.by)
  const missing = [...new Set(groups.flatMap((group) => group.missing))].toSorted()
  if (missing.length > 0) {
    throw new LeadoutError(
      'precondition',
      `There is no exchange rate from ${missing.join(', ')} to ${query.currency}`,
      { currencies: missing },
    )
  }
  return groups.map(({ key, label, count, amount }) => ({
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
  const rows = await listDeals(ctx.db, await queryOf(ctx, input))
  return rows.map(({ createdAt, createdDate, ...row }) => ({
    ...row,
    createdAt: Number.isFinite(createdAt) ? new Date(createdAt).toISOString() : createdDate,
    amount: row.amount === null ? null : major(row.amount, row.currency ?? 'USD'),
  }))
}

async function queryOf(ctx: Ctx, input: DealsInput): Promise<DealsQuery> {
  const { view, asOfDate, settings } = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, input)
  return {
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

/** `field=value` as typed. Raises `invalid` for anything else. */
export function parseFilter(text: string): DealFilter {
  const at = text.indexOf('=')
  if (at < 1)
    throw new LeadoutError('invalid', `A filter is written field=value, for example team=North; ${text} is not`, {
      filter: text,
    })
  return { field: text.slice(0, at).trim(), value: text.slice(at + 1).trim() }
}

function major(minor: number, currency: string): number {
  return Number(toMajor(minor, currency))
}
