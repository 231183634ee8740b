import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { ifNobodyElse } from '#db/one-at-a-time.ts'
import type { Server } from '../../implement.ts'
import { defineJob } from '#platform/jobs/job.ts'
import type { Ctx } from '#services/context.ts'
import { INTERRUPTED, readImport, setState } from '#services/imports/import-state.ts'
import { createImport } from '#services/imports/staging.ts'
import { readSettings } from '#services/org/settings.ts'
import { planImport, stageFiles, writeImport } from '#sources/sync.ts'

/** a file that changed within this time may still be growing */
const SETTLED_MS = 30_000
const FILES = /\.(csv|tsv|txt|xlsx|zip)$/i

/**
 * Imports what appears in the folder of the setting `watchFolder`, each version of a file once. What it must ask waits
 * in Sources with its questions open.
 */
export const watchFolders = defineJob({
  id: 'sources.watch',
  summary: 'Imports new files of watched folders',
  input: z.object({}),
  schedule: '* * * * *',
  run: async (server: Server) => {
    const orgs = await server.db.selectFrom('org').select('org_id').execute()
    for (const { org_id: orgId } of orgs) {
      const { watchFolder } = await readSettings(server.db, orgId)
      if (typeof watchFolder === 'string' && watchFolder !== '') await watchOnce(server, orgId, watchFolder)
    }
  },
})

async function watchOnce(server: Server, orgId: string, folder: string): Promise<void> {
  const ctx: Ctx = { db: server.db, orgId, actor: { type: 'system', job: 'sources.watch' }, recordedAt: server.now() }
  for (const path of await settledFiles(server, folder)) {
    const label = await labelOf(path)
    const known = await server.db
      .selectFrom('import')
      .select(['id', 'state', 'error'])
      .where('org_id', '=', orgId)
      .where('label', '=', label)
      .executeTakeFirst()
    const importId = known?.id ?? (await createImport(ctx, { label }))
    const unread = known === undefined || known.state === 'staging' || known.error === INTERRUPTED
    if (unread) await ifNobodyElse(server.db, importId, () => bring(server, ctx, path, importId))
  }
}

async function settledFiles(server: Server, folder: string): Promise<string[]> {
  try {
    const names = (await readdir(folder)).filter((name) => FILES.test(name)).toSorted()
    const files = await Promise.all(
      names.map(async (name) => ({ path: join(folder, name), mtimeMs: (await stat(join(folder, name))).mtimeMs })),
    )
    return files.filter(({ mtimeMs }) => server.now() - mtimeMs > SETTLED_MS).map(({ path }) => path)
  } catch (error) {
    server.log.warn('A watched folder cannot be read', { folder, error })
    return []
  }
}

/** Names a file in one version: the same name with another size or date is imported again. */
async function labelOf(path: string): Promise<string> {
  const { size, mtimeMs } = await stat(path)
  return `${path}, ${size} bytes of ${new Date(mtimeMs).toISOString()}`
}

async function bring(server: Server, ctx: Ctx, path: string, importId: string): Promise<void> {
  try {
    await setState(ctx.db, ctx.orgId, importId, 'staging')
    await stageFiles(ctx, importId, [path], () => {})
    await planImport(ctx, importId)
    const { state } = await readImport(ctx.db, ctx.orgId, importId)
    if (state === 'ready') await writeImport(ctx, importId, { dryRun: false, onProgress: () => {} })
  } catch (error) {
    server.log.warn('A watched file was not imported', { path, error })
    await setState(ctx.db, ctx.orgId, importId, 'failed', error instanceof Error ? error.message : String(error))
  }
}
