import { Argument } from 'commander'
import type { Command } from 'commander'
import { MERGE_KINDS, type MergeKind } from '#domain/merge/references.ts'
import { action } from '../run.ts'

export function register(program: Command): void {
  program
    .command('merge')
    .description('make two people, accounts, contacts, deals or products one; `split` takes it back')
    .addArgument(new Argument('<kind>', 'what they are').choices(MERGE_KINDS))
    .argument('<survivor>', 'the one that stays: its id, its id in the source, its name or address')
    .argument('<other>', 'the one that goes')
    .action(
      action(async (options, kind, survivor, other) => {
        const { withApp } = await import('../app.ts')
        const { commandCtx } = await import('../ctx.ts')
        const { findEntity } = await import('#services/merge/find.ts')
        const { mergeEntities } = await import('#services/merge/merge.ts')
        return withApp(options, async (app) => {
          const ctx = await commandCtx(app)
          const [into, from] = [
            await findEntity(ctx, kind as MergeKind, survivor),
            await findEntity(ctx, kind as MergeKind, other),
          ]
          const { mergeId } = await mergeEntities(ctx, { kind: kind as MergeKind, from, into })
          return {
            data: { mergeId, survivor: into, merged: from },
            text: `Merged. To take it back: leadout split ${mergeId}`,
          }
        })
      }),
    )
}
