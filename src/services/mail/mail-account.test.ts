import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { realNow } from '#platform/clock/now.ts'
import type { Ctx } from '../context.ts'
import { ensureOrg } from '../org/ensure-org.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { clearMail, deliverIfSetUp, readMailSettings, setMail, testMail } from './mail-account.ts'

const { db } = await testDatabase()
const secretsKey = randomBytes(32)
let received: { to: string[]; text: string }[] = []
beforeEach(() => {
  received = []
})

const server = new SMTPServer({
  authOptional: true,
  allowInsecureAuth: true,
  onAuth({ username, password }, _, done) {
    if (username === 'floor' && password === 'right') done(null, { user: username })
    else done(new Error('Invalid username or password'))
  },
  onRcptTo({ address }, _, done) {
    if (address.startsWith('nobody')) done(Object.assign(new Error('No such mailbox here'), { responseCode: 550 }))
    else done()
  },
  onData(stream, session, done) {
    let text = ''
    stream.on('data', (chunk: Buffer) => void (text += chunk.toString('utf8')))
    stream.on('end', () => {
      received.push({ to: session.envelope.rcptTo.map(({ address }) => address), text })
      done(null, 'queued as 4711')
    })
  },
})
server.listen(0, '127.0.0.1')
await once(server.server, 'listening')
const { port } = server.server.address() as AddressInfo
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))

async function organisation() {
  const org = { slug: newId(), name: 'Acme', zone: 'Europe/Berlin', currency: 'EUR' }
  const orgId = await ensureOrg(db, org, realNow())
  const ctx: Ctx = { db, orgId, actor: { type: 'cli' }, recordedAt: realNow() }
  return { ctx, secretsKey }
}

const account = { host: '127.0.0.1', port, security: 'none', user: 'floor', from: 'leadout@example.org' } as const

it('a message reaches the mail server, and its answer reaches the reader', async () => {
  const deps = await organisation()
  expect(await deliverIfSetUp(deps, { to: 'ana@example.org', subject: 'Hello', text: 'x' })).toBeNull()
  await setMail(deps, { ...account, password: 'right' })
  const { sent, answer } = await testMail(deps, 'ana@example.org')
  expect(answer).toContain('queued as 4711')
  expect(sent).toBe(true)
  expect(received).toEqual([
    { to: ['ana@example.org'], text: expect.stringContaining('From: Leadout <leadout@example.org>') },
  ])
})

it('what the server says against it is shown in its own words', async () => {
  const deps = await organisation()
  await setMail(deps, { ...account, password: 'wrong' })
  expect(await testMail(deps, 'ana@example.org')).toEqual({
    sent: false,
    answer: expect.stringMatching(/535 .*Invalid username or password/),
  })
  await setMail(deps, { ...account, password: 'right' })
  expect(await testMail(deps, 'nobody@example.org')).toEqual({
    sent: false,
    answer: expect.stringContaining('550 No such mailbox here'),
  })
  await setMail(deps, { ...account, port: 1 })
  expect(await testMail(deps, 'ana@example.org')).toMatchObject({
    sent: false,
    answer: expect.stringContaining('ECONNREFUSED'),
  })
  expect(received).toEqual([])
})

it('the password stands encrypted, stays when it is not named, and goes with the host', async () => {
  const deps = await organisation()
  await setMail(deps, { ...account, password: 'right' })
  const row = async () =>
    db.selectFrom('mail_account').select('password').where('org_id', '=', deps.ctx.orgId).executeTakeFirst()
  const sealed = (await row())!.password
  expect(sealed).not.toContain('right')
  await setMail(deps, { ...account, from: 'sales@example.org' })
  expect((await row())!.password).toBe(sealed)
  expect(await readMailSettings(deps.ctx)).toMatchObject({ from: 'sales@example.org', hasPassword: true })
  expect(await testMail({ ...deps, secretsKey: randomBytes(32) }, 'ana@example.org')).toMatchObject({
    sent: false,
    answer: expect.stringContaining('key of this data directory'),
  })
  await setMail(deps, { ...account, host: 'mail.elsewhere.example' })
  expect((await row())!.password, 'another host must not be given the password').toBeNull()
  await clearMail(deps.ctx)
  expect(await readMailSettings(deps.ctx)).toBeNull()
  const changes = await db.selectFrom('change').select('patch').where('org_id', '=', deps.ctx.orgId).execute()
  expect(JSON.stringify(changes)).not.toMatch(/right|floor|sales@/)
})
