import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dailyBookings, wonDeals } from '#db/bookings.ts'
import { addDays, datesFrom } from '#domain/calendar/local-date.ts'
import { zoneOf } from '#domain/calendar/zone.ts'
import { UNUSUAL_DIGITS } from '#domain/money/currency.ts'
import { viewOf } from '#domain/span/box.ts'
import { newId } from '#platform/ids.ts'
import { reportDeals } from '../deals/report.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { type Fact, makeSales, type Sales } from '../../../test/support/sales.ts'

const { db } = await testDatabase()
const ZONE = 'Europe/Berlin'
const FIRST = '2025-10-20'
const DAYS = 30
const TEAMS = [0, 1, 2] as const
const PEOPLE = [0, 1, 2] as const

const day = fc.integer({ min: 0, max: DAYS - 1 })
const lag = fc.constantFrom(0, 0, 3, 12)
const owner = fc.constantFrom(...PEOPLE)

const world = fc.record({
  // team 0 stands alone or above, team 1 and 2 may move below an earlier one
  parents: fc.array(fc.record({ team: fc.constantFrom(1, 2), day, lag, parent: fc.constantFrom(null, 0, 1) }), {
    maxLength: 4,
  }),
  moves: fc.array(
    fc.record({
      person: owner,
      day,
      lag,
      team: fc.constantFrom(null, ...TEAMS),
      office: fc.constantFrom(null, 'Rome'),
    }),
    { maxLength: 5 },
  ),
  deals: fc.array(
    fc.record({
      owner,
      born: fc.integer({ min: 0, max: 5 }),
      amount: fc.integer({ min: 1, max: 9_999 }),
      currency: fc.constantFrom('EUR', 'EUR', 'USD'),
      close: fc.option(day, { nil: null }),
      edits: fc.array(
        fc.record({
          day: fc.integer({ min: 6, max: DAYS - 1 }),
          hour: fc.constantFrom(0, 12, 23),
          lag,
          what: fc.oneof(
            fc.record({ owner }),
            fc.record({ stage: fc.constantFrom('open', 'won', 'won', 'won', 'lost') }),
            fc.record({ close: day }),
            fc.record({ amount: fc.integer({ min: 1, max: 9_999 }) }),
          ),
        }),
        { maxLength: 5 },
      ),
      won: fc.record({ day: fc.integer({ min: 6, max: DAYS - 1 }), lag }),
    }),
    { minLength: 4, maxLength: 10 },
  ),
  asOf: fc.integer({ min: 10, max: DAYS - 1 }),
  knownAt: fc.option(fc.integer({ min: 10, max: DAYS - 1 }), { nil: null }),
})
type World = typeof world extends fc.Arbitrary<infer W> ? W : never

interface Edit {
  readonly created?: true
  readonly owner?: number
  readonly amount?: number
  readonly currency?: string
  readonly stage?: string
  readonly close?: number
}

const dateOf = (index: number) => addDays(FIRST, index)
const at = (index: number, hour: number) => zoneOf(ZONE).startOfDay(dateOf(index)) + hour * 3_600_000
const iso = (instant: number) => new Date(instant).toISOString()
const RATES = [
  { day: 0, rate: 2 },
  { day: 15, rate: 3 },
]

interface Told<T> {
  readonly valid: number
  readonly known: number
  readonly what: T
}

/** What had reached us, in the order in which it became true. */
function seen<T>(told: readonly Told<T>[], valid: number, known: number): T[] {
  return told
    .filter((one) => one.valid <= valid && one.known <= known)
    .toSorted((a, b) => a.valid - b.valid || a.known - b.known)
    .map((one) => one.what)
}

const told = ({ day: index, hour = 0, lag: late }: { day: number; hour?: number; lag: number }) => ({
  valid: at(index, hour),
  known: at(index, hour) + late * 86_400_000,
})

function storyOf(deal: World['deals'][number]): Told<Edit>[] {
  const birth: Edit = {
    created: true,
    owner: deal.owner,
    amount: deal.amount,
    currency: deal.currency,
    stage: 'open',
    ...(deal.close !== null && { close: deal.close }),
  }
  return [
    { valid: at(deal.born, 9), known: at(deal.born, 9), what: birth },
    { ...told({ ...deal.won, hour: 9 }), what: { stage: 'won' } },
    ...deal.edits.map((edit) => ({ ...told(edit), what: edit.what })),
  ]
}

/** Every booking of a world, deal by deal, by metrics.md Deal outcome, Credit and Money. */
function bookingsOf(
  w: World,
): { date: string; minor: number; person: number; teams: number[]; office: string | null }[] {
  const asOf = at(w.asOf + 1, 0) - 1
  const known = w.knownAt === null ? Infinity : at(w.knownAt + 1, 0) - 1
  return w.deals.flatMap((deal) => {
    const story = storyOf(deal)
    const state = { created: false, owner: -1, amount: 0, currency: 'EUR', stage: 'open' }
    let won: { valid: number; owner: number } | null = null
    for (const valid of new Set(story.map((one) => one.valid).toSorted((a, b) => a - b))) {
      if (valid > asOf) break
      const here = seen(
        story.filter((one) => one.valid === valid),
        valid,
        known,
      )
      if (here.length === 0) continue
      const before = state.stage
      Object.assign(state, ...here)
      if (state.stage !== 'won') won = null
      else if (before !== 'won') won = { valid, owner: state.owner }
    }
    if (!state.created || won === null) return []
    const close = seen(story, Infinity, known).reduce<number | null>((last, { close: next }) => next ?? last, null)
    const wonOn = zoneOf(ZONE).dateAt(won.valid)
    const date = close !== null && dateOf(close) <= dateOf(w.asOf) ? dateOf(close) : wonOn
    const rate = state.currency === 'EUR' ? 1 : RATES.findLast((one) => dateOf(one.day) <= date)!.rate
    const moment = won.valid
    const moves = w.moves.filter((move) => move.person === won.owner).map((move) => ({ ...told(move), what: move }))
    const place = seen(moves, moment, known).at(-1) ?? { team: won.owner, office: null }
    const teams: number[] = []
    let team: number | null = place.team
    while (team !== null && !teams.includes(team)) {
      teams.push(team)
      const parents = w.parents.filter((one) => one.team === team).map((one) => ({ ...told(one), what: one }))
      team = seen(parents, moment, known).at(-1)?.parent ?? null
    }
    const office = place.office ?? (place.team === null ? null : `Office ${place.team}`)
    return [{ date, minor: state.amount * rate, person: won.owner, teams, office }]
  })
}

async function tell(sales: Sales, w: World): Promise<{ teams: string[]; people: string[] }> {
  const teams: string[] = []
  for (const team of TEAMS) teams.push(await sales.team(`Team ${team}`, { office: `Office ${team}` }))
  const people: string[] = []
  for (const person of PEOPLE) people.push(await sales.person(`Person ${person}`, teams[person]!))
  const stamp = (one: { valid: number; known: number }) => ({ valid: iso(one.valid), known: iso(one.known) })
  const facts: Fact[] = [
    ...w.parents.map((one): Fact => ({
      kind: 'team',
      id: teams[one.team]!,
      ...stamp(told(one)),
      patch: { parentId: one.parent === null ? null : teams[one.parent] },
    })),
    ...w.moves.map((one): Fact => ({
      kind: 'membership',
      id: people[one.person]!,
      ...stamp(told(one)),
      patch: { teamId: one.team === null ? null : teams[one.team], office: one.office },
    })),
    ...RATES.map((one): Fact => ({
      kind: 'rate',
      id: newId(),
      valid: '-infinity',
      patch: { currency: 'USD', kind: 'daily', date: dateOf(one.day), rate: String(one.rate) },
    })),
    ...w.deals.flatMap((deal) => {
      const id = newId()
      return storyOf(deal).map((one): Fact => ({
        kind: 'deal',
        id,
        ...stamp(one),
        patch: patchOf(one.what, sales, people),
      }))
    }),
  ]
  await sales.tell(facts)
  return { teams, people }
}

function patchOf({ owner: to, stage, close, ...same }: Edit, sales: Sales, people: readonly string[]): Fact['patch'] {
  return {
    ...same,
    ...(to !== undefined && { ownerId: people[to] }),
    ...(stage !== undefined && { stageId: sales.stages[stage as keyof Sales['stages']] }),
    ...(close !== undefined && { closeDate: dateOf(close) }),
  }
}

/** How often each value occurs. */
function counts(values: readonly (number | null)[]): Map<number | null, number> {
  return new Map([...Map.groupBy(values, (value) => value)].map(([value, some]) => [value, some.length]))
}

it('bookings per day are those of a plain loop over the deals, in every view and for every scope', async () => {
  let counted = 0
  await fc.assert(
    fc.asyncProperty(world, async (w) => {
      const sales = await makeSales(db, { zone: ZONE })
      const { teams, people } = await tell(sales, w)
      const asOf = at(w.asOf + 1, 0) - 1
      const knownAt = w.knownAt === null ? null : at(w.knownAt + 1, 0) - 1
      const query = {
        orgId: sales.orgId,
        view: viewOf(asOf, knownAt, Date.parse('2026-01-01T00:00:00Z')),
        asOfDate: dateOf(w.asOf),
        zone: ZONE,
        currency: 'EUR',
        digits: UNUSUAL_DIGITS,
      }
      const range = { from: dateOf(4), to: dateOf(DAYS - 3) }
      const expected = bookingsOf(w).filter(({ date }) => range.from <= date && date <= range.to)
      counted += expected.length
      const sumOf = (some: typeof expected) =>
        datesFrom(range.from, range.to).flatMap((date) => {
          const minor = some.filter((one) => one.date === date).map((one) => one.minor)
          return minor.length === 0 ? [] : [{ date, minor: minor.reduce((a, b) => a + b) }]
        })
      const answer = async (kind: 'company' | 'team' | 'office' | 'person', id: string) =>
        (await dailyBookings(db, query, [{ kind, id }], range)).map(({ date, minor }) => ({ date, minor }))

      expect(await answer('company', 'all')).toEqual(sumOf(expected))
      for (const team of TEAMS)
        expect(await answer('team', teams[team]!)).toEqual(sumOf(expected.filter((one) => one.teams.includes(team))))
      for (const person of PEOPLE)
        expect(await answer('person', people[person]!)).toEqual(sumOf(expected.filter((one) => one.person === person)))
      for (const office of ['Rome', 'Office 0'])
        expect(await answer('office', office)).toEqual(sumOf(expected.filter((one) => one.office === office)))

      const won = await wonDeals(db, query, { kind: 'team', ids: [teams[0]!] }, { ...range, limit: 100 })
      const ofTeam = expected.filter((one) => one.teams.includes(0))
      expect(counts(won.map(({ booked }) => booked))).toEqual(counts(ofTeam.map(({ minor }) => minor)))
      const ctx = { db, orgId: sales.orgId, actor: { type: 'cli' }, recordedAt: asOf } as const
      const input = {
        ...range,
        status: 'won',
        by: 'month',
        asOf: iso(asOf),
        ...(knownAt !== null && { knownAt: iso(knownAt) }),
      } as const
      const reported = await reportDeals(ctx, input)
      const total = expected.reduce((sum, { minor }) => sum + minor, 0)
      expect(Math.round(reported.reduce((sum, { amount }) => sum + amount, 0) * 100)).toBe(total)
    }),
    { numRuns: 25, seed: 20_251_120 },
  )
  // the worlds are not empty by accident
  expect(counted).toBeGreaterThan(50)
})
