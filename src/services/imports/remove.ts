import { LeadoutError } from '../../domain/errors.ts'
import { requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { notifyTopics } from '../live/notify-topics.ts'
import { readImport } from './import-state.ts'
import { discardImport } from './staging.ts'

/**
 * Forgets an import that was never written, with what was staged of it. Answers where its files lie. Raises
 * `precondition` for one that was written, undone or not, or is being written.
 */
export async function removeImport(ctx: Ctx, importId: string): Promise<{ readonly folder: string | null }> {
  requirePermission(ctx, 'imports.manage')
  return ctx.db.transaction().execute(async (tx) => {
    const { state, folder, finishedAt } = await readImport(tx, ctx.orgId, importId)
    if (finishedAt !== null || state === 'applying' || state === 'done' || state === 'undone')
      throw new LeadoutError('precondition', 'This import was written: undo it instead.', { state })
    await discardImport(tx, ctx.orgId, importId)
    await notifyTopics(tx, ctx.orgId, [`import:${importId}`], ctx.recordedAt)
    return { folder }
  })
}
