import { rm } from 'node:fs/promises'
import * as z from 'zod'
import { oneAtATime } from '#db/one-at-a-time.ts'
import type { Server } from '../../implement.ts'
import { LeadoutError } from '#domain/errors.ts'
import { defineJob } from '#platform/jobs/job.ts'
import type { Ctx } from '#services/context.ts'
import type { ImportProgress, ImportState } from '#services/imports/import-state.ts'
import { forgetFolder, readImport, saveProgress, setState, unfinishedImports } from '#services/imports/import-state.ts'
import { purgeUndone } from '#services/imports/redo.ts'
import { UNDO_DAYS } from '#services/imports/undo.ts'
import { failUnread } from './interrupted.ts'
import { planImport, stageFiles, writeImport } from '#sources/sync.ts'
import type { OnProgress } from '#sources/sync.ts'

const input = z.object({ orgId: z.uuid(), importId: z.uuid() })
const EVERY_MS = 500
const DAY = 86_400_000
/** states in which an import can be read and tried out */
const PREPARED = new Set<ImportState>(['staging', 'questions', 'ready', 'failed'])

/** Reads the uploaded files if they are not staged yet, recognises them and tries them out. */
export const prepareImport = defineJob({
  id: 'sources.prepare',
  summary: 'Reads uploaded files and shows what they would bring',
  input,
  run: (server: Server, { orgId, importId }) =>
    attempt(server, orgId, importId, async (ctx, onProgress) => {
      const held = await readImport(server.db, orgId, importId)
      if (!PREPARED.has(held.state)) return
      if (held.state === 'staging' && held.folder !== null) {
        await stageFiles(ctx, importId, [held.folder], onProgress)
      }
      await planImport(ctx, importId)
      if (held.folder !== null) {
        // only now: an import whose files are gone must be past reading them
        await forgetFolder(server.db, orgId, importId)
        await rm(held.folder, { recursive: true, force: true })
      }
      await writeImport(ctx, importId, { dryRun: true, onProgress })
    }),
})

/** Writes an import. After a crash it runs again: nothing of the first run was kept. */
export const applyImportJob = defineJob({
  id: 'sources.apply',
  summary: 'Writes an import',
  input,
  run: (server: Server, { orgId, importId }) =>
    attempt(server, orgId, importId, async (ctx, onProgress) => {
      const { state } = await readImport(server.db, orgId, importId)
      if (state === 'applying') await writeImport(ctx, importId, { dryRun: false, onProgress })
    }),
})

/** Drops what undone imports left for doing them again, once that is no longer offered. */
export const tidyImports = defineJob({
  id: 'sources.tidy',
  summary: 'Forgets personal values of imports that were undone long ago',
  input: z.object({}),
  schedule: '40 3 * * *',
  run: (server: Server) => purgeUndone(server.db, server.now() - UNDO_DAYS * DAY),
})

/** Goes on with what a stop or a crash left behind, without waiting for the queue to miss it. */
export async function resumeImports(server: Server): Promise<void> {
  for (const { org_id: orgId } of await server.db.selectFrom('org').select('org_id').execute()) {
    await failUnread({ db: server.db, orgId })
  }
  for (const { orgId, importId, state } of await unfinishedImports(server.db)) {
    await server.jobs.enqueue(state === 'applying' ? 'sources.apply' : 'sources.prepare', { orgId, importId })
  }
}

/** Runs a step with its progress shown; what the user can repair ends as a failed import, the rest is tried again. */
async function attempt(
  server: Server,
  orgId: string,
  importId: string,
  work: (ctx: Ctx, onProgress: OnProgress) => Promise<void>,
): Promise<void> {
  const ctx: Ctx = { db: server.db, orgId, actor: { type: 'system', job: 'sources' }, recordedAt: server.now() }
  const progress = progressSaver(server, orgId, importId)
  try {
    await oneAtATime(server.db, importId, () => work(ctx, progress.show))
  } catch (error) {
    if (!(error instanceof LeadoutError)) throw error
    await setState(server.db, orgId, importId, 'failed', error.message)
  } finally {
    await progress.rest()
  }
}

function progressSaver(
  server: Server,
  orgId: string,
  importId: string,
): { show: OnProgress; rest: () => Promise<void> } {
  let since = server.now()
  let phase = ''
  let saved = 0
  let last: Promise<void> = Promise.resolve()
  const save = (progress: ImportProgress | null, now: number) => {
    last = last.then(() => saveProgress(server.db, orgId, importId, progress, now)).catch(() => undefined)
  }
  return {
    show: ({ phase: next, rows, rowsTotal }) => {
      const now = server.now()
      if (next !== phase) since = now
      if (next === phase && now - saved < EVERY_MS) return
      phase = next
      saved = now
      save({ phase: next, rows, rowsTotal, since, at: now }, now)
    },
    rest: async () => {
      save(null, server.now())
      await last
    },
  }
}
