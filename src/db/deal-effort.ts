import { sql } from 'kysely'
import type { Instant } from '#domain/instant.ts'
import type { View } from '#domain/span/box.ts'
import { at } from './at.ts'
import type { Db } from './client.ts'
import { inView } from './spans.ts'

/** What was done on a deal between its creation and an outcome. */
export interface DealEffort {
  readonly dealId: string
  readonly meetings: number
  readonly calls: number
  readonly emails: number
  readonly contacts: number
}

/** Meetings held, calls and mails from us, and different contacts, of each deal from its creation up to a moment. */
export async function effortUpTo(
  db: Db,
  orgId: string,
  view: View,
  deals: readonly { readonly dealId: string; readonly at: Instant }[],
): Promise<DealEffort[]> {
  if (deals.length === 0) return []
  const { rows } = await sql<DealEffort>`
    select d.deal_id as "dealId",
      (count(*) filter (where a.type = 'meeting'))::int as meetings,
      (count(*) filter (where a.type = 'call' and a.direction is distinct from 'inbound'))::int as calls,
      (count(*) filter (where a.type = 'email' and a.direction is distinct from 'inbound'))::int as emails,
      (count(distinct a.contact_id))::int as contacts
    from unnest(${deals.map(({ dealId }) => dealId)}::uuid[], ${deals.map(({ at: won }) => new Date(won).toISOString())}::timestamptz[]) as u (deal_id, won_at)
    join deal_span d on d.org_id = ${orgId} and d.deal_id = u.deal_id and ${inView('d', view)}
    left join activity a on a.org_id = ${orgId} and a.deal_id = u.deal_id and a.at >= d.created_at and a.at <= u.won_at
      and a.at <= ${at(view.valid)} and a.known_at <= ${at(view.known)} and a.recorded_from <= ${at(view.recorded)}
      and a.recorded_to > ${at(view.recorded)} and a.held and a.type in ('meeting', 'call', 'email')
    group by d.deal_id
    order by d.deal_id
  `.execute(db)
  return rows
}
