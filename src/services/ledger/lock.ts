import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'

/**
 * Folding reads an entity's changes and replaces its spans, so two transactions must not fold one entity at once, each
 * blind to the other's changes. An edit locks its entity and lets edits of others pass; a bulk fold waits for the edits
 * under way and holds new ones back until it commits. Both hold until the transaction ends.
 */
export async function lockForEdit(tx: Db, orgId: string, entityId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${orgId}, 0))`.execute(tx)
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${orgId} ${entityId}`}, 0))`.execute(tx)
}

/** See `lockForEdit`. Take it before reading what will be folded. */
export async function lockForBulk(tx: Db, orgId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${orgId}, 0))`.execute(tx)
}

/** Imports of an organisation are written one after another: both of two would name the same new ids. */
export async function lockForImport(tx: Db, orgId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${orgId} import`}, 0))`.execute(tx)
}
