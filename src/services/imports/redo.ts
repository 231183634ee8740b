import { sql } from 'kysely'
import { markActivities, ofImport } from '../../db/activity-days.ts'
import type { Db } from '../../db/client.ts'
import { insertRows } from '../../db/insert.ts'
import { LeadoutError } from '../../domain/errors.ts'
import type { Instant } from '../../domain/instant.ts'
import { instantText } from '../../domain/instant.ts'
import { newId } from '../../platform/ids.ts'
import { requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { refold } from '../ledger/refold.ts'
import { notifyTopics } from '../live/notify-topics.ts'
import { importTransaction } from './transaction.ts'
import { lockWritten, refoldOrder, touchedEntities } from './undo.ts'

const BATCH = 5_000

/**
 * Says again what an undone import had said: the same changes under new ids, recorded now. Raises `precondition` where
 * its rows have come in again meanwhile, or where it is too old. Redoing twice is redoing once.
 */
export async function redoImport(ctx: Ctx, importId: string): Promise<void> {
  requirePermission(ctx, 'imports.manage')
  await importTransaction(ctx, async (tx) => {
    const { state, undoneAt } = await lockWritten(tx, ctx, importId)
    if (state === 'done') return
    await refuseIfBack(tx, ctx.orgId, importId)
    await sql`
      with back as (
        delete from withdrawn_record where org_id = ${ctx.orgId} and import_id = ${importId} returning *
      )
      insert into source_record (org_id, source, kind, external_id, entity_id, row_hash, import_id)
      select org_id, source, kind, external_id, entity_id, row_hash, import_id from back
      order by source, kind, external_id
    `.execute(tx)
    await repeatChanges(tx, ctx, importId)
    await repeatActivities(tx, ctx, importId, undoneAt!)
    const touched = await touchedEntities(tx, ctx.orgId, importId)
    for (const kind of refoldOrder(touched)) await refold(tx, ctx.orgId, kind, touched.get(kind)!)
    await tx
      .updateTable('import')
      .set({ state: 'done', undone_at: null })
      .where('org_id', '=', ctx.orgId)
      .where('id', '=', importId)
      .execute()
    await notifyTopics(tx, ctx.orgId, ['figures', `import:${importId}`], ctx.recordedAt)
  })
}

export async function refuseIfBack(tx: Db, orgId: string, importId: string): Promise<void> {
  const back = await sql`
    select from withdrawn_record w
    join source_record r on r.org_id = w.org_id and r.source = w.source and r.kind = w.kind and r.external_id = w.external_id
    where w.org_id = ${orgId} and w.import_id = ${importId}
    union all
    select from activity w
    join activity a on a.org_id = w.org_id and a.source = w.source and a.external_id = w.external_id and a.id <> w.id
    where w.org_id = ${orgId} and w.import_id = ${importId} and a.recorded_to = 'infinity'
    limit 1
  `.execute(tx)
  if (back.rows.length > 0)
    throw new LeadoutError('precondition', 'These rows have been imported again since: there is nothing to redo')
}

async function repeatChanges(tx: Db, ctx: Ctx, importId: string): Promise<void> {
  const { last } = await tx
    .selectFrom('change')
    .select((eb) => eb.fn.max('recorded_at').as('last'))
    .where('org_id', '=', ctx.orgId)
    .where('import_id', '=', importId)
    .executeTakeFirstOrThrow()
  let after: string | null = null
  while (last !== null) {
    const page: Record<string, unknown>[] = await sql<Record<string, unknown>>`
      select org_id, id, kind, entity_id, patch, valid_at::text, valid_date, known_at::text, reconstructed, import_id,
        actor_id, source
      from change
      where org_id = ${ctx.orgId} and import_id = ${importId} and recorded_at = ${instantText(last)}
        and (${after}::uuid is null or id > ${after}::uuid)
      order by id limit ${BATCH}
    `
      .execute(tx)
      .then(({ rows }) => rows)
    if (page.length === 0) return
    after = String(page.at(-1)!['id'])
    const recorded_at = instantText(ctx.recordedAt)
    await insertRows(
      tx,
      'change',
      page.map((row) => ({ ...row, id: newId(), recorded_at })),
    )
  }
}

/** Versions that undoing ended begin again, and those it had continued end. */
export async function repeatActivities(tx: Db, ctx: Ctx, importId: string, undoneAt: Instant): Promise<void> {
  const at = instantText(ctx.recordedAt)
  const undone = instantText(undoneAt)
  await sql`
    update activity a set recorded_to = ${at}
    where a.org_id = ${ctx.orgId} and a.recorded_from = ${undone} and a.recorded_to = 'infinity'
      and exists (
        select from activity b where b.org_id = a.org_id and b.id = a.id and b.import_id = ${importId}
          and b.recorded_to in (${undone}::timestamptz, b.recorded_from)
      )
  `.execute(tx)
  // what it had deleted ended now
  await sql`
    update activity set recorded_from = ${at}, recorded_to = ${at}
    where org_id = ${ctx.orgId} and import_id = ${importId} and recorded_from = recorded_to
  `.execute(tx)
  await sql`
    insert into activity
    select (json_populate_record(a, json_build_object('recorded_from', ${at}::text, 'recorded_to', 'infinity'))).*
    from activity a
    where a.org_id = ${ctx.orgId} and a.import_id = ${importId} and a.recorded_to = ${undone}
    order by a.id
  `.execute(tx)
  await markActivities(tx, ctx.orgId, ofImport(ctx.orgId, importId))
}

/** Drops personal values that undone imports brought and nothing else holds, once undo can no longer be taken back. */
export async function purgeUndone(db: Db, before: Instant): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const gone = await dropSubjects(tx, before)
    // a contact that is gone is no longer among those that a touch reached
    for (const [orgId, mine] of Map.groupBy(gone, ({ org_id }) => org_id)) {
      const ids = mine.map(({ id }) => id)
      await markActivities(
        tx,
        orgId,
        sql`a.id in (select p.activity_id from activity_participant p where p.org_id = ${orgId} and p.subject_id = any(${ids}::uuid[]))`,
      )
    }
  })
}

async function dropSubjects(tx: Db, before: Instant): Promise<{ readonly org_id: string; readonly id: string }[]> {
  const { rows } = await sql<{ org_id: string; id: string }>`
    with gone as (
      delete from withdrawn_record w using import i
      where i.org_id = w.org_id and i.id = w.import_id and i.state = 'undone' and i.finished_at < ${instantText(before)}
      returning w.org_id, w.entity_id
    )
    delete from subject s using gone
    where s.org_id = gone.org_id and s.id = gone.entity_id
      and not exists (select from source_record r where r.org_id = s.org_id and r.entity_id = s.id)
    returning s.org_id, s.id
  `.execute(tx)
  return rows
}
