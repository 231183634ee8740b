import { sql } from 'kysely'
import { accountWithin } from '#db/accounts.ts'
import type { FiguresQuery } from '#db/bookings.ts'
import { inView } from '#db/spans.ts'
import { domainOf, plainName } from '#domain/merge/alike.ts'
import type { Ctx } from '#services/context.ts'
import { contactWithin } from '#services/accounts/access.ts'
import { dealReach } from '#services/deals/access.ts'
import type { OrgView } from '#services/org/view.ts'
import type { Duplicate } from '../contract.ts'

const MOST_OFFERED = 5

/** Accounts that look like the same one: by the domain of their website, or by name without legal form and signs. */
export async function accountDuplicates(ctx: Ctx, query: FiguresQuery, accountId: string): Promise<Duplicate[]> {
  const { rows } = await sql<{ id: string; name: string; website: string | null }>`
    select a.entity_id as id, a.state->>'name' as name, a.state->>'website' as website from span a
    where a.org_id = ${ctx.orgId} and a.kind = 'account' and ${inView('a', query.view)}
      and ${accountWithin(query, sql`a.entity_id`, sql`(a.state->>'ownerId')::uuid`)}
    order by lower(a.state->>'name'), a.entity_id
  `.execute(ctx.db)
  const own = rows.find(({ id }) => id === accountId)
  if (own === undefined) return []
  const [domain, name] = [domainOf(own.website), plainName(own.name)]
  return rows
    .flatMap((row): Duplicate[] => {
      if (row.id === accountId) return []
      if (domain !== null && domainOf(row.website) === domain) return [{ id: row.id, name: row.name, why: 'domain' }]
      return name !== '' && plainName(row.name) === name ? [{ id: row.id, name: row.name, why: 'name' }] : []
    })
    .slice(0, MOST_OFFERED)
}

/** Contacts that look like the same person: by address, or by name at the same account. */
export async function contactDuplicates(ctx: Ctx, orgView: OrgView, contactId: string): Promise<Duplicate[]> {
  const { view } = orgView
  const within = { orgId: ctx.orgId, view, reach: await dealReach(ctx, orgView) }
  const { rows } = await sql<{ id: string; name: string | null; why: 'email' | 'name' }>`
    select c.entity_id as id, s.name,
      case when lower(s.email) = lower(me.email) then 'email' else 'name' end as why
    from subject me
    join span own on own.org_id = me.org_id and own.kind = 'contact' and own.entity_id = me.id and ${inView('own', view)}
    join span c on c.org_id = me.org_id and c.kind = 'contact' and c.entity_id <> me.id and ${inView('c', view)}
    join subject s on s.org_id = me.org_id and s.id = c.entity_id
    where me.org_id = ${ctx.orgId} and me.id = ${contactId} and ${contactWithin(within, 'c')}
      and (lower(s.email) = lower(me.email)
        or (lower(s.name) = lower(me.name) and c.state->>'accountId' = own.state->>'accountId'))
    order by why, lower(s.name), c.entity_id
    limit ${MOST_OFFERED}
  `.execute(ctx.db)
  return rows.map(({ id, name, why }) => ({ id, name: name ?? '', why }))
}
