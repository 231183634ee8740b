import { implement } from '@orpc/server'
import { LeadoutError } from '#domain/errors.ts'
import { actorUserId } from '#services/access/can.ts'
import { recordAccessChange } from '#services/access/record-access-change.ts'
import { countSecretAttempt } from '#services/access/sign-in.ts'
import { answerConsent } from '#services/me/consent.ts'
import { writePreferences } from '#services/me/preferences.ts'
import { endSession, listSessions } from '#services/me/sessions.ts'
import type { Call } from '../../implement.ts'
import { meContract } from '../contract.ts'
import { readMe } from './queries.ts'

const os = implement(meContract).$context<Call>()

/** Sessions, passkeys and factors belong to somebody at a browser; an API key cannot give itself another way in. */
function requireSession(context: Call): { userId: string } {
  const { actor } = context.ctx()
  if (actor.type !== 'user') throw new LeadoutError('forbidden', 'This is done by its user, in the browser.')
  return actor
}

async function audit(context: Call, patch: Readonly<Record<string, unknown>>): Promise<void> {
  const { userId } = requireSession(context)
  await recordAccessChange(context.server.db, context.ctx(), userId, patch)
}

async function countSecret(context: Call): Promise<void> {
  await countSecretAttempt(context.server.db, requireSession(context).userId, context.now)
}

export const meRoutes = os.router({
  get: os.get.handler(({ context }) => readMe(context.ctx())),
  prefer: os.prefer.handler(async ({ context, input }) => ({ ...(await writePreferences(context.ctx(), input)) })),
  consent: os.consent.handler(async ({ context, input }) => {
    await answerConsent(context.ctx(), input)
    return {}
  }),
  sessions: {
    list: os.sessions.list.handler(async ({ context }) => {
      const current = await context.server.auth.session(context.headers)
      return { sessions: await listSessions(context.ctx(), current?.sessionId ?? null) }
    }),
    end: os.sessions.end.handler(async ({ context, input }) => {
      await endSession(context.ctx(), input.id)
      return {}
    }),
  },
  passkeys: {
    list: os.passkeys.list.handler(async ({ context }) => {
      if (context.ctx().actor.type !== 'user' || actorUserId(context.ctx().actor) === null) return { passkeys: [] }
      return { passkeys: await context.server.auth.factors.passkeys.list(context.headers) }
    }),
    begin: os.passkeys.begin.handler(async ({ context }) => {
      requireSession(context)
      const { value, cookies } = await context.server.auth.factors.passkeys.begin(context.headers)
      context.setCookies(cookies)
      return { options: value }
    }),
    finish: os.passkeys.finish.handler(async ({ context, input }) => {
      requireSession(context)
      context.setCookies(await context.server.auth.factors.passkeys.finish(input, context.headers))
      await audit(context, { passkeyAdded: true })
      return {}
    }),
    remove: os.passkeys.remove.handler(async ({ context, input }) => {
      requireSession(context)
      await context.server.auth.factors.passkeys.remove(input.id, context.headers)
      await audit(context, { passkeyRemoved: true })
      return {}
    }),
  },
  twoFactor: {
    enable: os.twoFactor.enable.handler(async ({ context, input }) => {
      await countSecret(context)
      const made = await context.server.auth.factors.enable(input.password, context.headers)
      return { uri: made.uri, backupCodes: [...made.backupCodes] }
    }),
    confirm: os.twoFactor.confirm.handler(async ({ context, input }) => {
      await countSecret(context)
      const { value, cookies } = await context.server.auth.factors.confirm(input.code, context.headers)
      if (!value) throw new LeadoutError('invalid', 'The code is wrong. Look at the app again: it changes every 30 s.')
      context.setCookies(cookies)
      await audit(context, { twoFactor: true })
      return {}
    }),
    disable: os.twoFactor.disable.handler(async ({ context, input }) => {
      await countSecret(context)
      context.setCookies(await context.server.auth.factors.disable(input.password, context.headers))
      await audit(context, { twoFactor: false })
      return {}
    }),
  },
})
