import { type AccountDeal as Row, accountDeals } from '#db/accounts.ts'
import { isCurrent } from '#db/spans.ts'
import { accountsQuery } from '#services/accounts/access.ts'
import type { Ctx } from '#services/context.ts'
import type { OrgView } from '#services/org/view.ts'
import type { AccountDeal } from '../contract.ts'

export const STATUSES = ['open', 'won', 'lost'] as const

/** Deals by their ids, open ones first. */
export async function accountDealsOf(ctx: Ctx, view: OrgView, dealIds: readonly string[]): Promise<AccountDeal[]> {
  if (dealIds.length === 0) return []
  const rows = await ctx.db
    .selectFrom('deal_span as s')
    .select('s.account_id')
    .distinct()
    .where('s.org_id', '=', ctx.orgId)
    .where('s.deal_id', 'in', dealIds)
    .where(isCurrent('s'))
    .execute()
  const accounts = rows.flatMap(({ account_id }) => (account_id === null ? [] : [account_id]))
  const wanted = new Set(dealIds)
  const query = await accountsQuery(ctx, view)
  const deals: AccountDeal[] = []
  for (const status of STATUSES) {
    const listed = await accountDeals(ctx.db, query, accounts, status)
    deals.push(...listed.filter((deal) => wanted.has(deal.id)).map(shown))
  }
  return deals
}

export function shown({ missing: _, ...deal }: Row): AccountDeal {
  return deal
}
