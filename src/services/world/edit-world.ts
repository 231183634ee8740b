import type { Db } from '../../db/client.ts'
import { instantText } from '../../domain/instant.ts'
import type { WorldEdit } from '../../domain/world/edit.ts'
import { actorUserId, requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { lockForBulk } from '../ledger/lock.ts'
import { notifyTopics } from '../live/notify-topics.ts'
import type { OrgView } from '../org/view.ts'
import { resolveView } from '../org/view.ts'
import { completeEdits } from './complete-edits.ts'
import { refuseBrokenWorld } from './refuse-broken-world.ts'
import { saveSubjects } from './save-subjects.ts'
import { writeStatements } from './write-statements.ts'

export interface WorldEdits {
  /** made by whoever asks; the same id twice is one edit */
  readonly editId: string
  readonly edits: readonly WorldEdit[]
}

/**
 * Edits teams, people, memberships, calendars, pipelines, rates and settings by hand, all of them or none. What is so
 * already writes nothing.
 * @throws LeadoutError `forbidden`, `not-found` for what is not there, `invalid` for what lacks a field, `precondition`
 *   for a circle and whatever else may not be
 */
export async function editWorld(ctx: Ctx, input: WorldEdits): Promise<{ readonly changes: number }> {
  requirePermission(ctx, 'settings.manage')
  return ctx.db.transaction().execute(async (tx) => editWorldWithin({ ...ctx, db: tx }, input))
}

/** `editWorld` inside the caller's transaction; the caller has asked for the permission. */
export async function editWorldWithin(
  ctx: Ctx,
  input: WorldEdits,
  more: (view: OrgView) => Promise<readonly string[]> = async () => [],
): Promise<{ readonly changes: number }> {
  const tx = ctx.db
  await lockForBulk(tx, ctx.orgId)
  if (!(await openEdit(tx, ctx, input.editId))) return { changes: 0 }
  const view = await resolveView(tx, ctx.orgId, ctx.recordedAt, {})
  const { statements, subjects } = await completeEdits(tx, view, input.edits)
  const written = await writeStatements(tx, ctx, statements, view.asOf)
  const named = await saveSubjects(tx, ctx.orgId, subjects)
  await refuseBrokenWorld(tx, view, written)
  const ids = [...written.values()].flat().map((change) => change.id)
  const added = await more(view)
  await closeEdit(tx, ctx, input.editId, [...ids, ...added])
  if (ids.length + added.length + named > 0)
    await notifyTopics(tx, ctx.orgId, ['figures', 'goals', 'board'], ctx.recordedAt)
  return { changes: ids.length + added.length }
}

/** False where this edit was written before: whoever was cut off from the answer asks again. */
export async function openEdit(tx: Db, ctx: Ctx, editId: string): Promise<boolean> {
  const made = await tx
    .insertInto('edit')
    .values({
      org_id: ctx.orgId,
      id: editId,
      actor_id: actorUserId(ctx.actor),
      made_at: instantText(ctx.recordedAt),
      changes: [],
    })
    .onConflict((conflict) => conflict.columns(['org_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

/** Notes what an edit wrote, for its undo. */
export async function closeEdit(tx: Db, ctx: Ctx, editId: string, changes: readonly string[]): Promise<void> {
  await tx
    .updateTable('edit')
    .set({ changes: [...changes] })
    .where('org_id', '=', ctx.orgId)
    .where('id', '=', editId)
    .execute()
}
