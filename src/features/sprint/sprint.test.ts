import { beforeAll, describe, expect, it } from 'vitest'
import type { Scope } from '#domain/scope.ts'
import { newId } from '#platform/ids.ts'
import { type TestUser, testApp } from '../../../test/support/app.ts'
import { type DealStory, makeSales, type Sales, tellDeal } from '../../../test/support/sales.ts'

const test = await testApp()
const company: Scope = { kind: 'company', id: 'all' }
const period = '2025-11'

/** An organisation whose clock stands at the end of 14 November 2025, with 10 of 20 selling days gone. */
async function makeFloor(options: Parameters<typeof makeSales>[1] = {}) {
  const sales = await makeSales(test.db, options)
  const admin = await test.user(sales.orgId, 'admin')
  const api = test.client(admin)
  await api.settings.clock.set({ pin: '2025-11-14' })
  const setGoal = (scope: Scope, minor: number, from: string = 'correction', of = period) =>
    api.settings.setGoal({ scope, metric: 'bookings', period: of, minor, source: 'shared', from })
  return { sales, admin, api, setGoal }
}

const win = (sales: Sales, owner: string, day: string, amount: number, more: Partial<DealStory> = {}) =>
  tellDeal(sales, { owner, created: '2025-08-01T09:00:00Z', amount, won: `${day}T09:00:00Z`, close: day, ...more })

const membership = (id: string, valid: string, teamId: string | null) =>
  ({ kind: 'membership', id, valid, patch: { teamId } }) as const

describe('a burn-down', () => {
  it('adds up bookings, what is open and what was won', async () => {
    const { sales, api, setGoal } = await makeFloor()
    const north = await sales.team('North')
    const inner = await sales.team('Inner North', { parentId: north })
    const ana = await sales.person('Ana', inner)
    await win(sales, ana, '2025-11-05', 100_00, { name: 'Linde' })
    await tellDeal(sales, {
      owner: ana,
      created: '2025-10-01T09:00:00Z',
      amount: 40_00,
      close: '2025-11-28',
      name: 'Open one',
    })
    const scope = { kind: 'team', id: north } as const
    await setGoal(scope, 400_00)
    await expect(api.sprint.burnDown({ scope, period })).resolves.toMatchObject({
      label: 'North',
      booked: 100_00,
      remaining: 300_00,
      bookedShare: 0.25,
      aheadPoints: -25,
      openWeighted: 20_00,
      sellingDay: 10,
      sellingDays: 20,
      sellingDaysLeft: 10,
      neededPerDay: 30_00,
      recentPerDay: 5_00,
      knownAt: null,
      goal: { minor: 400_00, source: 'shared', computedFrom: null },
      landsAt: { minor: 150_00, share: 0.375, days: 20 },
      won: [{ name: 'Linde', owner: 'Ana', amount: 100_00, currency: 'EUR', date: '2025-11-05' }],
    })
    await expect(api.sprint.closing({ scope, period })).resolves.toMatchObject({
      total: 1,
      deals: [{ name: 'Open one', owner: 'Ana', stage: 'open', amount: 40_00, closeDate: '2025-11-28' }],
    })
  })

  it('steps where the goal changed; a correction rewrites it, but not as it was known then', async () => {
    const { api, setGoal } = await makeFloor()
    await api.settings.clock.set({ pin: '2025-11-03' })
    await setGoal(company, 400_00)
    await api.settings.clock.set({ pin: '2025-11-14' })
    await setGoal(company, 600_00, '2025-11-10')
    const ask = async (clock: { asOf?: string; knownAt?: string } = {}) => {
      const { openingGoal, goalChanges, goal, days } = await api.sprint.burnDown({ scope: company, period, ...clock })
      const on = (date: string) => days.find((day) => day.date === date)?.remaining
      return { openingGoal, goalChanges, goal: goal?.minor, left: [on('2025-11-07'), on('2025-11-10')] }
    }
    const changed = {
      openingGoal: 400_00,
      goalChanges: [{ date: '2025-11-10', from: 400_00, to: 600_00 }],
      goal: 600_00,
      left: [400_00, 600_00],
    }
    expect(await ask()).toEqual(changed)
    await api.settings.clock.set({ pin: '2025-11-20' })
    await setGoal(company, 500_00)
    expect(await ask()).toEqual({ openingGoal: 500_00, goalChanges: [], goal: 500_00, left: [500_00, 500_00] })
    expect(await ask({ knownAt: '2025-11-15' })).toEqual(changed)
    const { rows } = await api.settings.goals({ period })
    expect(rows.find(({ scope }) => scope.kind === 'company')?.changes).toEqual([
      { date: '2025-11-01', minor: 500_00, by: 'The admin', correction: true },
      { date: '2025-11-10', minor: 600_00, by: 'The admin', correction: false },
      { date: '2025-11-01', minor: 400_00, by: 'The admin', correction: true },
    ])
  })

  it('of a team without a goal takes those of its members, while they are members', async () => {
    const { sales, api, setGoal } = await makeFloor()
    const [north, south] = [await sales.team('North'), await sales.team('South')]
    const [ana, bo] = [await sales.person('Ana', north), await sales.person('Bo', north)]
    await sales.person('Cy', north)
    await setGoal({ kind: 'person', id: ana }, 100_00)
    await setGoal({ kind: 'person', id: bo }, 50_00)
    // local midnight in Berlin
    await sales.tell([membership(bo, '2025-11-11T23:00:00Z', south)])
    await win(sales, bo, '2025-11-05', 7_00)
    await win(sales, bo, '2025-11-13', 9_00)
    const of = (id: string) => api.sprint.burnDown({ scope: { kind: 'team', id }, period })
    await expect(of(north)).resolves.toMatchObject({
      openingGoal: 150_00,
      goalChanges: [{ date: '2025-11-12', from: 150_00, to: 100_00 }],
      booked: 7_00,
      goal: { minor: 100_00, computedFrom: { members: 2, withGoal: 1 } },
    })
    await expect(of(south)).resolves.toMatchObject({
      openingGoal: null,
      booked: 9_00,
      goal: { minor: 50_00, computedFrom: { members: 1, withGoal: 1 } },
    })
    await expect(api.sprint.burnDown({ scope: company, period })).resolves.toMatchObject({
      goal: { minor: 150_00, computedFrom: { members: 3, withGoal: 2 } },
      booked: 16_00,
    })
    const { rows } = await api.sprint.bars({ scope: company, period, by: 'team' })
    expect(rows.map(({ label, booked, goal }) => [label, booked, goal])).toEqual([
      ['North', 7_00, 100_00],
      ['South', 9_00, 50_00],
    ])
  })

  it('proposes the median of the last three months', async () => {
    const { sales, api } = await makeFloor()
    const ana = await sales.person('Ana', null)
    for (const [day, amount] of [
      ['2025-08-20', 30_00],
      ['2025-09-20', 90_00],
      ['2025-10-20', 50_00],
      ['2025-11-05', 1_00],
    ] as const) {
      await win(sales, ana, day, amount)
    }
    const median = async (of: string) => (await api.sprint.burnDown({ scope: company, period: of })).medianOfLastThree
    expect(await median(period)).toBe(50_00)
    expect(await median('2025-12')).toBe(50_00)
    expect(await median('2025-10')).toBe(60_00)
  })

  it('of an organisation without anything is empty, not wrong', async () => {
    const { api } = await makeFloor()
    for (const of of [period, '2025-W46', '2025-Q4', '2025']) {
      await expect(api.sprint.burnDown({ scope: company, period: of })).resolves.toMatchObject({
        booked: 0,
        goal: null,
        remaining: null,
        landsAt: null,
        medianOfLastThree: null,
        dataAt: null,
        won: [],
        goalChanges: [],
      })
    }
    await expect(api.sprint.bars({ scope: company, period, by: 'team' })).resolves.toMatchObject({ rows: [] })
    await expect(api.settings.workspace()).resolves.toMatchObject({ hasData: false, dataAt: null, homeScope: company })
  })

  it('is blocked by a missing exchange rate, which it names', async () => {
    const { sales, api } = await makeFloor()
    const ana = await sales.person('Ana', null)
    await win(sales, ana, '2025-11-05', 1_00, { currency: 'CHF' })
    await expect(api.sprint.burnDown({ scope: company, period })).rejects.toMatchObject({
      data: { currencies: ['CHF'] },
    })
  })

  it('takes a goal in another currency by the rate of its day', async () => {
    const { sales, api } = await makeFloor()
    const goal = {
      scopeKind: 'company',
      scopeId: null,
      metric: 'bookings',
      period,
      minor: 50_00,
      currency: 'CHF',
      source: 'quota',
    }
    await sales.tell([{ kind: 'goal', id: newId(), valid: '2025-10-31T23:00:00Z', patch: goal }])
    const ask = (asOf: string) => api.sprint.burnDown({ scope: company, period, asOf })
    await expect(ask('2025-11-13')).rejects.toMatchObject({ data: { currencies: ['CHF'] } })
    const rate = (date: string, value: string) =>
      ({
        kind: 'rate',
        id: newId(),
        valid: '-infinity',
        patch: { currency: 'CHF', kind: 'daily', date, rate: value },
      }) as const
    await sales.tell([rate('2025-10-01', '1.5'), rate('2025-11-02', '9')])
    await expect(ask('2025-11-14')).resolves.toMatchObject({ goal: { minor: 75_00, source: 'quota' } })
  })

  it('of what does not exist, here or in this organisation, is not found', async () => {
    const { api } = await makeFloor()
    const other = await makeFloor()
    const elsewhere = await other.sales.team('Elsewhere')
    for (const scope of [
      { kind: 'team', id: elsewhere },
      { kind: 'team', id: 'none' },
      { kind: 'office', id: 'Mars' },
    ] as const) {
      await expect(api.sprint.burnDown({ scope, period })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(api.sprint.closing({ scope, period })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    await expect(api.sprint.burnDown({ scope: company, period: '2025-W53' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })
})

describe('figures of a person', () => {
  let floor: Awaited<ReturnType<typeof makeFloor>>
  let people: { ana: string; bo: string; cy: string }
  let north: string
  let rep: TestUser
  let lead: TestUser
  beforeAll(async () => {
    floor = await makeFloor()
    north = await floor.sales.team('North')
    const south = await floor.sales.team('South')
    people = {
      ana: await floor.sales.person('Ana', north),
      bo: await floor.sales.person('Bo', north),
      cy: await floor.sales.person('Cy', south),
    }
    rep = await test.user(floor.sales.orgId, 'rep', people.ana)
    lead = await test.user(floor.sales.orgId, 'lead', people.bo)
  })
  const bars = async (user: TestUser) =>
    (await test.client(user).sprint.bars({ scope: company, period, by: 'person' })).rows.map(({ label }) => label)
  const person = (id: string): Scope => ({ kind: 'person', id })

  it('are for that person and those responsible, and each look is logged where that person sees it', async () => {
    const asRep = test.client(rep)
    await expect(asRep.sprint.burnDown({ scope: person(people.ana), period })).resolves.toMatchObject({ label: 'Ana' })
    for (const id of [people.bo, people.cy]) {
      await expect(asRep.sprint.burnDown({ scope: person(id), period })).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(asRep.sprint.closing({ scope: person(id), period })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    expect(await bars(rep)).toEqual(['Ana'])
    expect(await bars(lead)).toEqual(['Ana', 'Bo'])
    expect(await bars(floor.admin)).toEqual(['Ana', 'Bo', 'Cy'])
    const asLead = test.client(lead)
    // twice: an answer from the cache is a look, too
    for (let look = 0; look < 2; look += 1) await asLead.sprint.burnDown({ scope: person(people.ana), period })
    const { views } = await asRep.members.views.mine({})
    const byLead = views.filter(({ viewer }) => viewer.userId === lead.userId)
    expect(byLead.map(({ surface }) => surface).toSorted()).toEqual(['grid', 'person-page', 'person-page'])
    await expect(test.client(rep).settings.workspace()).resolves.toMatchObject({ homeScope: person(people.ana) })
    await expect(asLead.settings.workspace()).resolves.toMatchObject({ homeScope: { kind: 'team', id: north } })
  })

  it('stand as bars among team mates where the organisation opened them', async () => {
    await floor.sales.tell([
      { kind: 'setting', id: floor.sales.orgId, valid: '2025-01-01T00:00:00Z', patch: { namedBars: 'on' } },
    ])
    expect(await bars(rep)).toEqual(['Ana', 'Bo'])
    await expect(test.client(rep).sprint.burnDown({ scope: person(people.bo), period })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })

  it('and of other teams stay closed where totals are for the own team', async () => {
    const closed = { totalsVisibility: 'own-team' }
    await floor.sales.tell([{ kind: 'setting', id: floor.sales.orgId, valid: '2025-01-02T00:00:00Z', patch: closed }])
    const { scopes } = await test.client(rep).settings.workspace()
    expect(scopes.map(({ name }) => name)).toEqual(['North', 'Ana'])
    await expect(test.client(rep).sprint.burnDown({ scope: company, period })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(
      test.client(rep).sprint.burnDown({ scope: { kind: 'team', id: north }, period }),
    ).resolves.toMatchObject({ label: 'North' })
  })

  it('get a goal from managers only, for whom they may see', async () => {
    const input = { metric: 'bookings', period, minor: 1, source: 'quota', from: 'correction' } as const
    const manager = await test.user(floor.sales.orgId, 'manager', people.cy)
    await expect(test.client(lead).settings.setGoal({ ...input, scope: person(people.ana) })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(test.client(manager).settings.setGoal({ ...input, scope: person(people.ana) })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(test.client(manager).settings.setGoal({ ...input, scope: person(people.cy) })).resolves.toEqual({
      minor: 1,
    })
  })
})
