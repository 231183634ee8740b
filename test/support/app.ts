import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import { afterAll } from 'vitest'
import { type App, createApp } from '#features/app.ts'
import type { LeadoutClient } from '#features/client.ts'
import type { Config } from '#platform/config/config.ts'
import { silentLogger } from '#platform/log.ts'
import { newId } from '#platform/ids.ts'
import { realNow } from '#platform/clock/now.ts'
import type { AccessLevel } from '#domain/access/permission.ts'
import { ensureOrg } from '#services/org/ensure-org.ts'
import { joinMember } from '#services/users/join-member.ts'
import { type TestDatabase, testDatabase } from './database.ts'

export const ORIGIN = 'http://leadout.test'
export const PASSWORD = 'correct horse battery'

export interface TestUser {
  readonly userId: string
  readonly email: string
  readonly orgId: string
  readonly personId: string | null
  /** `cookie` header of a live session */
  readonly cookie: string
}

export interface TestApp extends TestDatabase {
  readonly app: App
  /** one request from a browser on the app's own page, or without a session */
  request(path: string, init?: RequestInit, user?: TestUser): Promise<Response>
  client(user?: TestUser): LeadoutClient
  org(name: string): Promise<string>
  user(orgId: string, level: AccessLevel, personId?: string | null): Promise<TestUser>
}

/** The whole server on a database of the calling file's own. Call it at the top of the file. */
export async function testApp(overrides: Partial<Config> = {}): Promise<TestApp> {
  const database = await testDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'leadout-app-'))
  const config: Config = {
    dataDir,
    databaseUrl: null,
    host: 'localhost',
    port: 0,
    publicUrl: ORIGIN,
    logLevel: 'silent',
    logFormat: 'json',
    secretKey: null,
    trustedProxies: [],
    backup: { at: null, keep: 1, folder: join(dataDir, 'backups') },
    ...overrides,
  }
  const app = await createApp({ ...database, config, log: silentLogger, dataDir })
  afterAll(async () => {
    await app.close()
    await rm(dataDir, { recursive: true, force: true })
  })

  const request = async (path: string, init: RequestInit = {}, user?: TestUser) => {
    const headers = new Headers(init.headers)
    if (user) headers.set('cookie', user.cookie)
    return app.hono.request(new Request(new URL(path, config.publicUrl), { ...init, headers }))
  }

  return {
    ...database,
    app,
    request,
    client(user) {
      const link = new RPCLink({
        url: `${config.publicUrl}/rpc`,
        fetch: async (input) => {
          const headers = new Headers(input.headers)
          if (user) headers.set('cookie', user.cookie)
          return app.hono.request(new Request(input, { headers }))
        },
      })
      return createORPCClient(link)
    },
    org: (name) => ensureOrg(database.db, { slug: newId(), name, zone: 'Europe/Berlin', currency: 'EUR' }, realNow()),
    async user(orgId, level, personId = null) {
      const email = `${newId()}@example.org`
      const ctx = { orgId, actor: { type: 'cli' }, recordedAt: realNow() } as const
      const input = { email, name: `The ${level}`, password: PASSWORD, level, personId }
      const userId = await joinMember({ tx: database.db, auth: app.server.auth }, ctx, input)
      const signedIn = await app.server.auth.signIn(email, PASSWORD, new Headers())
      const cookie = (signedIn?.cookies ?? []).map((one) => one.split(';')[0]).join('; ')
      return { userId, email, orgId, personId, cookie }
    },
  }
}
