import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { Db } from '../../src/db/client.ts'
import { realNow } from '../../src/platform/clock/now.ts'
import type { Ctx } from '../../src/services/context.ts'
import { saveDecisions } from '../../src/services/imports/import-state.ts'
import { createImport } from '../../src/services/imports/staging.ts'
import { ensureOrg } from '../../src/services/org/ensure-org.ts'
import type { SyncResult } from '../../src/sources/sync.ts'
import { planImport, stageFiles, writeImport } from '../../src/sources/sync.ts'

export interface BringOptions {
  readonly takenAt?: string
  readonly complete?: boolean
  readonly answers?: Readonly<Record<string, string>>
  readonly dryRun?: boolean
}

/** Organisations of their own, files in a folder that goes with the test, and imports of them. */
export async function importing(db: Db) {
  const folder = await mkdtemp(join(tmpdir(), 'leadout-import-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  let orgs = 0
  const ctxOf = (orgId: string): Ctx => ({ db, orgId, actor: { type: 'cli' }, recordedAt: realNow() })
  return {
    folder,
    ctxOf,
    newOrg: async (): Promise<string> => {
      orgs += 1
      return ensureOrg(db, { slug: `org-${orgs}`, name: 'Org', zone: 'Europe/Berlin', currency: 'EUR' }, realNow())
    },
    file: async (name: string, content: string | Uint8Array): Promise<string> => {
      const path = join(folder, name)
      await writeFile(path, content)
      return path
    },
    bring: async (
      orgId: string,
      paths: readonly string[],
      options: BringOptions = {},
    ): Promise<SyncResult & { importId: string }> => {
      const ctx = ctxOf(orgId)
      const importId = await createImport(ctx, { label: 'test', complete: options.complete ?? false })
      const takenAt = Date.parse(options.takenAt ?? '2026-03-01T12:00:00Z')
      await saveDecisions(db, orgId, importId, { answers: options.answers ?? {}, takenAt })
      await stageFiles(ctx, importId, paths, () => {})
      await planImport(ctx, importId)
      const written = await writeImport(ctx, importId, { dryRun: options.dryRun ?? false, onProgress: () => {} })
      return { importId, ...written }
    },
  }
}
