import { implement } from '@orpc/server'
import { LeadoutError } from '#domain/errors.ts'
import { forgetDomain, learnDomain } from '#services/activity-upload/learn-domain.ts'
import { markForWriting } from '#services/activity-upload/apply-upload.ts'
import { redoUpload, removeUpload, undoUpload } from '#services/activity-upload/undo-upload.ts'
import { readUpload } from '#services/activity-upload/uploads.ts'
import { setState } from '#services/imports/import-state.ts'
import type { Call } from '../../implement.ts'
import { capturesContract } from '../contract.ts'
import { ofShown, readEntries, readEverybody, readMine, readOne, uploadOf } from './queries.ts'

const os = implement(capturesContract).$context<Call>()

/** Who the caller is among those who sell. */
export function ownPerson({ actor }: { readonly actor: ReturnType<Call['ctx']>['actor'] }): string | null {
  return actor.type === 'user' || actor.type === 'api-key' ? actor.personId : null
}

export const capturesRoutes = os.router({
  mine: os.mine.handler(({ context }) => {
    const ctx = context.ctx()
    return readMine(ctx, ownPerson(ctx))
  }),
  everybody: os.everybody.handler(async ({ context }) => ({ uploads: await readEverybody(context.ctx()) })),
  get: os.get.handler(({ context, input }) => readOne(context.ctx(), input.importId)),
  entries: os.entries.handler(async ({ context, input }) => {
    const { importId, show, offset, limit } = input
    return { entries: await readEntries(context.ctx(), importId, { wanted: ofShown(show), offset, limit }) }
  }),
  apply: os.apply.handler(async ({ context, input: { importId } }) => {
    const ctx = context.ctx()
    await markForWriting(ctx, importId, (tx) =>
      context.server.jobs.enqueue('captures.apply', { orgId: ctx.orgId, importId }, tx),
    )
    return uploadOf(await readUpload(ctx, importId))
  }),
  again: os.again.handler(async ({ context, input: { importId } }) => {
    const ctx = context.ctx()
    const held = await readUpload(ctx, importId)
    if (held.finishedAt !== null || held.state === 'applying')
      throw new LeadoutError('precondition', 'This upload has been written.', { state: held.state })
    // the page shows that it is being read until the counts are new
    await setState(ctx.db, ctx.orgId, importId, 'staging')
    await context.server.jobs.enqueue('captures.prepare', { orgId: ctx.orgId, importId })
    return uploadOf({ ...held, state: 'staging' })
  }),
  remove: os.remove.handler(async ({ context, input }) => {
    await removeUpload(context.ctx(), input.importId)
    return input
  }),
  undo: os.undo.handler(async ({ context, input }) => {
    await undoUpload(context.ctx(), input.importId)
    return input
  }),
  redo: os.redo.handler(async ({ context, input }) => {
    await redoUpload(context.ctx(), input.importId)
    return input
  }),
  learn: os.learn.handler(({ context, input }) => learnDomain(context.ctx(), input)),
  forget: os.forget.handler(async ({ context, input }) => {
    await forgetDomain(context.ctx(), input)
    return {}
  }),
})
