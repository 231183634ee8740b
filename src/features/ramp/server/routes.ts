import { implement } from '@orpc/server'
import type { Reader } from '#services/metrics/points.ts'
import type { Call } from '../../implement.ts'
import { rampContract } from '../contract.ts'
import { readRamp } from './curve.ts'
import { listRoles } from './roles.ts'

const os = implement(rampContract).$context<Call>()

const reader = (call: Call): Reader => ({ ctx: call.ctx(), answers: call.server.answers })

export const rampRoutes = os.router({
  roles: os.roles.handler(({ context, input }) => listRoles(context.ctx(), input)),
  curve: os.curve.handler(({ context, input }) => readRamp(reader(context), input)),
})
