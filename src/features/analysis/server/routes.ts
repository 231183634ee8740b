import { implement } from '@orpc/server'
import { listAnalysisViews, queryAnalysis } from '#services/analysis/query.ts'
import type { Call } from '../../implement.ts'
import { analysisContract } from '../contract.ts'

const os = implement(analysisContract).$context<Call>()

const reader = (call: Call) => ({ ...call.ctx(), readerPassword: call.server.readerPassword })

export const analysisRoutes = os.router({
  query: os.query.handler(async ({ context, input }) => {
    const { columns, rows, cut } = await queryAnalysis(reader(context), input)
    return { columns: [...columns], rows: rows.map((row) => [...row]), cut }
  }),
  views: os.views.handler(({ context }) => listAnalysisViews(reader(context))),
})
