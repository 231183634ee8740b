import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { type Instant, instantText } from '../../domain/instant.ts'

/**
 * Mailboxes and calendars that the one that goes uploaded belong to the survivor from now on; the ids of the uploads,
 * for the way back.
 */
export async function moveUploads(
  tx: Db,
  orgId: string,
  from: string,
  into: string,
  recordedAt: Instant,
  only?: readonly string[],
): Promise<string[]> {
  if (only?.length === 0) return []
  let update = tx
    .updateTable('import')
    .set({ person_id: into })
    .where('org_id', '=', orgId)
    .where('person_id', '=', from)
  if (only !== undefined) update = update.where('id', 'in', only)
  const moved = (await update.returning('id').execute()).map(({ id }) => id)
  if (moved.length === 0) return moved
  await tx
    .updateTable('capture_aside')
    .set({ person_id: into })
    .where('org_id', '=', orgId)
    .where('import_id', 'in', moved)
    .execute()
  const now = instantText(recordedAt)
  await sql`
    with ended as (
      update capture c set recorded_to = ${now}
      where c.org_id = ${orgId} and c.import_id = any(${moved}::uuid[]) and c.recorded_to = 'infinity'
      returning c.org_id, c.activity_id, c.import_id, c.thread
    )
    insert into capture (org_id, activity_id, import_id, person_id, recorded_from, thread)
    select e.org_id, e.activity_id, e.import_id, ${into}::uuid, ${now}::timestamptz, e.thread from ended e
  `.execute(tx)
  return moved
}
