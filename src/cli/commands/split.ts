import type { Command } from 'commander'
import { LeadoutError } from '#domain/errors.ts'
import { MERGE_KINDS, type MergeKind } from '#domain/merge/references.ts'
import { action } from '../run.ts'

export function register(program: Command): void {
  program
    .command('split')
    .description('take a merge back')
    .argument('<merge>', 'the id that `merge` printed, or the kind of what was merged')
    .argument('[other]', 'with a kind: the one that went, by its id, its id in the source, its name or address')
    .action(
      action(async (options, merge, other) => {
        const { withApp } = await import('../app.ts')
        const { commandCtx } = await import('../ctx.ts')
        const { findMerge } = await import('#services/merge/find.ts')
        const { splitEntities } = await import('#services/merge/split.ts')
        return withApp(options, async (app) => {
          const ctx = await commandCtx(app)
          const mergeId = other === undefined ? merge : await findMerge(ctx, kindOf(merge), other)
          await splitEntities(ctx, { mergeId })
          return { data: { mergeId, split: true }, text: 'They are two again.' }
        })
      }),
    )
}

function kindOf(text: string): MergeKind {
  const kind = MERGE_KINDS.find((one) => one === text)
  if (kind === undefined)
    throw new LeadoutError('invalid', `${text} is none of ${MERGE_KINDS.join(', ')}`, { kind: text })
  return kind
}
