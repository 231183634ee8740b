import { expect, test } from 'vitest'
import { contract } from './contract.ts'
import { tools } from './mcp.ts'
import { type TestUser, testApp } from '../../test/support/app.ts'

const app = await testApp()

async function ask(method: string, params: object, user?: TestUser) {
  const response = await app.request(
    '/mcp',
    {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    },
    user,
  )
  const text = await response.text()
  // an answer comes as JSON, or as the one event of a stream
  const json = /^data: (.+)$/m.exec(text)?.[1] ?? text
  return { status: response.status, answer: JSON.parse(json) as Record<string, never> }
}

test('every tool is a reading procedure of the contract', () => {
  const names = tools().map(({ name }) => name)
  expect(names).toEqual(
    expect.arrayContaining([
      'metrics_values',
      'metrics_rows',
      'metrics_definitions',
      'deals_list',
      'changes_waterfall',
    ]),
  )
  expect(names).not.toEqual(expect.arrayContaining(['deals_edit']))
  expect(Object.keys(contract)).toEqual(expect.arrayContaining(['metrics', 'deals', 'changes']))
})

test('a stranger is turned away; a user gets the tools and their answers', async () => {
  expect((await ask('tools/list', {})).status).toBe(401)
  const user = await app.user(await app.org('Tools'), 'owner')
  const listed = await ask('tools/list', {}, user)
  expect(listed.status).toBe(200)
  expect(JSON.stringify(listed.answer)).toContain('metrics_values')
  const called = await ask('tools/call', { name: 'metrics_values', arguments: { metrics: ['bookings'] } }, user)
  const [content] = called.answer['result']!['content'] as unknown as { text: string }[]
  expect(JSON.parse(content!.text)).toMatchObject({ figures: [{ metric: 'bookings', value: 0 }] })
})

test('a tool has the permissions of whoever calls it', async () => {
  const viewer = await app.user(await app.org('Closed'), 'rep')
  const called = await ask(
    'tools/call',
    { name: 'metrics_values', arguments: { metrics: ['bookings'], by: ['company'], filters: ['owner=nobody'] } },
    viewer,
  )
  expect(called.status).toBe(200)
  const unknown = await ask(
    'tools/call',
    { name: 'metrics_values', arguments: { metrics: ['no-such-metric'] } },
    viewer,
  )
  expect(JSON.stringify(unknown.answer)).toContain('There is no metric')
})
