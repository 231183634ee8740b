import { rm } from 'node:fs/promises'
import { implement } from '@orpc/server'
import type { Call } from '../../implement.ts'
import { LeadoutError } from '#domain/errors.ts'
import { readImport, setState } from '#services/imports/import-state.ts'
import { redoImport } from '#services/imports/redo.ts'
import { removeImport } from '#services/imports/remove.ts'
import { readWithdrawal, undoImport } from '#services/imports/undo.ts'
import { editMapping, editObject, editReplacement, saveAnswer } from '#sources/decisions.ts'
import { planImport } from '#sources/sync.ts'
import { sourcesContract } from '../contract.ts'
import { qualityRoutes } from './quality-routes.ts'
import { readImportRow, readImportRows, readPreview } from './queries.ts'

const os = implement(sourcesContract).$context<Call>()

export const sourcesRoutes = os.router({
  imports: {
    list: os.imports.list.handler(async ({ context }) => ({
      imports: await readImportRows(context.server.db, context.ctx().orgId),
    })),
    get: os.imports.get.handler(({ context, input }) =>
      readImportRow(context.server.db, context.ctx().orgId, input.importId),
    ),
    preview: os.imports.preview.handler(({ context, input }) =>
      readPreview(context.server.db, context.ctx().orgId, input.importId),
    ),
    answer: os.imports.answer.handler(async ({ context, input }) => {
      const ctx = context.ctx()
      await resting(context, input.importId)
      await saveAnswer(ctx.db, ctx.orgId, input.importId, input.key, input.value)
      return revise(context, input.importId)
    }),
    setMapping: os.imports.setMapping.handler(async ({ context, input }) => {
      const ctx = context.ctx()
      await resting(context, input.importId)
      await editMapping(ctx.db, ctx.orgId, input.importId, input)
      return revise(context, input.importId)
    }),
    apply: os.imports.apply.handler(async ({ context, input: { importId } }) => {
      const { db, orgId } = context.ctx()
      await db.transaction().execute(async (tx) => {
        const { state } = await readImport(tx, orgId, importId)
        // a second click finds the first one's work under way
        if (state === 'applying' || state === 'done') return
        if (state !== 'ready') {
          throw new LeadoutError('precondition', 'This import is not ready to be written.', { state })
        }
        await setState(tx, orgId, importId, 'applying')
        await context.server.jobs.enqueue('sources.apply', { orgId, importId }, tx)
      })
      return readImportRow(db, orgId, importId)
    }),
    replace: os.imports.replace.handler(async ({ context, input }) => {
      const ctx = context.ctx()
      await resting(context, input.importId)
      await editReplacement(ctx.db, ctx.orgId, input.importId, input)
      return revise(context, input.importId)
    }),
    setObject: os.imports.setObject.handler(async ({ context, input }) => {
      const ctx = context.ctx()
      await resting(context, input.importId)
      await editObject(ctx.db, ctx.orgId, input.importId, input)
      return revise(context, input.importId)
    }),
    recount: os.imports.recount.handler(async ({ context, input: { importId } }) => {
      const { db, orgId } = context.ctx()
      await resting(context, importId)
      const { state, folder } = await readImport(db, orgId, importId)
      if (state === 'failed') await setState(db, orgId, importId, folder === null ? 'questions' : 'staging')
      await context.server.jobs.enqueue('sources.prepare', { orgId, importId })
      return readImportRow(db, orgId, importId)
    }),
    remove: os.imports.remove.handler(async ({ context, input: { importId } }) => {
      const ctx = context.ctx()
      const { folder } = await removeImport(ctx, importId)
      if (folder !== null) await rm(folder, { recursive: true, force: true })
      return { importId }
    }),
    withdrawal: os.imports.withdrawal.handler(async ({ context, input: { importId } }) => {
      const { db, orgId } = context.ctx()
      await readImport(db, orgId, importId)
      const { kinds, edited } = await readWithdrawal(db, orgId, importId)
      return { kinds: Object.entries(kinds).map(([kind, count]) => ({ kind, count })), edited }
    }),
    redo: os.imports.redo.handler(async ({ context, input: { importId } }) => {
      const ctx = context.ctx()
      await redoImport(ctx, importId)
      return readImportRow(ctx.db, ctx.orgId, importId)
    }),
    undo: os.imports.undo.handler(async ({ context, input }) => {
      const ctx = context.ctx()
      await undoImport(ctx, input)
      return readImportRow(ctx.db, ctx.orgId, input.importId)
    }),
  },
  quality: qualityRoutes,
})

async function resting(context: Call, importId: string): Promise<void> {
  const { db, orgId } = context.ctx()
  const { state } = await readImport(db, orgId, importId)
  if (state !== 'questions' && state !== 'ready' && state !== 'failed') {
    throw new LeadoutError('precondition', 'This import cannot be changed now.', { state })
  }
}

/** A changed decision makes a new plan at once; its counts follow from the background. */
async function revise(context: Call, importId: string) {
  const ctx = context.ctx()
  await planImport(ctx, importId)
  await context.server.jobs.enqueue('sources.prepare', { orgId: ctx.orgId, importId })
  return readPreview(ctx.db, ctx.orgId, importId)
}
