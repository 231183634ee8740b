import { rm } from 'node:fs/promises'
import { sql } from 'kysely'
import { LeadoutError } from '../../domain/errors.ts'
import { instantText } from '../../domain/instant.ts'
import type { Ctx } from '../context.ts'
import { refuseIfBack, repeatActivities } from '../imports/redo.ts'
import { discardImport } from '../imports/staging.ts'
import { importTransaction } from '../imports/transaction.ts'
import { lockWritten, withdrawActivities } from '../imports/undo.ts'
import { notifyTopics } from '../live/notify-topics.ts'
import { readUpload } from './uploads.ts'

/**
 * Withdraws everything an upload said; seen as known before, it still stands. What another upload holds as well goes on
 * as that one's. Undoing twice is undoing once. Raises `precondition` when it was never written or 30 days have passed.
 */
export async function undoUpload(ctx: Ctx, importId: string): Promise<void> {
  const { personId } = await readUpload(ctx, importId, 'anybody')
  await importTransaction(ctx, async (tx) => {
    const { state } = await lockWritten(tx, ctx, importId, personId)
    if (state === 'undone') return
    const { orgId } = ctx
    const now = instantText(ctx.recordedAt)
    await sql`
      update capture set recorded_to = ${now} where org_id = ${orgId} and import_id = ${importId} and recorded_to = 'infinity'
    `.execute(tx)
    const shared = sql`
      select distinct on (c.activity_id) c.activity_id, c.import_id from capture c
      where c.org_id = ${orgId} and c.recorded_to = 'infinity' and c.activity_id in (
        select a.id from activity a
        where a.org_id = ${orgId} and a.import_id = ${importId} and a.recorded_to = 'infinity' and not exists (
          select 1 from activity b where b.org_id = a.org_id and b.id = a.id and b.recorded_to = a.recorded_from
        )
      )
      order by c.activity_id, c.import_id`
    const { rows } = await sql<{ activity_id: string; import_id: string }>`${shared}`.execute(tx)
    await withdrawActivities(tx, ctx, importId)
    if (rows.length > 0)
      await sql`
        insert into activity
        select (json_populate_record(a, json_build_object('recorded_from', ${now}::text, 'recorded_to', 'infinity', 'import_id', s.import_id))).*
        from json_to_recordset(${JSON.stringify(rows)}::json) as s (activity_id uuid, import_id uuid)
        join activity a on a.org_id = ${orgId} and a.id = s.activity_id and a.import_id = ${importId} and a.recorded_to = ${now}
      `.execute(tx)
    // of a version that this upload had replaced itself, nothing goes on
    await sql`
      delete from activity where org_id = ${orgId} and import_id = ${importId} and recorded_from = ${now} and recorded_to = ${now}
    `.execute(tx)
    await tx
      .updateTable('import')
      .set({ state: 'undone', undone_at: now })
      .where('org_id', '=', orgId)
      .where('id', '=', importId)
      .execute()
    await notifyTopics(tx, orgId, ['figures'], ctx.recordedAt)
  })
}

/** Says again what an undone upload had said. Raises `precondition` where its entries have come in again meanwhile. */
export async function redoUpload(ctx: Ctx, importId: string): Promise<void> {
  const { personId } = await readUpload(ctx, importId, 'anybody')
  await importTransaction(ctx, async (tx) => {
    const { state, undoneAt } = await lockWritten(tx, ctx, importId, personId)
    if (state === 'done') return
    const { orgId } = ctx
    await refuseIfBack(tx, orgId, importId)
    await repeatActivities(tx, ctx, importId, undoneAt!)
    await sql`
      insert into capture (org_id, activity_id, import_id, person_id, recorded_from, recorded_to, thread)
      select org_id, activity_id, import_id, person_id, ${instantText(ctx.recordedAt)}::timestamptz, 'infinity', max(thread)
      from capture
      where org_id = ${orgId} and import_id = ${importId} and recorded_to = ${instantText(undoneAt!)}
      group by org_id, activity_id, import_id, person_id
    `.execute(tx)
    await tx
      .updateTable('import')
      .set({ state: 'done', undone_at: null })
      .where('org_id', '=', orgId)
      .where('id', '=', importId)
      .execute()
    await notifyTopics(tx, orgId, ['figures'], ctx.recordedAt)
  })
}

/** Forgets an upload that was never written, with everything staged of it. Raises `precondition` for one that was. */
export async function removeUpload(ctx: Ctx, importId: string): Promise<void> {
  const { state, folder, finishedAt } = await readUpload(ctx, importId, 'anybody')
  if (finishedAt !== null || state === 'applying')
    throw new LeadoutError('precondition', 'This upload was written: undo it instead.', { state })
  await ctx.db.transaction().execute((tx) => discardImport(tx, ctx.orgId, importId))
  if (folder !== null) await rm(folder, { recursive: true, force: true })
}
