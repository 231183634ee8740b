import { implement } from '@orpc/server'
import type { Call } from '../../implement.ts'
import { sessionContract } from '../contract.ts'
import { LeadoutError } from '#domain/errors.ts'
import { actorLevel } from '#services/access/can.ts'
import { countSecretAttempt, signIn, signInWithCode, signInWithPasskey } from '#services/access/sign-in.ts'
import { mailResetLink } from '#services/users/forgot-password.ts'
import { acceptInvite, acceptReset } from '#services/users/accept-link.ts'
import { changePassword } from '#services/users/change-password.ts'
import { createFirstUser, needsFirstUser } from '#services/users/first-user.ts'
import { readLink } from '#services/users/one-time-link.ts'
import { readPreferences } from '#services/me/preferences.ts'
import { preferencesSchema } from '../../preferences.ts'
import type { Me } from '../contract.ts'

const os = implement(sessionContract).$context<Call>()

export const sessionRoutes = os.router({
  me: os.me.handler(async ({ context }) => {
    const { server, visitor } = context
    const cursor = await server.live.cursor()
    const needsFirst = visitor === null && (await needsFirstUser(server.db))
    return { user: visitor && (await meOf(context)), needsFirstUser: needsFirst, cursor, version: server.version }
  }),

  signIn: os.signIn.handler(async ({ context, input }) => signInAs(context, input)),

  code: os.code.handler(async ({ context, input }) => {
    const { userId, cookies } = await signInWithCode(context.server, input, context)
    context.setCookies(cookies)
    return { userId }
  }),

  passkey: {
    ask: os.passkey.ask.handler(async ({ context }) => {
      await countSecretAttempt(context.server.db, `ask:${context.address}`, context.now)
      const { value, cookies } = await context.server.auth.factors.passkeys.ask(context.headers)
      context.setCookies(cookies)
      return { options: value }
    }),
    signIn: os.passkey.signIn.handler(async ({ context, input }) => {
      const { userId, cookies } = await signInWithPasskey(context.server, input.response, context)
      context.setCookies(cookies)
      return { userId }
    }),
  },

  forgot: os.forgot.handler(async ({ context, input }) => {
    const { server, now } = context
    await countSecretAttempt(server.db, `forgot:${context.address}`, now)
    // not waited for: how long it takes would tell whether the address is known
    mailResetLink(server, input.email, now).catch((error: unknown) =>
      server.log.warn('A link for a new password was not sent', { error }),
    )
    return {}
  }),

  signOut: os.signOut.handler(async ({ context }) => {
    context.setCookies(await context.server.auth.signOut(context.headers))
    return {}
  }),

  link: os.link.handler(async ({ context, input }) => {
    await countSecretAttempt(context.server.db, context.address, context.now)
    const link = await readLink(context.server.db, input.token, context.now)
    return { purpose: link.purpose, email: link.email ?? null, expiresAt: link.expiresAt }
  }),

  firstUser: os.firstUser.handler(async ({ context, input }) => {
    await countSecretAttempt(context.server.db, context.address, context.now)
    await createFirstUser(context.server, input, context.now)
    return signInAs(context, input)
  }),

  acceptInvite: os.acceptInvite.handler(async ({ context, input }) => {
    await countSecretAttempt(context.server.db, context.address, context.now)
    const { email } = await acceptInvite(context.server, input, context.now)
    return signInAs(context, { email, password: input.password })
  }),

  acceptReset: os.acceptReset.handler(async ({ context, input }) => {
    await countSecretAttempt(context.server.db, context.address, context.now)
    const { email } = await acceptReset(context.server, input, context.now)
    return signInAs(context, { email, password: input.password })
  }),

  changePassword: os.changePassword.handler(async ({ context, input }) => {
    const { email } = context.visitor ?? {}
    if (typeof email !== 'string')
      throw new LeadoutError('forbidden', 'A password is changed by its user, in the browser.')
    await countSecretAttempt(context.server.db, email, context.now)
    await changePassword({ ctx: context.ctx(), auth: context.server.auth }, input)
    await signInAs(context, { email, password: input.next })
    return {}
  }),
})

async function signInAs(
  context: Call,
  input: { readonly email: string; readonly password: string },
): Promise<{ userId: string | null }> {
  const { userId, cookies } = await signIn(context.server, input, context)
  context.setCookies(cookies)
  return { userId }
}

async function meOf(context: Call): Promise<Me | null> {
  const { visitor } = context
  const ctx = context.ctx()
  const { actor } = ctx
  const level = actorLevel(actor)
  if (level === null || (actor.type !== 'user' && actor.type !== 'api-key')) return null
  return {
    userId: actor.userId,
    email: visitor?.email ?? '',
    name: visitor?.name ?? '',
    level,
    personId: actor.personId,
    org: { id: ctx.orgId, name: visitor?.orgName ?? '' },
    preferences: preferencesSchema.catch({}).parse(await readPreferences(ctx)),
  }
}
