import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEAL_GROUPINGS, type DealSearch, joinList } from '#domain/deal/list.ts'
import { newId } from '#platform/ids.ts'
import { readDealRows } from '#db/deal-list.ts'
import type { Actor, Ctx } from '../context.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { makeSales, tellDeal } from '../../../test/support/sales.ts'
import { addUp, idsOf, openDealList, orderDealList, OTHERS, visibleGroups } from './list.ts'
import { editDeal } from './edit-deal.ts'
import { type ListedDeal, listDealRows } from './report.ts'

const { db } = await testDatabase()
const NOW = Date.parse('2026-06-15T10:00:00Z')
const sales = await makeSales(db)
const ctx = (actor: Actor = { type: 'cli' }): Ctx => ({ db, orgId: sales.orgId, actor, recordedAt: NOW })

const north = await sales.team('North')
const south = await sales.team('South', { parentId: north })
const persons = [
  await sales.person('Ana', north),
  await sales.person('Bo', south),
  await sales.person('Cem', south),
] as const
// two euros for a dollar, and nothing for a pound
await sales.tell([
  {
    kind: 'rate',
    id: newId(),
    valid: '-infinity',
    patch: { currency: 'USD', kind: 'plan', date: '2020-01-01', rate: '2' },
  },
])
const EUROS: Readonly<Record<string, number>> = { EUR: 1, USD: 2 }
const random = (seed: number) => (n: number) => (seed = (seed * 48_271) % 2_147_483_647) % n
const dice = random(7)
const day = (n: number) => new Date(Date.parse('2026-05-01') + n * 86_400_000).toISOString()
for (let i = 0; i < 120; i += 1) {
  const created = dice(30)
  const end = day(created + 1 + dice(12))
  await tellDeal(sales, {
    owner: persons[dice(3)]!,
    created: day(created),
    amount: dice(9) === 0 ? null : dice(5000),
    currency: ['EUR', 'EUR', 'USD', 'GBP'][dice(i % 5 === 0 ? 4 : 3)]!,
    name: `Deal ${i}`,
    ...(dice(4) > 0 && { close: day(dice(90)).slice(0, 10) }),
    ...[{}, { won: end }, { lost: end }, {}][dice(4)],
  })
}

async function listed(search: DealSearch, scope = { kind: 'company', id: 'all' } as const, actor?: Actor) {
  const list = await openDealList(ctx(actor), { search, scope })
  return { list, groups: visibleGroups(list, await orderDealList(ctx(actor), list)) }
}

const minorOf = ({ amount, currency }: ListedDeal) => Math.round((amount ?? 0) * 100 * (EUROS[currency ?? 'EUR'] ?? 0))
const closes = (deal: ListedDeal) => deal.outcomeDate ?? deal.closeDate

const searches: fc.Arbitrary<DealSearch> = fc
  .record({
    status: fc.constantFrom('open', 'won', 'lost', 'all' as const),
    owner: fc.option(fc.subarray([...persons, 'none'], { minLength: 1 }), { nil: undefined }),
    team: fc.option(fc.constantFrom(north, south), { nil: undefined }),
    from: fc.option(fc.constantFrom('2026-05-20', '2026-06-10'), { nil: undefined }),
    to: fc.option(fc.constantFrom('2026-06-20', '2026-07-20'), { nil: undefined }),
    min: fc.option(fc.constantFrom('5', '20.5'), { nil: undefined }),
    max: fc.option(fc.constantFrom('40', '60'), { nil: undefined }),
    text: fc.option(fc.constantFrom('deal 1', '7', 'DEAL'), { nil: undefined }),
    group: fc.option(fc.constantFrom(...DEAL_GROUPINGS), { nil: undefined }),
    sort: fc.option(fc.constantFrom('amount', '-amount', '-close', 'name', 'created', 'touched'), { nil: undefined }),
  })
  .map(({ owner, ...search }) => ({
    ...Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)),
    ...(owner && { owner: joinList(owner) }),
  }))

test('property: sums, counts and rows of a list are those of a loop over the deals', async () => {
  const names = new Map([...persons].map((id, at) => [['Ana', 'Bo', 'Cem'][at]!, id]))
  await fc.assert(
    fc.asyncProperty(searches, async (search) => {
      const rows = await listDealRows(ctx(), { status: search.status ?? 'open' })
      const wanted = rows.filter((deal) => {
        const owners = search.owner?.split(',')
        const minor = deal.amount === null || EUROS[deal.currency ?? ''] === undefined ? null : minorOf(deal)
        return (
          (!owners || owners.includes(deal.ownerId === null ? 'none' : names.get(deal.ownerId)!)) &&
          (!search.team || deal.teamId === search.team) &&
          (!search.from || (closes(deal) ?? '') >= search.from) &&
          (!search.to || (closes(deal) !== null && closes(deal)! <= search.to)) &&
          (!search.min || (minor !== null && minor >= Number(search.min) * 100)) &&
          (!search.max || (minor !== null && minor <= Number(search.max) * 100)) &&
          (!search.text ||
            search.text
              .toLowerCase()
              .split(' ')
              .every((word) => deal.name!.toLowerCase().includes(word)))
        )
      })
      const { list, groups } = await listed(search)
      const total = addUp(groups)
      expect(total.count).toBe(wanted.length)
      expect(total.minor).toBe(wanted.reduce((sum, deal) => sum + minorOf(deal), 0))
      expect(total.missing).toEqual(
        wanted.some(({ currency, amount }) => currency === 'GBP' && amount !== null) ? ['GBP'] : [],
      )
      const ids = idsOf(groups, 0, total.count)
      expect(ids.toSorted()).toEqual(wanted.map(({ id }) => id).toSorted())
      expect([...idsOf(groups, 0, 3), ...idsOf(groups, 3, 7)]).toEqual(ids.slice(0, 10))
      const keyOf = {
        owner: (deal: ListedDeal) => (deal.ownerId === null ? null : names.get(deal.ownerId)!),
        team: (deal: ListedDeal) => deal.teamId,
        stage: (deal: ListedDeal) => sales.stages[deal.stage as 'open'],
        month: (deal: ListedDeal) => closes(deal)?.slice(0, 7) ?? null,
      }[search.group ?? 'owner']
      const byKey = Map.groupBy(wanted, search.group ? keyOf : () => null)
      expect(groups.map(({ key, count, minor }) => ({ key, count, minor }))).toEqual(
        groups.map(({ key }) => ({
          key,
          count: byKey.get(key)!.length,
          minor: byKey.get(key)!.reduce((sum, deal) => sum + minorOf(deal), 0),
        })),
      )
      expect(groups).toHaveLength(byKey.size)
      if (search.sort === '-amount' && !search.group) {
        const read = await readDealRows(db, { ...list.query, status: list.filter.status }, ids)
        const amounts = read.map(({ amountOrg }) => amountOrg ?? -Infinity)
        expect(amounts).toEqual(amounts.toSorted((a, b) => b - a))
      }
    }),
    { numRuns: 60 },
  )
})

describe('whom a list shows', () => {
  const rep = (personId: string): Actor => ({ type: 'user', userId: newId(), level: 'rep', personId })

  test('persons whose figures the reader does not see are one group', async () => {
    await sales.tell([{ kind: 'setting', id: sales.orgId, valid: '-infinity', patch: { namedBars: 'off' } }])
    const { groups } = await listed({ group: 'owner', status: 'all' }, undefined, rep(persons[0]))
    expect(groups.map(({ key }) => key)).toEqual([persons[0], OTHERS])
    const all = await listed({ status: 'all' })
    expect(addUp(groups).count).toBe(addUp(all.groups).count)
    await expect(listed({ owner: persons[1] }, undefined, rep(persons[0]))).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('where totals are the own team, a deal of another team is not found', async () => {
    await sales.tell([
      { kind: 'setting', id: sales.orgId, valid: '-infinity', patch: { totalsVisibility: 'own-team' } },
    ])
    const [deal] = (await listDealRows(ctx(), { status: 'open' })).filter(({ ownerId }) => ownerId === 'Ana')
    const edit = { dealId: deal!.id, edit: { nextStep: 'Call' } }
    await expect(editDeal(ctx(rep(persons[1])), edit)).rejects.toMatchObject({ code: 'not-found' })
    await expect(listed({}, undefined, rep(persons[1]))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(editDeal(ctx(rep(persons[0])), edit)).resolves.toEqual({ status: 'open' })
  })
})

test('untouched: no touch on the deal or its contacts for the days, nothing planned, and owned for longer', async () => {
  const own = await makeSales(db)
  const owner = await own.person('Dana', null)
  const other = await own.person('Eve', null)
  const contact = newId()
  const told = (name: string, created = '2026-01-10T09:00:00Z') => tellDeal(own, { owner, created, amount: 100, name })
  const deals = {
    quiet: await told('quiet'),
    fresh: await told('fresh', '2026-06-01T09:00:00Z'),
    touched: await told('touched'),
    planned: await told('planned'),
    byContact: await told('by contact'),
    taken: await told('taken over'),
  }
  await own.tell([{ kind: 'deal', id: deals.taken, valid: '2026-06-05T09:00:00Z', patch: { ownerId: other } }])
  const activity = (type: string, at: string, more: Record<string, string>) => ({
    org_id: own.orgId,
    id: newId(),
    recorded_from: '2026-01-01T00:00:00Z',
    recorded_to: 'infinity',
    known_at: at,
    type,
    at,
    held: true,
    source: 'test',
    external_id: newId(),
    row_hash: '',
    ...more,
  })
  const rows = [
    activity('email', '2026-05-01T09:00:00Z', { deal_id: deals.quiet }),
    activity('task', '2026-06-10T09:00:00Z', { deal_id: deals.quiet }),
    activity('call', '2026-06-10T09:00:00Z', { deal_id: deals.touched }),
    { ...activity('meeting', '2026-06-20T09:00:00Z', { deal_id: deals.planned }), known_at: '2026-06-01T00:00:00Z' },
    activity('email', '2026-03-01T09:00:00Z', { deal_id: deals.byContact, contact_id: contact }),
    activity('email', '2026-06-11T09:00:00Z', { contact_id: contact }),
  ]
  for (const row of rows) await db.insertInto('activity').values(row).execute()
  const list = await openDealList({ ...ctx(), orgId: own.orgId }, { search: { untouched: '30' } })
  const groups = await orderDealList({ ...ctx(), orgId: own.orgId }, list)
  expect(idsOf(groups, 0, 10)).toEqual([deals.quiet])
})
