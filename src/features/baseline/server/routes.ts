import { implement } from '@orpc/server'
import type { Call } from '../../implement.ts'
import { baselineContract } from '../contract.ts'
import { answerBaseline } from './baseline.ts'

const os = implement(baselineContract).$context<Call>()

export const baselineRoutes = os.router({
  read: os.read.handler(({ context, input }) => answerBaseline(context.ctx(), input)),
})
