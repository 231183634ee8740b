import { sql } from 'kysely'
import { accountDeals, accountFamily } from '#db/accounts.ts'
import { isWithin } from '#db/deal-facts.ts'
import { readKind, inView } from '#db/spans.ts'
import { rollUp } from '#domain/account/roll-up.ts'
import { LeadoutError } from '#domain/errors.ts'
import { accountsQuery } from '#services/accounts/access.ts'
import { requireRates } from '#services/bookings/figures.ts'
import type { Ctx } from '#services/context.ts'
import { dealReach } from '#services/deals/access.ts'
import { type OrgView, resolveView } from '#services/org/view.ts'
import type { AccountAnswer } from '../contract.ts'
import { readTimeline } from './activities.ts'
import { contactsOf } from './contacts.ts'
import { shown } from './deals.ts'
import { accountDuplicates } from './duplicates.ts'
import { readEntityChanges } from './history.ts'
import { stamp } from './list.ts'

/** @throws LeadoutError `not-found`, `precondition` where a rate is missing */
export async function readAccount(
  ctx: Ctx,
  input: { readonly accountId: string; readonly asOf?: string | undefined; readonly knownAt?: string | undefined },
): Promise<AccountAnswer> {
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, input)
  const { accountId } = input
  const query = await accountsQuery(ctx, view)
  const state = (await readKind(ctx.db, ctx.orgId, 'account', view.view)).find(({ id }) => id === accountId)?.state
  const family = await accountFamily(ctx.db, query, accountId)
  const own = family.find(({ id }) => id === accountId)
  if (state === undefined || own === undefined) throw new LeadoutError('not-found', 'There is no such account.')
  requireRates(
    family.flatMap(({ missing }) => missing),
    view.settings.currency,
  )
  const below = rollUp(family)
  const deals = (status: 'open' | 'won' | 'lost') => accountDeals(ctx.db, query, [accountId], status)
  const lost = await deals('lost')
  const { depth: _, missing, ...row } = own
  const { activities, activityCount } = await readTimeline(ctx, view, { accountId })
  return {
    ...(await stamp(ctx, view)),
    currency: view.settings.currency,
    account: {
      ...row,
      missing: [...missing],
      segment: state.segment ?? null,
      industry: state.industry ?? null,
      country: state.country ?? null,
      website: state.website ?? null,
      externalId: state.externalId ?? null,
      custom: { ...state.custom },
    },
    family: family.map((one) => ({ ...one, missing: [...one.missing], below: below.get(one.id)! })),
    open: (await deals('open')).map(shown),
    won: (await deals('won')).map(shown),
    lost: lost.map(shown),
    lostAmount: lost.reduce((sum, deal) => sum + (deal.amountOrg ?? 0), 0),
    contacts: await contactsOf(ctx, view, accountId),
    activities,
    activityCount,
    products: await productsBought(ctx, view, accountId),
    changes: await readEntityChanges(ctx, view, 'account', accountId),
    duplicates: await accountDuplicates(ctx, query, accountId),
  }
}

/** What the line items of won deals say, by product. */
export async function productsBought(
  ctx: Ctx,
  orgView: OrgView,
  accountId: string,
): Promise<AccountAnswer['products']> {
  const { view, settings } = orgView
  const reach = await dealReach(ctx, orgView)
  const { rows } = await sql<AccountAnswer['products'][number]>`
    select coalesce(p.state->>'name', l.state->>'name', 'Without a product') as name,
      sum((l.state->>'quantity')::numeric)::float8 as quantity, round(sum((l.state->>'total')::numeric))::bigint as total,
      coalesce(l.state->>'currency', d.currency, ${settings.currency}) as currency, count(distinct d.deal_id)::int as deals
    from span l
    join deal_span d on d.org_id = l.org_id and d.deal_id = (l.state->>'dealId')::uuid and d.status = 'won' and ${inView('d', view)}
    left join span p on p.org_id = l.org_id and p.kind = 'product' and p.entity_id = (l.state->>'productId')::uuid and ${inView('p', view)}
    left join membership_span m on m.org_id = d.org_id and m.person_id = d.owner_id and ${inView('m', view)}
    where l.org_id = ${ctx.orgId} and l.kind = 'lineItem' and d.account_id = ${accountId} and ${inView('l', view)}
      and ${isWithin(reach, sql`d.owner_id`, sql`m.team_id`)}
    group by 1, 4 order by 3 desc nulls last, 1
  `.execute(ctx.db)
  return rows
}
