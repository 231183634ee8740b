import { rm } from 'node:fs/promises'
import * as z from 'zod'
import { oneAtATime } from '#db/one-at-a-time.ts'
import { LeadoutError } from '#domain/errors.ts'
import { defineJob } from '#platform/jobs/job.ts'
import { applyUpload } from '#services/activity-upload/apply-upload.ts'
import { forgetUploadFolder, previewUpload } from '#services/activity-upload/prepare-upload.ts'
import { rematch, tidyUploads } from '#services/activity-upload/rematch.ts'
import { readUpload, unfinishedUploads } from '#services/activity-upload/uploads.ts'
import type { Ctx } from '#services/context.ts'
import { saveProgress, setState } from '#services/imports/import-state.ts'
import { stageUpload } from '#sources/activity-upload.ts'
import type { Server } from '../../implement.ts'

const input = z.object({ orgId: z.uuid(), importId: z.uuid() })
const EVERY_MS = 500

/** Reads an uploaded mailbox or calendar and works out what it would bring. */
export const prepareUpload = defineJob({
  id: 'captures.prepare',
  summary: 'Reads an uploaded mailbox or calendar and shows what it would bring',
  input,
  run: (server: Server, { orgId, importId }) =>
    attempt(server, orgId, importId, 'reading', async (ctx, onProgress) => {
      const upload = await readUpload(ctx, importId)
      if (upload.finishedAt !== null || upload.state === 'applying') return
      if (upload.folder !== null) {
        await stageUpload(ctx, upload, [upload.folder], onProgress)
        await forgetUploadFolder(server.db, orgId, importId)
        await rm(upload.folder, { recursive: true, force: true })
      }
      await previewUpload(ctx, importId)
    }),
})

/** Writes an upload. After a crash it runs again: nothing of the first run was kept. */
export const writeUpload = defineJob({
  id: 'captures.apply',
  summary: 'Writes a mailbox or calendar',
  input,
  run: (server: Server, { orgId, importId }) =>
    attempt(server, orgId, importId, 'applying', async (ctx, onProgress) => {
      const { state } = await readUpload(ctx, importId)
      if (state === 'applying') await applyUpload(ctx, importId, onProgress)
    }),
})

/** What was set aside counts once its account is there, and is forgotten after 90 days. */
export const tidyCaptures = defineJob({
  id: 'captures.tidy',
  summary: 'Matches mail and meetings set aside, and forgets them after 90 days',
  input: z.object({}),
  schedule: '50 3 * * *',
  run: async (server: Server) => {
    await tidyUploads(server.db, server.now())
    const orgs = await server.db.selectFrom('org').select('org_id').orderBy('org_id').execute()
    for (const { org_id: orgId } of orgs) await rematch(ctxOf(server, orgId))
  },
})

/** Goes on with what a stop or a crash left behind. */
export async function resumeUploads(server: Server): Promise<void> {
  for (const { orgId, importId, state } of await unfinishedUploads(server.db)) {
    await server.jobs.enqueue(state === 'applying' ? 'captures.apply' : 'captures.prepare', { orgId, importId })
  }
}

const ctxOf = (server: Server, orgId: string): Ctx => ({
  db: server.db,
  orgId,
  actor: { type: 'system', job: 'captures' },
  recordedAt: server.now(),
})

/** Runs a step with its progress shown; what the person can repair ends as a failed upload, the rest is tried again. */
async function attempt(
  server: Server,
  orgId: string,
  importId: string,
  phase: 'reading' | 'applying',
  work: (ctx: Ctx, onProgress: (rows: number) => void) => Promise<void>,
): Promise<void> {
  const since = server.now()
  let saved = 0
  let last: Promise<unknown> = Promise.resolve()
  const onProgress = (rows: number) => {
    const now = server.now()
    if (now - saved < EVERY_MS) return
    saved = now
    const progress = { phase, rows, rowsTotal: null, since, at: now }
    last = last.then(() => saveProgress(server.db, orgId, importId, progress, now)).catch(() => undefined)
  }
  try {
    await oneAtATime(server.db, importId, () => work(ctxOf(server, orgId), onProgress))
  } catch (error) {
    if (!(error instanceof LeadoutError)) throw error
    await setState(server.db, orgId, importId, 'failed', error.message)
  } finally {
    await last
    await saveProgress(server.db, orgId, importId, null, server.now())
  }
}
