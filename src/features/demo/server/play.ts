import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LeadoutError } from '#domain/errors.ts'
import { makeWorld } from '#domain/generator/generate.ts'
import type { Scenario } from '#domain/generator/scenario.ts'
import type { Instant } from '#domain/instant.ts'
import type { Ctx } from '#services/context.ts'
import { deleteDemo } from '#services/demo/delete-demo.ts'
import { beginDemo, markPlayed, readDemo } from '#services/demo/state.ts'
import { writeCompany } from '#services/demo/write-files.ts'
import { createImport, discardImport } from '#services/imports/staging.ts'
import { planImport, stageFiles, writeImport } from '#sources/sync.ts'

/** Shares of what is done, of the demos that this process is bringing. */
const underway = new Map<string, number>()

/** How much of a demo that is on its way is there; null where none is. */
export function demoProgress(orgId: string): number | null {
  return underway.get(orgId) ?? null
}

/** Brings the made-up company into an empty organisation, up to this moment; a failure leaves it as empty as before. */
export async function startDemo(ctx: Ctx, now: Instant): Promise<void> {
  const { scenario } = await beginDemo(ctx, now)
  underway.set(ctx.orgId, 0)
  try {
    await bring(ctx, scenario, { until: now }, (share) =>
      underway.set(ctx.orgId, Math.max(share, demoProgress(ctx.orgId) ?? 0)),
    )
  } catch (error) {
    await deleteDemo(ctx)
    throw error
  } finally {
    underway.delete(ctx.orgId)
  }
}

/** Plays the demo on to this moment: what its people did since the last time is imported like any other export. */
export async function playDemo(ctx: Ctx, now: Instant): Promise<void> {
  const demo = await readDemo(ctx.db, ctx.orgId)
  if (demo === null || demo.playedUntil >= now) return
  await bring(ctx, demo.scenario, { since: demo.playedUntil, until: now })
  await markPlayed(ctx, now)
}

async function bring(
  ctx: Ctx,
  scenario: Scenario,
  cut: { since?: Instant; until: Instant },
  onShare: (share: number) => void = () => {},
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'leadout-demo-'))
  try {
    const written = await writeCompany(makeWorld(scenario, cut), folder)
    const paths = written.filter(({ rows }) => rows !== null && rows > 0).map(({ name }) => join(folder, name))
    // nothing happens at night
    if (paths.length === 0) return
    // reading and planning is a third of the way, writing rows the rest
    const rows = written.reduce((sum, file) => sum + (file.rows ?? 0), 0)
    const importId = await createImport(ctx, { label: 'Demo', demo: true })
    try {
      await stageFiles(ctx, importId, paths, () => {})
      await planImport(ctx, importId)
      onShare(1 / 3)
      const { written: done } = await writeImport(ctx, importId, {
        dryRun: false,
        takenAt: cut.until,
        onProgress: (progress) => onShare(Math.min(0.99, 1 / 3 + (progress.rows / rows) * (2 / 3))),
      })
      if (!done) throw new LeadoutError('internal', 'The demo was not imported: its files raised a question')
    } catch (error) {
      await discardImport(ctx.db, ctx.orgId, importId)
      throw error
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
