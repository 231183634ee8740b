import { sql } from 'kysely'
import { markActivities, ofIds } from '../../db/activity-days.ts'
import type { Db } from '../../db/client.ts'
import { LeadoutError } from '../../domain/errors.ts'
import type { Instant } from '../../domain/instant.ts'
import { instantText } from '../../domain/instant.ts'
import type { Ctx } from '../context.ts'
import { setState } from '../imports/import-state.ts'
import { importTransaction } from '../imports/transaction.ts'
import { dropStaging } from '../imports/staging.ts'
import { lockForImport } from '../ledger/lock.ts'
import { notifyTopics } from '../live/notify-topics.ts'
import { orgNow } from '../org/view.ts'
import type { Decided } from './decisions.ts'
import { counting, decideUpload } from './decisions.ts'
import type { UploadResult } from './uploads.ts'
import { readUpload, requireSelf } from './uploads.ts'
import type { WritingUpload } from './write-activities.ts'
import { endVersions, writeActivities } from './write-activities.ts'

/** Writes an upload in one transaction: all of it or nothing. What was staged is gone with it. */
export async function applyUpload(
  ctx: Ctx,
  importId: string,
  onProgress: (rows: number) => void = () => undefined,
): Promise<UploadResult> {
  const held = await readUpload(ctx, importId)
  requireSelf(ctx, held.personId)
  return importTransaction(ctx, async (tx) => {
    await lockForImport(tx, ctx.orgId)
    const upload: WritingUpload = {
      db: tx,
      orgId: ctx.orgId,
      importId,
      personId: held.personId,
      recordedAt: ctx.recordedAt,
      takenAt: await orgNow(tx, ctx.orgId, ctx.recordedAt),
      written: { new: 0, changed: 0, unchanged: 0, gone: 0 },
    }
    const count = counting()
    const stretch = { from: Infinity, to: -Infinity }
    let rows = 0
    for await (const { decided, twice } of decideUpload(tx, ctx.orgId, held)) {
      count.addTwice(twice)
      for (const one of decided) {
        count.add(one)
        widen(stretch, one)
      }
      await writeActivities(upload, decided)
      rows += decided.length
      onProgress(rows)
    }
    if (held.complete) await takeAsDeleted(upload, stretch)
    await dropStaging(tx, ctx.orgId, importId)
    const result: UploadResult = { ...count.preview(), written: upload.written }
    await tx
      .updateTable('import')
      .set({
        state: 'done',
        folder: null,
        result: JSON.stringify(result),
        preview: null,
        finished_at: instantText(ctx.recordedAt),
      })
      .where('org_id', '=', ctx.orgId)
      .where('id', '=', importId)
      .execute()
    await tx
      .updateTable('org')
      .set({ first_import_at: instantText(ctx.recordedAt) })
      .where('org_id', '=', ctx.orgId)
      .where('first_import_at', 'is', null)
      .execute()
    await notifyTopics(tx, ctx.orgId, ['figures'], ctx.recordedAt)
    return result
  })
}

function widen(stretch: { from: Instant; to: Instant }, { entry }: Decided): void {
  if (entry.kind !== 'meeting') return
  stretch.from = Math.min(stretch.from, entry.at)
  stretch.to = Math.max(stretch.to, entry.at)
}

/**
 * Meetings that an earlier upload of this calendar held and this one, which is all of it, does not: they were deleted,
 * so they did not take place (metrics.md Meeting held). One that a colleague's calendar still holds stands.
 */
async function takeAsDeleted(upload: WritingUpload, stretch: { from: Instant; to: Instant }): Promise<void> {
  if (stretch.to < stretch.from) return
  const { db, orgId, importId, personId, recordedAt } = upload
  const { rows } = await sql<{ id: string }>`
    select distinct a.id
    from activity a
    join capture c on c.org_id = a.org_id and c.activity_id = a.id and c.person_id = ${personId} and c.recorded_to = 'infinity'
    where a.org_id = ${orgId} and a.source = 'calendar' and a.held and a.recorded_to = 'infinity'
      and a.at >= ${instantText(stretch.from)} and a.at <= ${instantText(stretch.to)}
      and not exists (
        select 1 from capture o
        where o.org_id = a.org_id and o.activity_id = a.id and o.recorded_to = 'infinity'
          and (o.import_id = ${importId} or o.person_id <> ${personId})
      )
  `.execute(db)
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return
  await endVersions(upload, ids)
  const now = instantText(recordedAt)
  await sql`
    insert into activity
    select (json_populate_record(a, json_build_object('recorded_from', ${now}::text, 'recorded_to', 'infinity', 'held', false,
      'row_hash', '', 'import_id', ${importId}::text))).*
    from activity a where a.org_id = ${orgId} and a.id = any(${ids}::uuid[]) and a.recorded_to = ${now}
  `.execute(db)
  await markActivities(db, orgId, ofIds(ids))
  upload.written.gone += ids.length
}

/** Confirms an upload; `enqueue` runs in the same transaction. A second confirmation finds the first one's work. */
export async function markForWriting(ctx: Ctx, importId: string, enqueue: (tx: Db) => Promise<unknown>): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const { personId, state } = await readUpload({ ...ctx, db: tx }, importId)
    requireSelf(ctx, personId)
    if (state === 'applying' || state === 'done') return
    if (state !== 'ready') throw new LeadoutError('precondition', 'This upload is not ready to be written.', { state })
    await setState(tx, ctx.orgId, importId, 'applying')
    await enqueue(tx)
  })
}
