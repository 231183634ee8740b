import { implement } from '@orpc/server'
import type { Call } from '../../implement.ts'
import { changesContract } from '../contract.ts'
import { readRows, readWaterfall } from './queries.ts'

const os = implement(changesContract).$context<Call>()

export const changesRoutes = os.router({
  waterfall: os.waterfall.handler(({ context, input }) => readWaterfall(context.ctx(), input)),
  rows: os.rows.handler(({ context, input }) => readRows(context.ctx(), input)),
})
