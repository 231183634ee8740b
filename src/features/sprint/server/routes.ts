import { implement } from '@orpc/server'
import type { Call } from '../../implement.ts'
import { sprintContract } from '../contract.ts'
import { type Reader, readBars, readBurnDown, readClosing } from './queries.ts'

const os = implement(sprintContract).$context<Call>()

const reader = (call: Call): Reader => ({ ctx: call.ctx(), answers: call.server.answers })

export const sprintRoutes = os.router({
  burnDown: os.burnDown.handler(({ context, input }) => readBurnDown(reader(context), input)),
  bars: os.bars.handler(({ context, input }) => readBars(reader(context), input)),
  closing: os.closing.handler(({ context, input }) => readClosing(reader(context), input)),
})
