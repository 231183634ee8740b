// One import in a process of its own, for bench/import.ts: told what to import, it answers how long it took.
import type pg from 'pg'
import { openDb, openPool } from '../src/db/client.ts'
import { realNow } from '../src/platform/clock/now.ts'
import type { Ctx } from '../src/services/context.ts'
import { createImport } from '../src/services/imports/staging.ts'
import { planImport, stageFiles, writeImport } from '../src/sources/sync.ts'
import { peakMemory } from './machine.ts'

export interface ImportTask {
  readonly connection: pg.PoolConfig
  readonly orgId: string
  readonly label: string
  readonly paths: readonly string[]
}

export interface ImportTaken {
  readonly seconds: number
  /** MiB */
  readonly peak: number
}

process.once('message', (task) => {
  void bring(task as ImportTask).then((taken) => process.send!(taken, () => process.disconnect()))
})

async function bring({ connection, orgId, label, paths }: ImportTask): Promise<ImportTaken> {
  const pool = openPool(connection)
  const ctx: Ctx = { db: openDb(pool), orgId, actor: { type: 'cli' }, recordedAt: realNow() }
  const began = performance.now()
  const importId = await createImport(ctx, { label })
  await stageFiles(ctx, importId, paths, () => {})
  await planImport(ctx, importId)
  const result = await writeImport(ctx, importId, { dryRun: false, onProgress: () => {} })
  if (!result.written) throw new Error(`not written: ${JSON.stringify(result.questions)}`)
  const seconds = (performance.now() - began) / 1000
  await pool.end()
  return { seconds, peak: peakMemory() }
}
