import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { callerFinder } from './client-address.ts'

async function ask(trusted: readonly string[], peer: string, headers: Record<string, string>) {
  const finder = callerFinder(trusted)
  const app = new Hono()
  app.get('/', (c) => c.json({ address: finder.address(c), scheme: finder.scheme(c) }))
  const response = await app.request('/', { headers }, { incoming: { socket: { remoteAddress: peer } } })
  return (await response.json()) as { address: string; scheme: string | null }
}

const LOOPBACK = ['127.0.0.0/8', '::1']

describe('who calls', () => {
  test.each([
    ['nobody in between', LOOPBACK, '203.0.113.9', {}, '203.0.113.9'],
    ['a stranger who claims to be someone', LOOPBACK, '203.0.113.9', { 'x-forwarded-for': '10.1.1.1' }, '203.0.113.9'],
    ['a proxy on this machine', LOOPBACK, '127.0.0.1', { 'x-forwarded-for': '203.0.113.9' }, '203.0.113.9'],
    ['the same over IPv6', LOOPBACK, '::ffff:127.0.0.1', { 'x-forwarded-for': '2001:db8::7' }, '2001:db8::7'],
    [
      'a caller who wrote a header himself',
      LOOPBACK,
      '::1',
      { 'x-forwarded-for': '1.1.1.1, 203.0.113.9' },
      '203.0.113.9',
    ],
    [
      'two proxies, both trusted',
      [...LOOPBACK, '10.0.0.0/8'],
      '127.0.0.1',
      { 'x-forwarded-for': '9.9.9.9, 203.0.113.9, 10.0.3.4' },
      '203.0.113.9',
    ],
    [
      'two proxies, the outer not trusted',
      LOOPBACK,
      '127.0.0.1',
      { 'x-forwarded-for': '203.0.113.9, 10.0.3.4' },
      '10.0.3.4',
    ],
    ['a port after the address', LOOPBACK, '127.0.0.1', { 'x-forwarded-for': '203.0.113.9:4711' }, '203.0.113.9'],
    ['brackets and a port', LOOPBACK, '127.0.0.1', { 'x-forwarded-for': '[2001:db8::7]:4711' }, '2001:db8::7'],
    ['an empty header', LOOPBACK, '127.0.0.1', { 'x-forwarded-for': ' , ' }, '127.0.0.1'],
    [
      'proxies switched to another network',
      ['10.0.0.5'],
      '127.0.0.1',
      { 'x-forwarded-for': '203.0.113.9' },
      '127.0.0.1',
    ],
  ])('%s', async (_, trusted, peer, headers, address) => {
    expect((await ask(trusted, peer, headers)).address).toBe(address)
  })
})

test('the scheme is believed of a trusted proxy alone', async () => {
  const headers = { 'x-forwarded-proto': 'https' }
  expect((await ask(LOOPBACK, '127.0.0.1', headers)).scheme).toBe('https')
  expect((await ask(LOOPBACK, '203.0.113.9', headers)).scheme).toBeNull()
  expect((await ask(LOOPBACK, '127.0.0.1', {})).scheme).toBeNull()
})
