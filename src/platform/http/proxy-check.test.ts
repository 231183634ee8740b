import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { createLogger } from '../log.ts'
import { callerFinder } from './client-address.ts'
import { proxyCheck } from './proxy-check.ts'

function warnings(publicUrl: string) {
  const lines: string[] = []
  const log = createLogger({ level: 'warn', format: 'human', write: (line) => void lines.push(line), now: () => 0 })
  const app = new Hono()
  app.use(proxyCheck(publicUrl, callerFinder(['127.0.0.1']), log))
  app.get('/', (c) => c.text('fine'))
  return async (headers: Record<string, string>, remoteAddress = '127.0.0.1') => {
    const response = await app.request('/', { headers }, { incoming: { socket: { remoteAddress } } })
    expect(response.status).toBe(200)
    return lines
  }
}

const https = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'sales.example.com' }

test('another scheme than the public address is told once', async () => {
  const ask = warnings('http://localhost:4600')
  expect(await ask({})).toEqual([])
  await ask(https)
  const lines = await ask(https)
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('browsers=https://sales.example.com')
})

test('nothing is said when they agree, or when a stranger claims it', async () => {
  expect(await warnings('https://sales.example.com')(https)).toEqual([])
  expect(await warnings('http://localhost:4600')(https, '203.0.113.9')).toEqual([])
})
