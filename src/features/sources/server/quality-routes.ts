import { implement } from '@orpc/server'
import type { Call } from '../../implement.ts'
import { readIssues, readCases } from './quality-queries.ts'
import { repairQuality } from '#services/quality/repair.ts'
import { undoRepair } from '#services/quality/undo-repair.ts'
import { sourcesContract } from '../contract.ts'

const os = implement(sourcesContract.quality).$context<Call>()

export const qualityRoutes = os.router({
  list: os.list.handler(({ context }) => readIssues(context.ctx())),
  cases: os.cases.handler(({ context, input }) => readCases(context.ctx(), input)),
  repair: os.repair.handler(({ context, input }) => repairQuality(context.ctx(), input)),
  undo: os.undo.handler(async ({ context, input }) => {
    await undoRepair(context.ctx(), input)
    return { undone: true }
  }),
})
