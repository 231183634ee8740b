import { Command } from 'commander'
import { expect, test, vi } from 'vitest'
import type * as appOfCommands from '#cli/app.ts'
import { commands } from '#cli/commands/index.ts'
import { addGlobalOptions } from '#cli/globals.ts'
import { run } from '#cli/run.ts'
import type * as catalog from '#metrics/catalog/index.ts'
import type { MetricDefinition } from '#metrics/metric.ts'
import { createDeal } from '#services/deals/edit-deal.ts'
import { testApp } from '../support/app.ts'
import { makeSales } from '../support/sales.ts'

// hoisted with the mocks, above the imports, so it declares its type instead of calling defineMetric
const { added, opened } = vi.hoisted(() => {
  const opened: { app: unknown } = { app: undefined }
  const added: MetricDefinition = {
    id: 'blank-deals',
    version: 2,
    since: '2026-11-22',
    earlier: [{ version: 1, since: '2026-01-01', words: 'Deals whose amount is not known.' }],
    label: 'Deals without an amount',
    words: 'Open deals whose amount is not known.',
    kind: 'sum',
    unit: 'count',
    family: 'quality',
    valence: 'down',
    roles: ['ae'],
    window: 'now',
    instant: true,
    terms: [{ facts: 'open', where: 'amount is null' }],
  }
  return { added, opened }
})

// its file and its line of the index: everything below is found without another edit
vi.mock('#metrics/catalog/index.ts', async (original) => {
  const { CATALOG: real } = await original<typeof catalog>()
  const CATALOG = [...real, added]
  return { CATALOG, metricOf: (id: string) => CATALOG.find((one) => one.id === id) }
})

// commands work on the database of this file instead of opening a data directory
vi.mock('#cli/app.ts', async (original) => ({
  ...(await original<typeof appOfCommands>()),
  withApp: (_: unknown, work: (app: unknown) => unknown) => work(opened.app),
}))

const app = await testApp()
const sales = await makeSales(app.db)
const rep = await sales.person('Ann', await sales.team('North'))
const ctx = {
  db: app.db,
  orgId: sales.orgId,
  actor: { type: 'cli' },
  recordedAt: Date.parse('2026-02-01T00:00:00Z'),
} as const
const { dealId } = await createDeal(ctx, { name: 'Blank', ownerId: rep })
await createDeal(ctx, { name: 'Known', amount: 100, ownerId: rep })
const owner = await app.user(sales.orgId, 'owner')
opened.app = { ...app, orgId: sales.orgId }

const view = { scope: { kind: 'company', id: 'all' }, period: '2026-Q1', asOf: '2026-02-01' } as const

async function leadout(...args: string[]): Promise<string> {
  const program = addGlobalOptions(new Command('leadout'))
  for (const register of commands) register(program)
  let out = ''
  const code = await run(program, args, { out: (text) => (out += text), err: (text) => (out += text) })
  expect(code, out).toBe(0)
  return out
}

test('the API: definition, values and rows', async () => {
  const { metrics } = await app.client(owner).metrics.definitions()
  // without a dimension of its own it stands in the picker of columns, too
  expect(metrics.find(({ id }) => id === added.id)).toMatchObject({ label: added.label, per: null, rows: ['deals'] })
  const values = await app.request(
    `/api/v1/metrics/values?metrics[]=${added.id}&by[]=person&asOf=${view.asOf}`,
    {},
    owner,
  )
  expect(await values.json()).toMatchObject({
    figures: [{ metric: added.id, definitionVersion: 2, subjectId: rep, value: 1, n: 1 }],
  })
  const { rows } = await app.client(owner).metrics.rows({ metric: added.id, subject: `person=${rep}`, asOf: view.asOf })
  expect(rows.map(({ rowId }) => rowId)).toEqual([dealId])
})

test('the grid, its files and the page of the metric', async () => {
  const grid = await app.client(owner).metrics.grid({ ...view, metrics: [added.id] })
  expect(grid.columns.map(({ id }) => id)).toEqual([added.id])
  expect(grid.rows.map(({ cells }) => cells[0]?.value)).toEqual([1])
  const file = await app.request(
    `/api/v1/metric-grid/metrics.csv?scope=company&period=${view.period}&asOf=${view.asOf}&metrics=${added.id}`,
    {},
    owner,
  )
  expect(await file.text()).toContain(added.label)
  const course = await app.client(owner).metrics.course({ ...view, metric: added.id })
  expect(course.points.at(-1)).toMatchObject({ value: 1 })
  const split = await app.client(owner).metrics.split({ ...view, metric: added.id, by: 'stage' })
  expect(split.parts.map(({ value }) => value)).toEqual([1])
})

test('a tool for assistants', async () => {
  const call = {
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: 'metrics_values', arguments: { metrics: [added.id], asOf: view.asOf } },
  }
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
  const answer = await app.request('/mcp', { method: 'POST', headers, body: JSON.stringify(call) }, owner)
  expect(await answer.text()).toContain(added.id)
})

test('the command line: values, CSV, rows, and the definition with the versions before', async () => {
  const values = JSON.parse(await leadout('metric', added.id, '--by', 'person', '--as-of', view.asOf, '--json'))
  expect(values).toMatchObject([{ metric: added.id, subjectId: rep, value: 1 }])
  expect(await leadout('metric', added.id, '--csv', '--as-of', view.asOf)).toContain(`${added.id},2,sum,count`)
  expect(JSON.parse(await leadout('rows', added.id, '--as-of', view.asOf, '--json'))).toMatchObject([{ rowId: dealId }])
  expect(await leadout('definitions')).toContain('version 1, since 2026-01-01: Deals whose amount is not known.')
  expect(JSON.parse(await leadout('definitions', '--json')).metrics).toContainEqual(
    expect.objectContaining({ id: added.id, version: 2, earlier: added.earlier }),
  )
})
