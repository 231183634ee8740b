import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { insertRows } from '../../db/insert.ts'
import { LeadoutError } from '../../domain/errors.ts'
import { instantText } from '../../domain/instant.ts'
import type { LedgerKind } from '../../domain/world/kinds.ts'
import { newId } from '../../platform/ids.ts'
import { actorUserId, requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { lockForBulk } from '../ledger/lock.ts'
import { refold, refoldAll } from '../ledger/refold.ts'
import { notifyTopics } from '../live/notify-topics.ts'
import { resolveView } from '../org/view.ts'
import { refuseBrokenWorld } from './refuse-broken-world.ts'

/**
 * Takes back one edit of the actor's own, whole: its changes are retracted, later ones stand. A view known in between
 * still shows it. Undone before: nothing happens.
 * @throws LeadoutError `not-found` for an edit that is not there or is somebody else's, `precondition` where later edits
 *   stand on it in a way that would make a circle
 */
export async function undoEdit(ctx: Ctx, editId: string): Promise<{ readonly changes: number }> {
  requirePermission(ctx, 'goals.write')
  return ctx.db.transaction().execute(async (tx) => {
    await lockForBulk(tx, ctx.orgId)
    const edit = await tx
      .selectFrom('edit')
      .select(['actor_id', 'changes', 'undone_at'])
      .where('org_id', '=', ctx.orgId)
      .where('id', '=', editId)
      // an edit of a list is taken back by steps of its own
      .where('request', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (edit === undefined || edit.actor_id !== actorUserId(ctx.actor))
      throw new LeadoutError('not-found', 'There is no such edit.')
    if (edit.undone_at !== null) return { changes: 0 }
    await tx
      .updateTable('edit')
      .set({ undone_at: instantText(ctx.recordedAt) })
      .where('org_id', '=', ctx.orgId)
      .where('id', '=', editId)
      .execute()
    await retractChanges(tx, ctx, edit.changes)
    return { changes: edit.changes.length }
  })
}

/** Retracts changes inside the caller's transaction, which holds the lock for bulk, and folds what they touched. */
export async function retractChanges(tx: Db, ctx: Ctx, changes: readonly string[]): Promise<void> {
  if (changes.length === 0) return
  const retraction = {
    org_id: ctx.orgId,
    import_id: null,
    recorded_at: instantText(ctx.recordedAt),
    actor_id: actorUserId(ctx.actor),
  }
  await insertRows(
    tx,
    'retraction',
    changes.map((id) => ({ ...retraction, id: newId(), change_id: id })),
  )
  const touched = await touchedBy(tx, ctx.orgId, changes)
  const kinds = new Set(touched.keys())
  for (const [kind, ids] of touched) if (kind !== 'deal') await refold(tx, ctx.orgId, kind, ids)
  // deals are folded under stage maps and users, so they come last
  if (kinds.has('stage') || kinds.has('pipeline') || kinds.has('person')) await refoldAll(tx, ctx.orgId, 'deal')
  else if (kinds.has('deal')) await refold(tx, ctx.orgId, 'deal', touched.get('deal')!)
  await refuseBrokenWorld(
    tx,
    await resolveView(tx, ctx.orgId, ctx.recordedAt, {}),
    new Map([...kinds].map((kind) => [kind, []])),
  )
  await notifyTopics(tx, ctx.orgId, ['figures', 'goals', 'board'], ctx.recordedAt)
}

async function touchedBy(tx: Db, orgId: string, changes: readonly string[]): Promise<Map<LedgerKind, string[]>> {
  const rows = await tx
    .selectFrom('change')
    .select(['kind', 'entity_id'])
    .distinct()
    .where('org_id', '=', orgId)
    .where(sql<boolean>`id = any(${[...changes]}::uuid[])`)
    .execute()
  const groups = Map.groupBy(rows, (row) => row.kind as LedgerKind)
  return new Map([...groups].map(([kind, own]) => [kind, own.map((row) => row.entity_id)]))
}
