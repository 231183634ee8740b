import { sql } from 'kysely'
import { markActivities, ofIds } from '../../db/activity-days.ts'
import type { Db } from '../../db/client.ts'
import type { Instant } from '../../domain/instant.ts'
import { instantText } from '../../domain/instant.ts'
import type { MergeKind } from '../../domain/merge/references.ts'

const COLUMN: Readonly<Partial<Record<MergeKind, string>>> = {
  person: 'person_id',
  account: 'account_id',
  contact: 'contact_id',
  deal: 'deal_id',
}

/**
 * Writes new versions of the activities of one entity under another. With `since`, only of those that a merge at that
 * instant had moved away from `into`: the way back.
 */
export async function repointActivities(
  tx: Db,
  orgId: string,
  kind: MergeKind,
  from: string,
  into: string,
  recordedAt: Instant,
  since?: Instant,
): Promise<void> {
  const name = COLUMN[kind]
  if (name === undefined) return
  const column = sql.ref(name)
  const now = instantText(recordedAt)
  const moved =
    since === undefined
      ? sql``
      : sql`and exists (
    select 1 from activity b where b.org_id = a.org_id and b.id = a.id and b.recorded_to = ${instantText(since)} and b.${column} = ${into}
  )`
  const result = await sql<{ id: string }>`
    update activity a set recorded_to = ${now}
    where a.org_id = ${orgId} and a.${column} = ${from} and a.recorded_to = 'infinity' ${moved}
    returning a.id
  `.execute(tx)
  const ids = result.rows.map((row) => row.id)
  if (ids.length === 0) return
  await sql`
    insert into activity
    select (json_populate_record(a, json_build_object('recorded_from', ${now}::text, 'recorded_to', 'infinity', ${name}::text, ${into}::text))).*
    from activity a where a.org_id = ${orgId} and a.id = any(${ids}) and a.recorded_to = ${now}
  `.execute(tx)
  await markActivities(tx, orgId, ofIds(ids))
}
