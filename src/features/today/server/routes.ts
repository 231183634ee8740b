import { implement } from '@orpc/server'
import type { Call } from '../../implement.ts'
import { todayContract } from '../contract.ts'
import { readToday } from './queries.ts'

const os = implement(todayContract).$context<Call>()

export const todayRoutes = os.router({
  get: os.get.handler(({ context, input }) => readToday(context.ctx(), input)),
})
