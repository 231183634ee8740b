import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BARS, PARTS, type Part, SIGNS, type Tally } from '#domain/changes/waterfall.ts'
import { zoneOf } from '#domain/calendar/zone.ts'
import { newId } from '#platform/ids.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { type Fact, makeSales, type Sales, tellDeal } from '../../../test/support/sales.ts'
import type { Ctx } from '../context.ts'
import { listDealRows } from '../deals/report.ts'
import { type ChangesInput, listChanges, readChanges } from './waterfall.ts'

const { db } = await testDatabase()

const HOUR = 3_600_000
const START = Date.parse('2026-02-01T00:00:00Z')
const HOURS = 60 * 24
const NOW = Date.parse('2026-06-01T00:00:00Z')
const ZONE = 'Europe/Berlin'

const ctxOf = (sales: Sales): Ctx => ({ db, orgId: sales.orgId, actor: { type: 'cli' }, recordedAt: NOW })
const iso = (instant: number) => new Date(instant).toISOString()

/** A statement of the test about one deal, hours after the start; `late` is when it became known. */
interface Said {
  readonly at: number
  readonly late: number
  readonly what:
    | { readonly stage: 'open' | 'won' | 'lost' }
    | { readonly owner: number }
    | { readonly amount: number | null }
    | { readonly close: string | null }
    | { readonly deleted: boolean }
}

const CLOSES = ['2026-02-10', '2026-03-31', '2026-04-01', '2026-04-30', null]
const close = fc.constantFrom(...CLOSES)
const amount = fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 6, arbitrary: fc.nat({ max: 900 }) })
const hour = fc.integer({ min: 0, max: HOURS })
const said: fc.Arbitrary<Said> = fc.record({
  at: hour,
  late: fc.oneof(fc.constant(0), fc.nat({ max: 400 })),
  what: fc.oneof(
    fc.record({ stage: fc.constantFrom('open' as const, 'won' as const, 'lost' as const) }),
    fc.record({ owner: fc.nat({ max: 2 }) }),
    fc.record({ amount }),
    fc.record({ close }),
    fc.record({ deleted: fc.boolean() }),
  ),
})
const dealStory = fc.record({
  created: hour,
  owner: fc.nat({ max: 2 }),
  amount,
  close,
  currency: fc.constantFrom('EUR', 'EUR', 'USD'),
  later: fc.array(said, { maxLength: 7 }),
})
type DealStory = typeof dealStory extends fc.Arbitrary<infer T> ? T : never
const question = fc.record({
  ends: fc.tuple(hour, hour),
  known: fc.option(hour),
  team: fc.option(fc.constantFrom('North', 'South')),
  scope: fc.boolean(),
  month: fc.option(fc.constantFrom('2026-02', '2026-03', '2026-04')),
})
type Question = typeof question extends fc.Arbitrary<infer T> ? T : never

const RATES = [
  { from: '2026-01-01', rate: '0.9', of10: 9 },
  { from: '2026-03-01', rate: '0.8', of10: 8 },
]
/** Person 2 moves from North to South; person 0 is North, person 1 South. */
const MOVE = 700

function teamOf(person: number, at: number): 'North' | 'South' {
  if (person === 2) return at < MOVE ? 'North' : 'South'
  return person === 0 ? 'North' : 'South'
}

interface Plain {
  readonly status: 'open' | 'won' | 'lost'
  readonly team: string
  readonly close: string | null
  readonly amount: number
}

/** What a deal is at an hour by what is known at another: its statements one after the other. */
function replay(deal: DealStory, at: number, known: number): Plain | null {
  if (deal.created > at || deal.created > known) return null
  const visible = deal.later
    .map((one, index) => ({ ...one, index, at: Math.max(one.at, deal.created), known: knownHour(one, deal) }))
    .filter((one) => one.at <= at && one.known <= known)
    .toSorted((a, b) => a.at - b.at || a.known - b.known || a.index - b.index)
  let { owner, amount: value, close: due } = deal
  let status = 'open' as Plain['status']
  let deleted = false
  let [since, ownerAtOutcome] = [0, 0]
  let positive = value !== null && value > 0 ? value : null
  for (const instant of new Set(visible.map((one) => one.at))) {
    const before = status
    for (const { what } of visible.filter((one) => one.at === instant)) {
      if ('stage' in what) status = what.stage
      if ('owner' in what) owner = what.owner
      if ('amount' in what) value = what.amount
      if ('close' in what) due = what.close
      if ('deleted' in what) deleted = what.deleted
    }
    if (status !== before) [since, ownerAtOutcome] = [instant, owner]
    if (value !== null && value > 0 && (status !== 'lost' || before !== 'lost')) positive = value
  }
  if (deleted) return null
  const credited = status === 'open' ? teamOf(owner, at) : teamOf(ownerAtOutcome, since)
  const shown = (status === 'lost' ? positive : value) ?? 0
  const day = zoneOf(ZONE).dateAt(START + at * HOUR)
  const rate = deal.currency === 'EUR' ? 10 : RATES.findLast(({ from }) => from <= day)!.of10
  return { status, team: credited, close: due, amount: shown * 10 * rate }
}

const knownHour = (one: Said, deal: DealStory) => Math.max(one.at, deal.created) + one.late

async function tellWorld(sales: Sales, deals: readonly DealStory[]): Promise<{ north: string }> {
  const company = await sales.team('Company')
  const north = await sales.team('North', { parentId: company })
  const south = await sales.team('South', { parentId: company })
  const people = [await sales.person('a', north), await sales.person('b', south), await sales.person('c', north)]
  const time = (hours: number) => iso(START + hours * HOUR)
  await sales.tell([
    { kind: 'membership', id: people[2]!, valid: time(MOVE), known: '-infinity', patch: { teamId: south } },
    ...RATES.map(({ from, rate }) => ({
      kind: 'rate' as const,
      id: newId(),
      valid: '-infinity',
      patch: { currency: 'USD', kind: 'plan', date: from, rate },
    })),
  ])
  const minor = (value: number | null) => (value === null ? null : value * 100)
  const patchOf = ({ what }: Said): Readonly<Record<string, unknown>> => {
    if ('stage' in what) return { stageId: sales.stages[what.stage] }
    if ('owner' in what) return { ownerId: people[what.owner] }
    if ('amount' in what) return { amount: minor(what.amount) }
    return 'close' in what ? { closeDate: what.close } : what
  }
  await sales.tell(
    deals.flatMap((deal): Fact[] => {
      const id = newId()
      const born = {
        created: true,
        name: id,
        externalId: id,
        ownerId: people[deal.owner],
        stageId: sales.stages.open,
        amount: minor(deal.amount),
        currency: deal.currency,
        closeDate: deal.close,
      }
      return [
        { kind: 'deal', id, valid: time(deal.created), patch: born },
        ...deal.later.map((one) => ({
          kind: 'deal' as const,
          id,
          valid: time(Math.max(one.at, deal.created)),
          known: time(knownHour(one, deal)),
          patch: patchOf(one),
        })),
      ]
    }),
    '2026-01-01T00:00:00Z',
  )
  return { north }
}

/** Opening, bars and closing, deal by deal, from what each was at both ends. */
function expected(deals: readonly DealStory[], asked: Question): Record<Part, Tally> {
  const [from, to] = asked.ends.toSorted((a, b) => a - b) as [number, number]
  const out = Object.fromEntries(PARTS.map((part) => [part, { count: 0, amount: 0 }])) as Record<
    Part,
    { count: number; amount: number }
  >
  const add = (part: Part, value: number) => {
    out[part].count += 1
    out[part].amount += value
  }
  const fits = (one: Plain) => asked.team === null || one.team === asked.team
  const due = (one: Plain) => asked.month === null || one.close?.startsWith(asked.month) === true
  for (const deal of deals) {
    const was = replay(deal, from, asked.known ?? Infinity)
    const is = replay(deal, to, asked.known ?? Infinity)
    const inWas = was?.status === 'open' && fits(was) && due(was)
    const inIs = is?.status === 'open' && fits(is) && due(is)
    const more = (is?.amount ?? 0) - (was?.amount ?? 0)
    const grown = () => {
      if (more !== 0) add(more > 0 ? 'grown' : 'shrunk', Math.abs(more))
    }
    if (inWas) add('opening', was.amount)
    if (inIs) add('closing', is.amount)
    if (inWas && inIs) grown()
    else if (inWas) {
      if (is?.status === 'won') {
        add('won', is.amount)
        grown()
      } else if (is?.status === 'lost') add('lost', was.amount)
      else if (is && fits(is)) add('pushed', was.amount)
      else add('movedOut', was.amount)
    } else if (inIs) {
      if (!was) add('new', is.amount)
      else if (was.status !== 'open') add('reopened', is.amount)
      else add(fits(was) ? 'pulledIn' : 'movedIn', is.amount)
    } else if (!was && is && is.status !== 'open' && fits(is) && due(is)) {
      add('new', is.amount)
      add(is.status, is.amount)
    }
  }
  return out
}

const balance = ({ opening, closing, ...bars }: Record<Part, Tally>) =>
  opening.amount + BARS.reduce((sum, bar) => sum + SIGNS[bar] * bars[bar].amount, 0) - closing.amount

describe('changes between two instants of a random world', () => {
  test('are what the deals were at both ends, for any filter, period and knowledge, and balance to the cent', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(dealStory, { minLength: 5, maxLength: 40 }),
        fc.array(question, { minLength: 10, maxLength: 10 }),
        async (deals, questions) => {
          const sales = await makeSales(db)
          const { north } = await tellWorld(sales, deals)
          for (const asked of questions) {
            const [from, to] = asked.ends.toSorted((a, b) => a - b) as [number, number]
            const byScope = asked.team === 'North' && asked.scope
            const input: ChangesInput = {
              from: iso(START + from * HOUR),
              to: iso(START + to * HOUR),
              ...(asked.known !== null && { knownAt: iso(START + asked.known * HOUR) }),
              ...(asked.month !== null && { closingIn: asked.month }),
              ...(byScope && { scope: { kind: 'team', id: north } }),
              ...(asked.team !== null && !byScope && { filters: [`team=${asked.team}`] }),
            }
            const { opening, bars, closing } = await readChanges(ctxOf(sales), input)
            const parts = { opening, ...bars, closing }
            expect(parts, JSON.stringify(input)).toEqual(expected(deals, asked))
            expect(balance(parts)).toBe(0)
          }
        },
      ),
      { numRuns: 8 },
    )
  })
})

describe('the rows of a part', () => {
  test('come largest first, page by page, and add up to it', async () => {
    const sales = await makeSales(db)
    const owner = await sales.person('a', await sales.team('North'))
    const amounts = [5, 30, 20, null, 10]
    for (const [at, value] of amounts.entries())
      await tellDeal(sales, { owner, created: `2026-02-0${at + 1}T09:00:00Z`, amount: value, name: `deal ${at}` })
    const input = { from: '2026-01-31', to: '2026-03-01', part: 'new' } as const
    const first = await listChanges(ctxOf(sales), input, { offset: 0, limit: 2 })
    const rest = await listChanges(ctxOf(sales), input, { offset: 2, limit: 10 })
    expect(first).toMatchObject({ count: 5, amount: 65 })
    expect([...first.deals, ...rest.deals].map((deal) => [deal.name, deal.given, deal.opening])).toEqual([
      ['deal 1', 30, null],
      ['deal 2', 20, null],
      ['deal 4', 10, null],
      ['deal 0', 5, null],
      ['deal 3', 0, null],
    ])
    const beyond = await listChanges(ctxOf(sales), input, { offset: 50, limit: 10 })
    expect(beyond).toMatchObject({ count: 5, amount: 65, deals: [] })
  })

  test('opening and closing are the lists of open deals of both days', async () => {
    const sales = await makeSales(db)
    const owner = await sales.person('a', await sales.team('North'))
    await tellDeal(sales, { owner, created: '2026-02-01T09:00:00Z', amount: 100, won: '2026-02-20T09:00:00Z' })
    await tellDeal(sales, { owner, created: '2026-02-03T09:00:00Z', amount: 200 })
    await tellDeal(sales, { owner, created: '2026-02-25T09:00:00Z', amount: 400 })
    for (const [part, asOf] of [
      ['opening', '2026-02-10'],
      ['closing', '2026-03-01'],
    ] as const) {
      const listed = await listDealRows(ctxOf(sales), { status: 'open', asOf })
      const { deals } = await listChanges(
        ctxOf(sales),
        { from: '2026-02-10', to: '2026-03-01', part },
        { offset: 0, limit: 10 },
      )
      expect(deals.map((deal) => deal.dealId).toSorted()).toEqual(listed.map((deal) => deal.id).toSorted())
    }
  })
})

describe('what cannot be counted', () => {
  test('a missing rate is named; deals that stand nowhere do not need one', async () => {
    const sales = await makeSales(db)
    const owner = await sales.person('a', await sales.team('North'))
    await tellDeal(sales, { owner, created: '2026-02-01T09:00:00Z', amount: 100, currency: 'CHF', close: '2026-03-10' })
    const input = { from: '2026-02-10', to: '2026-03-01' }
    await expect(readChanges(ctxOf(sales), input)).rejects.toMatchObject({
      code: 'precondition',
      details: { currencies: ['CHF'] },
    })
    const elsewhere = await readChanges(ctxOf(sales), { ...input, closingIn: '2026-05' })
    expect(elsewhere.opening).toEqual({ count: 0, amount: 0 })
  })

  test('the opening moment is the earlier one', async () => {
    const sales = await makeSales(db)
    await expect(readChanges(ctxOf(sales), { from: '2026-03-01', to: '2026-02-01' })).rejects.toMatchObject({
      code: 'invalid',
    })
  })
})
