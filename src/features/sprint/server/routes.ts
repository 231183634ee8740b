import { implement } from '@orpc/server'
import type { Call } from '../../implement.ts'
import { sprintContract } from '../contract.ts'
import { readBars, readBurnDown, readClosing } from './queries.ts'

const os = implement(sprintContract).$context<Call>()

export const sprintRoutes = os.router({
  burnDown: os.burnDown.handler(({ context, input }) => readBurnDown(context.ctx(), input)),
  bars: os.bars.handler(({ context, input }) => readBars(context.ctx(), input)),
  closing: os.closing.handler(({ context, input }) => readClosing(context.ctx(), input)),
})
