import type { LocalDate } from '../domain/instant.ts'
import type { View } from '../domain/span/box.ts'
import type { Db } from './client.ts'
import { inView } from './spans.ts'

export interface OpenDeal {
  readonly dealId: string
  readonly name: string | null
  readonly account: string | null
  readonly stage: string | null
  readonly closeDate: LocalDate | null
  readonly amount: number | null
  readonly currency: string
}

/** Every open deal that a person owns in a view, the largest first. */
export async function openDealsOf(db: Db, orgId: string, view: View, ownerId: string): Promise<OpenDeal[]> {
  const rows = await db
    .selectFrom('deal_span as d')
    .leftJoin('span as a', (join) =>
      join
        .onRef('a.org_id', '=', 'd.org_id')
        .onRef('a.entity_id', '=', 'd.account_id')
        .on('a.kind', '=', 'account')
        .on(inView('a', view)),
    )
    .leftJoin('span as s', (join) =>
      join
        .onRef('s.org_id', '=', 'd.org_id')
        .onRef('s.entity_id', '=', 'd.stage_id')
        .on('s.kind', '=', 'stage')
        .on(inView('s', view)),
    )
    .select([
      'd.deal_id as dealId',
      'd.name',
      'a.state as account',
      's.state as stage',
      'd.close_date as closeDate',
      'd.amount',
      'd.currency',
    ])
    .where('d.org_id', '=', orgId)
    .where('d.owner_id', '=', ownerId)
    .where('d.status', '=', 'open')
    .where(inView('d', view))
    .orderBy('d.amount', (order) => order.desc().nullsLast())
    .orderBy('d.deal_id')
    .execute()
  return rows.map((row) => ({
    ...row,
    account: nameOf(row.account),
    stage: nameOf(row.stage),
    currency: row.currency ?? '',
  }))
}

function nameOf(state: Readonly<Record<string, unknown>> | null): string | null {
  const name = state?.['name']
  return typeof name === 'string' ? name : null
}
