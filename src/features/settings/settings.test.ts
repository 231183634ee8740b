import { expect, it } from 'vitest'
import { realNow } from '#platform/clock/now.ts'
import { testApp } from '../../../test/support/app.ts'
import { makeSales, tellDeal } from '../../../test/support/sales.ts'

const test = await testApp()

it('the clock is pinned to the end of a local day, seen by everyone, written down, and let go', async () => {
  const sales = await makeSales(test.db, { zone: 'America/New_York' })
  const admin = await test.user(sales.orgId, 'admin')
  const rep = await test.user(sales.orgId, 'rep')
  const api = test.client(admin)
  const pinnedAt = Date.parse('2025-11-15T04:59:59.999Z')
  const pinned = { now: pinnedAt, today: '2025-11-14', pinnedAt, knownThen: true }
  await expect(api.settings.clock.set({ pin: '2025-11-14', knownThen: true })).resolves.toEqual(pinned)
  await expect(test.client(rep).settings.clock.get()).resolves.toEqual(pinned)
  await expect(test.client(rep).settings.workspace()).resolves.toMatchObject({ clock: pinned })
  await expect(test.client(rep).settings.clock.clear()).rejects.toMatchObject({ code: 'FORBIDDEN' })
  const running = await api.settings.clock.clear()
  expect(running).toMatchObject({ pinnedAt: null, knownThen: false })
  expect(Math.abs(running.now - realNow())).toBeLessThan(60_000)
  await expect(api.settings.clock.set({ pin: 'yesterday' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })

  const rows = await test.db
    .selectFrom('change')
    .select(['patch', 'actor_id'])
    .where('org_id', '=', sales.orgId)
    .where('kind', '=', 'setting')
    .where('actor_id', 'is not', null)
    .orderBy('id')
    .execute()
  expect(rows).toEqual([
    { patch: { pinnedAt, pinnedKnown: true }, actor_id: admin.userId },
    { patch: { pinnedAt: null, pinnedKnown: false }, actor_id: admin.userId },
  ])
})

it('pinned as known then, figures leave out what was told later', async () => {
  const sales = await makeSales(test.db)
  const api = test.client(await test.user(sales.orgId, 'admin'))
  const ana = await sales.person('Ana', null)
  const id = await tellDeal(sales, {
    owner: ana,
    created: '2025-10-01T09:00:00Z',
    amount: 10_00,
    won: '2025-11-05T09:00:00Z',
    close: '2025-11-05',
  })
  await sales.tell([
    { kind: 'deal', id, valid: '2025-11-05T09:00:00Z', known: '2025-11-20T09:00:00Z', patch: { amount: 25_00 } },
  ])
  const booked = async () =>
    (await api.sprint.burnDown({ scope: { kind: 'company', id: 'all' }, period: '2025-11' })).booked
  await api.settings.clock.set({ pin: '2025-11-14', knownThen: true })
  expect(await booked()).toBe(10_00)
  await api.settings.clock.set({ pin: '2025-11-14' })
  expect(await booked()).toBe(25_00)
  await api.settings.clock.set({ pin: '2025-11-04' })
  expect(await booked()).toBe(0)
})

it('goals name every scope, where each comes from, and are refused for what is not there', async () => {
  const sales = await makeSales(test.db)
  const api = test.client(await test.user(sales.orgId, 'owner'))
  await api.settings.clock.set({ pin: '2025-11-14' })
  const north = await sales.team('North', { office: 'Berlin' })
  const ana = await sales.person('Ana', north)
  const set = { metric: 'bookings', period: '2025-12', minor: 80_00, source: 'quota', from: 'correction' } as const
  await api.settings.setGoal({ ...set, scope: { kind: 'person', id: ana } })
  const { rows } = await api.settings.goals({ period: '2025-12' })
  expect(rows.map(({ label, minor, source, computed }) => [label, minor, source, computed])).toEqual([
    [expect.stringContaining('Org'), 80_00, 'quota', true],
    ['Berlin', 80_00, 'quota', true],
    ['North', 80_00, 'quota', true],
    ['Ana', 80_00, 'quota', false],
  ])
  await expect(api.settings.setGoal({ ...set, scope: { kind: 'team', id: ana } })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  await expect(
    api.settings.setGoal({ ...set, scope: { kind: 'team', id: north }, from: '2026-01-01' }),
  ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  const goals = await test.db
    .selectFrom('span')
    .select('entity_id')
    .distinct()
    .where('org_id', '=', sales.orgId)
    .where('kind', '=', 'goal')
    .execute()
  expect(goals).toHaveLength(1)
  await api.settings.setGoal({ ...set, scope: { kind: 'person', id: ana }, minor: 90_00 })
  const again = await test.db
    .selectFrom('span')
    .select('entity_id')
    .distinct()
    .where('org_id', '=', sales.orgId)
    .where('kind', '=', 'goal')
    .execute()
  expect(again).toEqual(goals)
})
