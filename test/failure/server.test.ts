import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { resolveConfig } from '#platform/config/config.ts'
import { silentLogger } from '#platform/log.ts'
import { type RunningServer, startServer } from '../../src/main.ts'
import { postmaster, scratch, until } from './holder.ts'

const json = { 'content-type': 'application/json' }

async function start(dataDir: string): Promise<RunningServer> {
  const env = { LEADOUT_LOG: 'silent' }
  const config = resolveConfig({
    env,
    flags: { data: dataDir, port: '0' },
    cwd: dataDir,
    defaultDataDir: dataDir,
    isTty: false,
  })
  const server = await startServer(config, silentLogger)
  let closed: Promise<void> | undefined
  const close = () => (closed ??= server.close())
  onTestFinished(close)
  return { ...server, close }
}

/** Signs the first user in by the console link; answers the `cookie` header. */
async function signUp(server: RunningServer): Promise<string> {
  const token = new URL(server.firstUserUrl!).hash.slice(1)
  const body = JSON.stringify({ token, email: 'ada@example.org', name: 'Ada', password: 'correct horse battery' })
  const response = await fetch(`${server.url}/api/v1/session/first-user`, { method: 'POST', headers: json, body })
  expect(response.status).toBe(200)
  return response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}

const members = (server: RunningServer, cookie: string) =>
  fetch(`${server.url}/api/v1/members`, { headers: { cookie } })

async function changeMember(server: RunningServer, cookie: string): Promise<void> {
  const list = (await (await members(server, cookie)).json()) as { members: { userId: string }[] }
  const url = `${server.url}/api/v1/members/${list.members[0]!.userId}/person`
  const response = await fetch(url, { method: 'PUT', headers: { ...json, cookie }, body: '{"personId":null}' })
  expect(response.status).toBe(200)
}

/** Events of one stream as blocks of text. */
async function listen(server: RunningServer, cookie: string, lastEventId?: string) {
  const headers = { cookie, ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) }
  const response = await fetch(`${server.url}/api/v1/stream?topics=members`, { headers })
  const chunks = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return async () => {
    while (!text.includes('\n\n')) text += (await chunks.read()).value ?? ''
    const [event = '', ...rest] = text.split('\n\n')
    text = rest.join('\n\n')
    return { name: /^event: (.*)$/m.exec(event)?.[1], id: /^id: (.*)$/m.exec(event)?.[1] }
  }
}

test('SIGKILL of the database: requests are told so, and answered again once it is back; the stream goes on', async () => {
  const dataDir = scratch()
  const server = await start(dataDir)
  const cookie = await signUp(server)
  const next = await listen(server, cookie)
  expect((await next()).name).toBe('ready')

  process.kill(await postmaster(join(dataDir, 'postgres')), 'SIGKILL')
  const told: { status: number; text: string }[] = []
  await until(async () => {
    const response = await members(server, cookie)
    told.push({ status: response.status, text: await response.text() })
    return told.length > 1 && response.status === 200 && told.some(({ status }) => status === 503)
  })
  for (const { status, text } of told) expect([200, 503], text).toContain(status)
  expect(JSON.parse(told.find(({ status }) => status === 503)!.text)).toMatchObject({
    code: 'SERVICE_UNAVAILABLE',
    message: expect.stringContaining('database is away'),
  })
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)

  await changeMember(server, cookie)
  expect((await next()).name).toBe('change')
})

test('a restart of the server: the session stays, and a change made while nobody listened is told on resume', async () => {
  const dataDir = scratch()
  const first = await start(dataDir)
  const cookie = await signUp(first)
  const { id } = await (await listen(first, cookie))()
  await first.close()

  const second = await start(dataDir)
  expect(second.firstUserUrl).toBeUndefined()
  await changeMember(second, cookie)
  await second.close()

  const third = await start(dataDir)
  expect((await members(third, cookie)).status).toBe(200)
  const missed = await (await listen(third, cookie, id))()
  expect(missed.name).toBe('change')
  const nothing = await (await listen(third, cookie, missed.id))()
  expect(nothing.name).toBe('ready')
})
