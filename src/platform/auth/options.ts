import { apiKey } from '@better-auth/api-key'
import { kyselyAdapter } from '@better-auth/kysely-adapter'
import { passkey } from '@better-auth/passkey'
import type { BetterAuthOptions } from 'better-auth'
import { twoFactor } from 'better-auth/plugins'
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { newId } from '../ids.ts'
import { hashedSessionTokens } from './session-token-hash.ts'

export const PASSWORD_MIN = 12
export const PASSWORD_MAX = 128
export const API_KEY_PREFIX = 'lo_'

const DAY = 24 * 60 * 60
const API_KEY_REQUESTS_PER_MINUTE = 600

export interface AuthConfig {
  /** the public address; its scheme decides about secure cookies */
  readonly url: string
  /** at least 32 characters; signs session cookies */
  readonly secret: string
}

/** better-auth wants its instants as `Date`, the product as numbers: the same server, other parsers, few sessions. */
export function openAuthDb(pool: pg.Pool): { db: Kysely<unknown>; close: () => Promise<void> } {
  const { types: _types, ...options } = pool.options
  // a spread leaves the password behind: the driver keeps it non-enumerable
  const own = new pg.Pool({ ...options, password: pool.options.password, max: 4 })
  // a lost connection is replaced on next use; the query that needs it reports
  const ignore = () => {}
  own.on('error', ignore)
  own.on('connect', (client) => client.on('error', ignore))
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: own }), plugins: [new CamelCasePlugin()] })
  return { db, close: () => db.destroy() }
}

/** Everything better-auth is told. Its routes are not mounted: `auth.ts` calls what it needs in process. */
export function authOptions(db: Kysely<unknown>, config: AuthConfig) {
  const secure = config.url.startsWith('https:')
  return {
    appName: 'Leadout',
    baseURL: config.url,
    secret: config.secret,
    database: hashedSessionTokens(kyselyAdapter(db, { type: 'postgres', transaction: true })),
    user: { modelName: 'authUser' },
    session: { modelName: 'authSession', expiresIn: 30 * DAY, updateAge: DAY },
    account: { modelName: 'authAccount' },
    verification: { modelName: 'authVerification' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
    },
    advanced: {
      cookiePrefix: 'leadout',
      useSecureCookies: secure,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure },
      database: { generateId: newId },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // what matters is thrown; a wrong key is no error of ours
    logger: { disabled: true },
    plugins: [
      twoFactor({ issuer: 'Leadout', twoFactorTable: 'authTwoFactor' }),
      passkey({
        rpID: relyingParty(config.url),
        rpName: 'Leadout',
        schema: { passkey: { modelName: 'authPasskey', fields: { credentialID: 'credentialId' } } },
      }),
      apiKey({
        defaultPrefix: API_KEY_PREFIX,
        requireName: true,
        maximumNameLength: 100,
        startingCharactersConfig: { shouldStore: true, charactersLength: 8 },
        keyExpiration: { maxExpiresIn: 3650 },
        rateLimit: { enabled: true, timeWindow: 60_000, maxRequests: API_KEY_REQUESTS_PER_MINUTE },
        schema: { apikey: { modelName: 'authApiKey' } },
      }),
    ],
  } satisfies BetterAuthOptions
}

/** Passkeys belong to a name: an address of this machine has one, `localhost`; other bare addresses have none. */
function relyingParty(url: string): string {
  const { hostname } = new URL(url)
  return hostname === '127.0.0.1' || hostname === '[::1]' ? 'localhost' : hostname
}
