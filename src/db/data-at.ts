import { sql } from 'kysely'
import type { Instant } from '../domain/instant.ts'
import type { Db } from './client.ts'

/** When the newest fact was recorded or the last import ended; null for an organisation without data. */
export async function dataAt(db: Db, orgId: string): Promise<Instant | null> {
  // ids are made in the order of recording, so the newest row is the first of the key read backwards
  const result = await sql<{ at: Instant | null }>`
    select greatest(
      (select c.recorded_at from change c
       where c.org_id = ${orgId} and c.kind in ('deal', 'membership', 'team', 'person', 'account')
       order by c.id desc limit 1),
      (select max(i.finished_at) from import i where i.org_id = ${orgId} and i.result is not null)
    ) as at
  `.execute(db)
  return result.rows[0]?.at ?? null
}

/** Whether an organisation has had any deal at any time. */
export async function hasDeals(db: Db, orgId: string): Promise<boolean> {
  const deal = await db
    .selectFrom('deal_span')
    .select('deal_id')
    .where('org_id', '=', orgId)
    .limit(1)
    .executeTakeFirst()
  return deal !== undefined
}
