import { sql } from 'kysely'
import type { Db } from '#db/client.ts'
import { at } from '#db/at.ts'
import { type Instant, instantText } from '#domain/instant.ts'
import { newId } from '#platform/ids.ts'
import { LIVE_CHANNEL, LIVE_RETENTION_MS } from '#platform/live/hub.ts'
import type { Topic } from './topics.ts'

/**
 * Tells every screen that watches these topics to look again, if and when the transaction commits. Call it inside
 * the transaction that made the change; one call with all topics is one statement.
 */
export async function notifyTopics(tx: Db, orgId: string, topics: readonly Topic[], now: Instant): Promise<void> {
  const distinct = [...new Set(topics)]
  if (distinct.length === 0) return
  const writer = sql<string>`pg_current_xact_id()`
  await tx
    .insertInto('live_event')
    .values(distinct.map((topic) => ({ org_id: orgId, id: newId(), topic, tx: writer, at: instantText(now) })))
    .execute()
  await sql`select pg_notify(${LIVE_CHANNEL}, '')`.execute(tx)
}

/** Drops events that no cursor can ask for any more. */
export async function dropOldEvents(db: Db, now: Instant): Promise<void> {
  await db
    .deleteFrom('live_event')
    .where('at', '<', at(now - 2 * LIVE_RETENTION_MS))
    .execute()
}
