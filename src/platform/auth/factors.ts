import type { betterAuth } from 'better-auth'
import { isAPIError } from 'better-auth/api'
import { LeadoutError } from '#domain/errors.ts'
import type { authOptions } from './options.ts'

type BetterAuth = ReturnType<typeof betterAuth<ReturnType<typeof authOptions>>>

/** `set-cookie` values to send along with an answer. */
export interface Answered<T> {
  readonly value: T
  readonly cookies: readonly string[]
}

export interface PasskeyRow {
  readonly id: string
  readonly name: string | null
  readonly createdAt: number | null
}

/** A code of an authenticator app, or one of the codes written down for the day it is lost. */
export interface FactorCode {
  readonly code: string
  readonly kind: 'app' | 'backup'
}

/** The second factor, passkeys and the list of sessions: everything that asks for the session of its user. */
export interface Factors {
  /** what the sign-in with a password was still waiting for; null for a wrong code */
  verify(code: FactorCode, headers: Headers): Promise<Answered<string> | null>
  /** begins the set-up; it counts once a first code was right */
  enable(password: string, headers: Headers): Promise<{ readonly uri: string; readonly backupCodes: readonly string[] }>
  /** false for a wrong code */
  confirm(code: string, headers: Headers): Promise<Answered<boolean>>
  disable(password: string, headers: Headers): Promise<readonly string[]>
  readonly passkeys: {
    list(headers: Headers): Promise<PasskeyRow[]>
    /** options for `navigator.credentials.create` */
    begin(headers: Headers): Promise<Answered<unknown>>
    finish(input: { response: unknown; name: string }, headers: Headers): Promise<readonly string[]>
    remove(id: string, headers: Headers): Promise<void>
    /** options for `navigator.credentials.get`, for anybody */
    ask(headers: Headers): Promise<Answered<unknown>>
    /** the user that a passkey proves; null for one that proves nobody */
    signIn(response: unknown, headers: Headers): Promise<Answered<string> | null>
  }
}

export function factorsOf(auth: BetterAuth): Factors {
  const { api } = auth
  return {
    async verify({ code, kind }, headers) {
      const check = kind === 'app' ? api.verifyTOTP : api.verifyBackupCode
      const said = await attempt(() => check({ body: { code }, headers, returnHeaders: true }))
      return said && { value: said.response.user.id, cookies: said.headers.getSetCookie() }
    },

    async enable(password, headers) {
      const made = await told(() => api.enableTwoFactor({ body: { password, method: 'totp' }, headers }))
      if (made.method !== 'totp') throw new LeadoutError('internal', 'An authenticator app was asked for')
      return { uri: made.totpURI, backupCodes: made.backupCodes }
    },

    async confirm(code, headers) {
      const said = await attempt(() => api.verifyTOTP({ body: { code }, headers, returnHeaders: true }))
      return { value: said !== null, cookies: said?.headers.getSetCookie() ?? [] }
    },

    async disable(password, headers) {
      const said = await told(() => api.disableTwoFactor({ body: { password }, headers, returnHeaders: true }))
      return said.headers.getSetCookie()
    },

    passkeys: {
      async list(headers) {
        const rows = await told(() => api.listPasskeys({ headers }))
        return rows.map(({ id, name, createdAt }) => ({
          id,
          name: name ?? null,
          createdAt: createdAt?.getTime() ?? null,
        }))
      },
      async begin(headers) {
        const said = await told(() => api.generatePasskeyRegistrationOptions({ headers, returnHeaders: true }))
        return { value: said.response, cookies: said.headers.getSetCookie() }
      },
      async finish(body, headers) {
        const said = await told(() => api.verifyPasskeyRegistration({ body, headers, returnHeaders: true }))
        return said.headers.getSetCookie()
      },
      async remove(id, headers) {
        await told(() => api.deletePasskey({ body: { id }, headers }))
      },
      async ask(headers) {
        const said = await told(() => api.generatePasskeyAuthenticationOptions({ headers, returnHeaders: true }))
        return { value: said.response, cookies: said.headers.getSetCookie() }
      },
      async signIn(response, headers) {
        // the library checks it piece by piece
        const body = { response } as NonNullable<Parameters<typeof api.verifyPasskeyAuthentication>[0]>['body']
        const said = await attempt(() => api.verifyPasskeyAuthentication({ body, headers, returnHeaders: true }))
        return said && { value: said.response.user.id, cookies: said.headers.getSetCookie() }
      },
    },
  }
}

/** null where the library says that the proof was wrong. @throws LeadoutError `limit` after too many */
async function attempt<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call()
  } catch (error) {
    if (!isAPIError(error)) throw error
    if (error.statusCode === 429 || error.body?.code === 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE')
      throw new LeadoutError('limit', 'Too many attempts. Wait a little and sign in again.')
    if (error.statusCode < 500) return null
    throw error
  }
}

/** The library's refusals in its own words, which name what to do. */
async function told<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!isAPIError(error) || error.statusCode >= 500) throw error
    if (error.body?.code === 'SESSION_NOT_FRESH')
      throw new LeadoutError('precondition', 'Sign in again first: this session is older than a day.')
    throw new LeadoutError('invalid', error.message)
  }
}
