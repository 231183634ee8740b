import { expect, test, vi } from 'vitest'
import { tools } from '#features/mcp.ts'
import type * as catalog from '#metrics/catalog/index.ts'
import type { MetricDefinition } from '#metrics/metric.ts'
import { createDeal } from '#services/deals/edit-deal.ts'
import { definitions } from '#services/metrics/definitions.ts'
import { readFigureRows } from '#services/metrics/read-figures.ts'
import { readMetricRows } from '#services/metrics/read-rows.ts'
import { testDatabase } from '../support/database.ts'
import { makeSales } from '../support/sales.ts'

// hoisted with the mock, above the imports, so it declares its type instead of calling defineMetric
const added = vi.hoisted((): MetricDefinition => ({
  id: 'blank-deals',
  version: 1,
  since: '2026-11-22',
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
}))

vi.mock('#metrics/catalog/index.ts', async (original) => {
  const { CATALOG: real } = await original<typeof catalog>()
  const CATALOG = [...real, added]
  return { CATALOG, metricOf: (id: string) => CATALOG.find((one) => one.id === id) }
})

const { db } = await testDatabase()

test('one declaration and one line of the index are a metric everywhere: definitions, values, rows, tools', async () => {
  const sales = await makeSales(db)
  const ctx = {
    db,
    orgId: sales.orgId,
    actor: { type: 'cli' },
    recordedAt: Date.parse('2026-02-01T00:00:00Z'),
  } as const
  const { dealId } = await createDeal(ctx, { name: 'Blank' })
  await createDeal(ctx, { name: 'Known', amount: 100 })

  expect(definitions().metrics.map(({ id }) => id)).toContain(added.id)
  const [figure] = await readFigureRows(ctx, { metrics: [added.id], by: ['company'] })
  expect(figure).toMatchObject({ metric: added.id, value: 1, n: 1 })
  const { rows } = await readMetricRows(ctx, { metric: added.id })
  expect(rows.map(({ rowId }) => rowId)).toEqual([dealId])
  // the tool takes any id of the catalogue, so it needs no line of its own
  expect(tools().map(({ name }) => name)).toContain('metrics_values')
})
