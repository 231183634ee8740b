import { implement } from '@orpc/server'
import { readClock } from '#services/clock/read-clock.ts'
import { clearClock, setClock } from '#services/clock/set-clock.ts'
import { setGoal, setGoals } from '#services/goals/set-goal.ts'
import { clearMail, readMailSettings, setMail, testMail } from '#services/mail/mail-account.ts'
import { readSettings } from '#services/org/settings.ts'
import { editWorld } from '#services/world/edit-world.ts'
import type { Call } from '../../implement.ts'
import { settingsContract } from '../contract.ts'
import { readAudit } from './audit.ts'
import { readGoalRows, readWorkspace } from './queries.ts'
import { readSheet } from './sheet.ts'
import { readSuggestion } from './suggestion.ts'
import { readCalendars, readPipelines, readRateRows } from './world.ts'

const os = implement(settingsContract).$context<Call>()

const withMail = (call: Call) => ({ ctx: call.ctx(), secretsKey: call.server.secretsKey })

export const settingsRoutes = os.router({
  workspace: os.workspace.handler(({ context }) => readWorkspace(context.ctx())),
  goals: os.goals.handler(({ context, input }) => readGoalRows(context.ctx(), input.period)),
  setGoal: os.setGoal.handler(({ context, input }) => setGoal(context.ctx(), input)),
  setGoals: os.setGoals.handler(({ context, input }) => setGoals(context.ctx(), input)),
  sheet: os.sheet.handler(({ context, input }) => readSheet(context.ctx(), input)),
  suggestion: os.suggestion.handler(({ context, input }) =>
    readSuggestion({ ctx: context.ctx(), answers: context.server.answers }, input),
  ),
  edit: os.edit.handler(({ context, input }) => editWorld(context.ctx(), input)),
  policy: os.policy.handler(async ({ context }) => {
    const { db, orgId } = context.ctx()
    return { stored: { ...(await readSettings(db, orgId)) } }
  }),
  calendars: os.calendars.handler(({ context }) => readCalendars(context.ctx())),
  pipelines: os.pipelines.handler(({ context }) => readPipelines(context.ctx())),
  rates: os.rates.handler(({ context }) => readRateRows(context.ctx())),
  audit: os.audit.handler(({ context, input }) => readAudit(context.ctx(), input)),
  mail: {
    get: os.mail.get.handler(async ({ context }) => ({ mail: await readMailSettings(context.ctx()) })),
    set: os.mail.set.handler(async ({ context, input }) => {
      await setMail(withMail(context), input)
      return {}
    }),
    test: os.mail.test.handler(({ context, input }) => testMail(withMail(context), input.to)),
    clear: os.mail.clear.handler(async ({ context }) => {
      await clearMail(context.ctx())
      return {}
    }),
  },
  clock: {
    get: os.clock.get.handler(({ context }) => readClock(context.ctx(), context.server.db)),
    set: os.clock.set.handler(({ context, input }) => setClock(context.ctx(), input)),
    clear: os.clock.clear.handler(({ context }) => clearClock(context.ctx())),
  },
})
