import { ifNobodyElse, oneAtATime } from '#db/one-at-a-time.ts'
import type { Ctx } from '#services/context.ts'
import { INTERRUPTED, readImport, setState, unfinishedImports, unreadImports } from '#services/imports/import-state.ts'
import { dropStaging } from '#services/imports/staging.ts'
import { type OnProgress, writeImport } from '#sources/sync.ts'

/** Writes what a process was writing when it died: all of it was staged, and nothing of it was kept. */
export async function writeInterrupted(ctx: Ctx, onProgress: OnProgress): Promise<void> {
  for (const { orgId, importId, state } of await unfinishedImports(ctx.db)) {
    if (orgId !== ctx.orgId || state !== 'applying') continue
    await oneAtATime(ctx.db, importId, async () => {
      const now = await readImport(ctx.db, orgId, importId)
      if (now.state === 'applying') await writeImport(ctx, importId, { dryRun: false, onProgress })
    })
  }
}

/** Marks as failed what a process was reading when it died, where only that process knew the files. */
export async function failUnread(ctx: Pick<Ctx, 'db' | 'orgId'>): Promise<void> {
  for (const importId of await unreadImports(ctx.db, ctx.orgId)) {
    await ifNobodyElse(ctx.db, importId, async () => {
      const { state } = await readImport(ctx.db, ctx.orgId, importId)
      if (state !== 'staging') return
      await dropStaging(ctx.db, ctx.orgId, importId)
      await setState(ctx.db, ctx.orgId, importId, 'failed', INTERRUPTED)
    })
  }
}
