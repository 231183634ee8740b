import { betterAuth } from 'better-auth'
import { isAPIError } from 'better-auth/api'
import { deriveKey } from '../crypto/data-key.ts'
import { LeadoutError } from '#domain/errors.ts'
import type pg from 'pg'
import { type Factors, factorsOf } from './factors.ts'
import { authOptions, openAuthDb } from './options.ts'

export interface SignedIn {
  readonly userId: string
  readonly sessionId: string
  readonly email: string
  readonly name: string
  /** `set-cookie` values to send along: a session is prolonged once a day */
  readonly cookies: readonly string[]
}

export interface KeyHolder {
  readonly keyId: string
  readonly userId: string
}

/** Users, passwords, sessions and API keys. Knows no organisation: `services/access` joins users to members. */
export interface Auth {
  /**
   * null for a wrong e-mail or password, in the same time for both; `userId` is null where a second factor is still
   * to be shown: then the cookies hold only the question
   */
  signIn(
    email: string,
    password: string,
    headers: Headers,
  ): Promise<{ userId: string | null; cookies: readonly string[] } | null>
  readonly factors: Factors
  signOut(headers: Headers): Promise<readonly string[]>
  /** null without a live session */
  session(headers: Headers): Promise<SignedIn | null>
  userByEmail(email: string): Promise<{ id: string; email: string; name: string } | null>
  /** @throws LeadoutError `conflict` when the e-mail is taken */
  createUser(user: { email: string; name: string; password: string }): Promise<string>
  checkPassword(userId: string, password: string): Promise<boolean>
  /** Sets the password and ends every session of the user. */
  setPassword(userId: string, password: string): Promise<void>
  endSessions(userId: string): Promise<void>
  /** The key is returned once and stored as a hash. */
  createApiKey(key: {
    userId: string
    name: string
    expiresInDays?: number | undefined
  }): Promise<{ id: string; key: string }>
  /** null for an unknown, expired or revoked key; @throws LeadoutError `limit` when it is used too often */
  verifyApiKey(key: string): Promise<KeyHolder | null>
  close(): Promise<void>
}

export interface AuthDeps {
  readonly pool: pg.Pool
  readonly url: string
  readonly rootSecret: string
}

const DAY_SECONDS = 24 * 60 * 60

export function openAuth(deps: AuthDeps): Auth {
  const { db, close } = openAuthDb(deps.pool)
  const secret = deriveKey(deps.rootSecret, 'session').toString('base64url')
  const auth = betterAuth(authOptions(db, { url: deps.url, secret }))
  const context = auth.$context

  return {
    factors: factorsOf(auth),

    async signIn(email, password, headers) {
      try {
        const { headers: answer, response } = await auth.api.signInEmail({
          body: { email, password },
          headers,
          returnHeaders: true,
        })
        const userId = 'user' in response ? response.user.id : null
        return { userId, cookies: answer.getSetCookie() }
      } catch (error) {
        if (isAPIError(error) && error.statusCode === 401) return null
        throw error
      }
    },

    async signOut(headers) {
      const { headers: answer } = await auth.api.signOut({ headers, returnHeaders: true })
      return answer.getSetCookie()
    },

    async session(headers) {
      const { headers: answer, response } = await auth.api.getSession({ headers, returnHeaders: true })
      if (!response) return null
      const { session, user } = response
      return {
        userId: user.id,
        sessionId: session.id,
        email: user.email,
        name: user.name,
        cookies: answer.getSetCookie(),
      }
    },

    async userByEmail(email) {
      const found = await (await context).internalAdapter.findUserByEmail(email)
      return found && { id: found.user.id, email: found.user.email, name: found.user.name }
    },

    async createUser({ email, name, password }) {
      const { internalAdapter, password: passwords } = await context
      if (await internalAdapter.findUserByEmail(email))
        throw new LeadoutError('conflict', 'A user with this e-mail exists.')
      const hash = await passwords.hash(password)
      const user = await internalAdapter.createUser({ email, name, emailVerified: true }, { method: 'admin' })
      await internalAdapter.linkAccount({
        userId: user.id,
        providerId: 'credential',
        accountId: user.id,
        password: hash,
      })
      return user.id
    },

    async checkPassword(userId, password) {
      const { internalAdapter, password: passwords } = await context
      const hash = (await internalAdapter.findCredentialAccount(userId))?.password
      return typeof hash === 'string' && passwords.verify({ hash, password })
    },

    async setPassword(userId, password) {
      const { internalAdapter, password: passwords } = await context
      await internalAdapter.updatePassword(userId, await passwords.hash(password))
      await internalAdapter.deleteUserSessions(userId)
    },

    async endSessions(userId) {
      await (await context).internalAdapter.deleteUserSessions(userId)
    },

    async createApiKey({ userId, name, expiresInDays }) {
      const expiresIn = expiresInDays === undefined ? null : expiresInDays * DAY_SECONDS
      const made = await auth.api.createApiKey({ body: { userId, name, expiresIn } })
      return { id: made.id, key: made.key }
    },

    async verifyApiKey(key) {
      const { valid, error, key: found } = await auth.api.verifyApiKey({ body: { key } })
      if (valid && found) return { keyId: found.id, userId: found.referenceId }
      if (error?.code === 'RATE_LIMITED') throw new LeadoutError('limit', 'This API key is used too often.')
      return null
    },

    close,
  }
}
