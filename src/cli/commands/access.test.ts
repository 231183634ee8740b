import { Command } from 'commander'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { addGlobalOptions } from '#cli/globals.ts'
import { run } from '#cli/run.ts'
import { PASSWORD, type TestUser, testApp } from '../../../test/support/app.ts'
import * as apiKey from './api-key.ts'
import * as jobs from './jobs.ts'
import * as user from './user.ts'

const app = await testApp()

let owner: TestUser
beforeAll(async () => {
  owner = await app.user(await app.org('Acme'), 'owner')
  const { user: name, password, host, port, database } = app.connection
  const secret = typeof password === 'string' ? `:${encodeURIComponent(password)}` : ''
  vi.stubEnv(
    'DATABASE_URL',
    `postgresql://${name}${secret}@localhost/${database}?host=${encodeURIComponent(host ?? '')}&port=${port ?? 5432}`,
  )
  vi.stubEnv('LEADOUT_URL', 'http://leadout.test')
})
afterAll(() => vi.unstubAllEnvs())

/** What a command prints with --json. */
async function leadout(...args: string[]): Promise<{ code: number; data: Record<string, unknown> & unknown[] }> {
  const program = addGlobalOptions(new Command('leadout'))
  for (const { register } of [user, apiKey, jobs]) register(program)
  let out = ''
  const code = await run(program, [...args, '--json', '--data', app.app.server.dataDir], {
    out: (text) => (out += text),
    err: () => {},
  })
  return { code, data: JSON.parse(out) as Record<string, unknown> & unknown[] }
}

test('user add makes an invitation, user reset a password link, user list shows who there is', async () => {
  const added = await leadout('user', 'add', 'Grace@example.org', '--level', 'manager')
  expect(added, JSON.stringify(added)).toMatchObject({ code: 0 })
  const tokenOf = (url: unknown) => new URL(String(url)).hash.slice(1)
  expect(String(added.data.url)).toMatch(/^http:\/\/leadout\.test\/join#/)
  const { userId } = await app
    .client()
    .session.acceptInvite({ token: tokenOf(added.data.url), name: 'Grace', password: PASSWORD })

  const { data: members } = await leadout('user', 'list')
  expect(members).toContainEqual(expect.objectContaining({ userId, email: 'grace@example.org', level: 'manager' }))

  const reset = await leadout('user', 'reset', 'grace@example.org')
  await app.client().session.acceptReset({ token: tokenOf(reset.data.url), password: 'another horse battery' })
  await expect(
    app.client().session.signIn({ email: 'grace@example.org', password: 'another horse battery' }),
  ).resolves.toEqual({ userId })

  expect(await leadout('user', 'reset', 'nobody@example.org')).toMatchObject({
    code: 1,
    data: { error: { code: 'not-found' } },
  })
  expect((await leadout('user', 'add', 'x@example.org', '--level', 'god')).code).toBe(2)
})

test('api-key create makes a key that works until it is revoked', async () => {
  const made = await leadout('api-key', 'create', 'nightly', '--user', owner.email, '--days', '30')
  const key = String(made.data.key)
  const status = async () =>
    (await app.request('/api/v1/members', { headers: { authorization: `Bearer ${key}` } })).status
  expect(await status()).toBe(200)
  const { data: keys } = await leadout('api-key', 'list')
  expect(keys).toEqual([expect.objectContaining({ id: made.data.id, name: 'nightly', userId: owner.userId })])
  expect(JSON.stringify(keys)).not.toContain(key)
  await leadout('api-key', 'revoke', String(made.data.id))
  expect(await status()).toBe(401)
  expect((await leadout('api-key', 'create', 'x', '--user', owner.email, '--days', 'soon')).code).toBe(1)
})

test('jobs lists every timer with its next run', async () => {
  const { data } = await leadout('jobs')
  expect(data).toContainEqual(
    expect.objectContaining({
      id: 'members.drop-expired',
      schedule: '17 3 * * *',
      next: expect.stringMatching(/T03:17:00/),
    }),
  )
})
