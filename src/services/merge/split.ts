import { readMerges } from '../../db/merges.ts'
import { LeadoutError } from '../../domain/errors.ts'
import { instantText } from '../../domain/instant.ts'
import { newId } from '../../platform/ids.ts'
import { actorUserId, requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { lockForBulk } from '../ledger/lock.ts'
import { notifyTopics } from '../live/notify-topics.ts'
import { requireSeen } from './access.ts'
import { repointActivities } from './activities.ts'
import { MERGE_PERMISSION, refoldBatch } from './merge.ts'
import { moveLogins } from './merge-person.ts'
import { moveUploads } from './uploads.ts'

/**
 * Undoes a merge: withdraws its changes from now on; *as known then* in between still shows the two as one. What was
 * said of the survivor meanwhile stays with the survivor, logins and uploads go back to where they were. Raises `not-found` for a merge that does not stand and
 * `conflict` where the survivor has itself been merged since.
 */
export async function splitEntities(ctx: Ctx, { mergeId }: { readonly mergeId: string }): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    await lockForBulk(tx, ctx.orgId)
    const merges = await readMerges(tx, ctx.orgId)
    const merge = merges.find((one) => one.id === mergeId)
    if (merge === undefined)
      throw new LeadoutError('not-found', 'There is no such merge, or it has been undone', { mergeId })
    requirePermission(ctx, MERGE_PERMISSION[merge.kind])
    await requireSeen(tx, ctx, merge.kind, [merge.into])
    const later = merges.find((one) => one.from === merge.into)
    if (later !== undefined) {
      throw new LeadoutError('conflict', 'The one that stands for both has been merged since; undo that merge first', {
        mergeId: later.id,
      })
    }
    await tx
      .insertInto('retraction')
      .values({
        org_id: ctx.orgId,
        id: newId(),
        change_id: null,
        import_id: mergeId,
        recorded_at: instantText(ctx.recordedAt),
        actor_id: actorUserId(ctx.actor),
      })
      .execute()
    await refoldBatch(tx, ctx.orgId, merge.kind, mergeId)
    await repointActivities(tx, ctx.orgId, merge.kind, merge.into, merge.from, ctx.recordedAt, merge.recordedAt)
    if (merge.kind === 'person') {
      await moveLogins(tx, ctx, merge.into, merge.from, merge.logins)
      await moveUploads(tx, ctx.orgId, merge.into, merge.from, ctx.recordedAt, merge.uploads)
    }
    await notifyTopics(tx, ctx.orgId, ['figures', 'goals', 'board'], ctx.recordedAt)
  })
}
