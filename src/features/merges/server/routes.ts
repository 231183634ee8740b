import { implement } from '@orpc/server'
import { mergeEntities } from '#services/merge/merge.ts'
import { splitEntities } from '#services/merge/split.ts'
import type { Call } from '../../implement.ts'
import { mergesContract } from '../contract.ts'
import { readMergesOf } from './queries.ts'

const os = implement(mergesContract).$context<Call>()

export const mergesRoutes = os.router({
  merge: os.merge.handler(({ context, input }) => mergeEntities(context.ctx(), input)),
  mergePeople: os.mergePeople.handler(({ context, input }) =>
    mergeEntities(context.ctx(), { kind: 'person', ...input }),
  ),
  split: os.split.handler(({ context, input }) => splitEntities(context.ctx(), input)),
  of: os.of.handler(async ({ context, input }) => ({ merges: await readMergesOf(context.ctx(), input) })),
})
