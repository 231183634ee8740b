import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { expect, it } from 'vitest'
import { CATALOG } from '#metrics/catalog/index.ts'
import type { MetricFigure } from '#metrics/run.ts'
import { runMetrics } from '#metrics/run.ts'
import { figuresQuery } from '#services/bookings/figures.ts'
import { windowOf } from '#services/metrics/query.ts'
import { resolveView } from '#services/org/view.ts'
import { testDatabase } from '../support/database.ts'
import { randomSales } from './random-sales.ts'

const { db } = await testDatabase()

const place = ({ metric, window, subject }: MetricFigure) => `${metric.id} ${window} ${subject}`
const sorted = (figures: readonly MetricFigure[]) => figures.toSorted((a, b) => (place(a) < place(b) ? -1 : 1))

it.each([3, 4])('a few persons read alone are what they are among all, seed %i', async (seed) => {
  const generator = xoroshiro128plus(seed)
  const sales = await randomSales(db, (below) => Math.abs(generator.next()) % below)
  const view = await resolveView(db, sales.orgId, Date.parse('2026-06-01T00:00:00Z'), { asOf: '2024-04-02' })
  const windows = [
    windowOf(view, 'early', { from: '2024-02-20', to: '2024-03-10' }),
    windowOf(view, 'late', { from: '2024-03-01', to: '2024-03-31' }),
  ]
  const only = sales.people.slice(0, 2)
  const ask = { query: figuresQuery(view), metrics: CATALOG, windows, filters: [], by: 'person' }
  const all = await runMetrics(db, ask)
  const some = await runMetrics(db, { ...ask, only })
  expect(sorted(some)).toEqual(sorted(all.filter(({ subject }) => only.includes(subject ?? ''))))
  expect(some.length).toBeGreaterThan(100)
  // each metric by itself, where it shares no facts with others
  for (const metric of CATALOG) {
    const alone = await runMetrics(db, { ...ask, metrics: [metric], only })
    expect(sorted(alone), metric.id).toEqual(sorted(some.filter((figure) => figure.metric.id === metric.id)))
  }
})
