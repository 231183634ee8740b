import { describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import type { AnswerCache } from '#platform/live/answers.ts'
import type { Ctx } from '#services/context.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { type Fact, makeSales, type Sales } from '../../../test/support/sales.ts'
import { readContrast } from './contrast.ts'
import { mixOf } from './mix.ts'
import { requireMetric } from './query.ts'
import type { Series } from './series.ts'
import { readResults } from './standing.ts'
import { resolveView } from '../org/view.ts'

const { db } = await testDatabase()
const answers: AnswerCache = { get: (_, make) => make() }
const NOW = Date.parse('2026-11-15T12:00:00Z')
// the eight full quarters before
const MONTHS = Array.from({ length: 24 }, (_, at) => new Date(Date.UTC(2024, 9 + at, 10)).toISOString())

const cli = (sales: Sales): Ctx => ({ db, orgId: sales.orgId, actor: { type: 'cli' }, recordedAt: NOW })

/** Deals won in every month: how many, and of which size in minor units. */
async function sell(sales: Sales, owner: string, count: number, amount: (at: number) => number): Promise<void> {
  const facts = MONTHS.flatMap((created, month) =>
    Array.from({ length: count }, (_, at): Fact[] => {
      const id = newId()
      const won = new Date(Date.parse(created) + 86_400_000).toISOString()
      const patch = { created: true, externalId: id, name: 'Deal', currency: 'EUR', closeDate: won.slice(0, 10) }
      return [
        {
          kind: 'deal',
          id,
          valid: created,
          patch: { ...patch, ownerId: owner, stageId: sales.stages.open, amount: amount(month + at) },
        },
        { kind: 'deal', id, valid: won, patch: { stageId: sales.stages.won } },
      ]
    }).flat(),
  )
  await sales.tell(facts)
}

async function company(people: number): Promise<{ sales: Sales; ids: string[] }> {
  const sales = await makeSales(db)
  const team = await sales.team('North')
  const ids: string[] = []
  for (let at = 0; at < people; at += 1)
    ids.push(await sales.person(`Person ${at}`, team, { discipline: 'ae', segment: 'smb' }))
  return { sales, ids }
}

describe('readContrast', async () => {
  const { sales, ids } = await company(12)
  for (const [at, id] of ids.entries())
    await sell(sales, id, at < 3 ? 3 : 1, (round) => 10_000 + ((round + at) % 5) * 500)

  it('finds what the planted best do differently, and names nobody', async () => {
    const report = await readContrast({ ctx: cli(sales), answers }, {})
    expect(report).toMatchObject({
      role: 'ae · smb',
      roles: [{ key: 'ae · smb', people: 12 }],
      group: { proven: 3, others: 9 },
    })
    expect(report.range).toEqual({ from: '2024-10-01', to: '2026-09-30' })
    const created = report.metrics.find(({ metric }) => metric.id === 'deals-created')!.contrast
    expect(created).toMatchObject({ proven: 9, others: 3, effect: null })
    // three deals a quarter are too few to say a size
    expect(report.metrics.find(({ metric }) => metric.id === 'average-deal-size')!.contrast).toBeNull()
    expect(JSON.stringify({ ...report, view: null })).not.toMatch(new RegExp(ids.join('|')))
  })

  it('is not for those who see their own team alone', async () => {
    await sales.tell([
      { kind: 'setting', id: sales.orgId, valid: '-infinity', patch: { totalsVisibility: 'own-team' } },
    ])
    const actor = { type: 'user', userId: newId(), level: 'rep', personId: ids[5]! } as const
    await expect(readContrast({ ctx: { ...cli(sales), actor }, answers }, {})).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  it('refuses a role that nobody has', async () => {
    await expect(readContrast({ ctx: cli(sales), answers }, { role: 'csm' })).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})

it('says nothing about a role of few people', async () => {
  const { sales, ids } = await company(8)
  for (const [at, id] of ids.entries()) await sell(sales, id, at < 3 ? 2 : 1, () => 10_000)
  const { group, metrics } = await readContrast({ ctx: cli(sales), answers }, {})
  expect({ group, metrics }).toEqual({ group: { proven: null, reason: 'few-people', people: 8 }, metrics: [] })
})

it('results tell what was due and how far chance leads from it', async () => {
  const { sales, ids } = await company(1)
  await sell(sales, ids[0]!, 1, () => 10_000)
  const view = await resolveView(db, sales.orgId, NOW, {})
  const figure = { metric: requireMetric('bookings'), value: 50_000, state: 'ok' } as never
  const past = { from: '2024-10-01', to: '2026-11-15' }
  const results = await readResults(db, view, ids[0]!, { figure, due: 90_000, band: null }, past)
  expect(results).toMatchObject({ booked: 50_000, due: 90_000, by: 'goal' })
  expect(results!.wins).toHaveLength(24)
  // nine deals of one size are due, so the spread is that of nine: 3 deals, 80 % within 1.28 of them
  expect(results!.chance!.low).toBeCloseTo(90_000 - 1.2815515655446 * 30_000, 4)
  expect(await readResults(db, view, ids[0]!, { figure, due: null, band: null }, past)).toBeNull()
})

describe('mixOf', () => {
  const series = (id: string, value: number): Series => ({
    metric: requireMetric(id),
    windows: [],
    subjects: new Set(['one']),
    points: () => [{ metric: requireMetric(id), value, n: value, state: 'ok', denominator: null } as never],
  })
  const all = [series('calls-made', 30), series('emails-sent', 60), series('meetings-held', 10)]

  it('gives shares of what was done and of the plan', () => {
    const goals: Record<string, number> = { 'calls-made': 50, 'emails-sent': 25, 'meetings-held': 25 }
    const parts = mixOf(all, 'one', ({ id }) => goals[id]!)
    expect(parts.map(({ actual, planned }) => [actual, planned])).toEqual([
      [0.3, 0.5],
      [0.6, 0.25],
      [0.1, 0.25],
    ])
  })

  it('has no plan while a part has no goal, and no shares of nothing', () => {
    expect(mixOf(all, 'one', ({ id }) => (id === 'calls-made' ? null : 5)).map(({ planned }) => planned)).toEqual([
      null,
      null,
      null,
    ])
    expect(mixOf([series('calls-made', 0)], 'one', () => 0)).toMatchObject([{ actual: null, planned: null }])
  })
})
