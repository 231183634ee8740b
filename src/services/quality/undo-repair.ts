import { insertRows } from '../../db/insert.ts'
import { instantText } from '../../domain/instant.ts'
import { newId } from '../../platform/ids.ts'
import { actorUserId, requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { lockForBulk } from '../ledger/lock.ts'
import { refold } from '../ledger/refold.ts'
import { notifyTopics } from '../live/notify-topics.ts'
import { splitEntities } from '../merge/split.ts'
import type { Repaired } from './repair.ts'

/** Withdraws what a repair of the same user wrote; edits made on those deals since stay. */
export async function undoRepair(ctx: Ctx, { at, mergeIds }: Repaired['undo']): Promise<void> {
  requirePermission(ctx, 'imports.manage')
  for (const mergeId of mergeIds.toReversed()) await splitEntities(ctx, { mergeId })
  if (mergeIds.length > 0) return
  await ctx.db.transaction().execute(async (tx) => {
    await lockForBulk(tx, ctx.orgId)
    const actorId = actorUserId(ctx.actor)
    const changes = await tx
      .selectFrom('change as c')
      .select(['c.id', 'c.entity_id'])
      .where('c.org_id', '=', ctx.orgId)
      .where('c.kind', '=', 'deal')
      .where('c.source', '=', 'leadout')
      .where('c.import_id', 'is', null)
      .where('c.actor_id', actorId === null ? 'is' : '=', actorId)
      .where('c.recorded_at', '=', instantText(at) as never)
      .where(({ exists, not, selectFrom }) =>
        not(
          exists(
            selectFrom('retraction as r')
              .select('r.id')
              .where('r.org_id', '=', ctx.orgId)
              .whereRef('r.change_id', '=', 'c.id'),
          ),
        ),
      )
      .orderBy('c.id')
      .execute()
    if (changes.length === 0) return
    await insertRows(
      tx,
      'retraction',
      changes.map(({ id }) => ({
        org_id: ctx.orgId,
        id: newId(),
        change_id: id,
        import_id: null,
        recorded_at: instantText(ctx.recordedAt),
        actor_id: actorId,
      })),
    )
    await refold(
      tx,
      ctx.orgId,
      'deal',
      changes.map((change) => change.entity_id),
    )
    await notifyTopics(tx, ctx.orgId, ['figures'], ctx.recordedAt)
  })
}
