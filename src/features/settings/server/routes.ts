import { implement } from '@orpc/server'
import { readClock } from '#services/clock/read-clock.ts'
import { clearClock, setClock } from '#services/clock/set-clock.ts'
import { setGoal } from '#services/goals/set-goal.ts'
import type { Call } from '../../implement.ts'
import { settingsContract } from '../contract.ts'
import { readGoalRows, readWorkspace } from './queries.ts'

const os = implement(settingsContract).$context<Call>()

export const settingsRoutes = os.router({
  workspace: os.workspace.handler(({ context }) => readWorkspace(context.ctx())),
  goals: os.goals.handler(({ context, input }) => readGoalRows(context.ctx(), input.period)),
  setGoal: os.setGoal.handler(({ context, input }) => setGoal(context.ctx(), input)),
  clock: {
    get: os.clock.get.handler(({ context }) => readClock(context.ctx(), context.server.db)),
    set: os.clock.set.handler(({ context, input }) => setClock(context.ctx(), input)),
    clear: os.clock.clear.handler(({ context }) => clearClock(context.ctx())),
  },
})
