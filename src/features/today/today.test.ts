import { expect, test } from 'vitest'
import { newId } from '#platform/ids.ts'
import { ORIGIN, testApp } from '../../../test/support/app.ts'
import type { Receipt } from '../receipt.ts'
import { dealsRef } from '../deal-ref.ts'
import { paceRef } from '../pace-ref.ts'

const api = await testApp()
const orgId = await api.org('Alone')
const owner = await api.user(orgId, 'owner')
const client = api.client(owner)
const COMPANY = { kind: 'company', id: 'all' } as const
const day = (offset: number) => {
  const at = new Date(api.app.server.now() + offset * 86_400_000)
  return at.toISOString().slice(0, 10)
}
const period = day(0).slice(0, 7)

const moneyOf = ({ value }: Pick<Receipt, 'value'>) => (value.type === 'money' ? value.minor : null)

test('someone who sells alone sees own lists, each with the data that it lacks', async () => {
  const today = await client.today.get({ scope: COMPANY, period })
  expect(today).toMatchObject({ persona: 'alone', people: null, changes: null })
  expect(today.lists.map(({ id, lacks, count }) => [id, lacks, count])).toEqual([
    ['quiet', 'activities', 0],
    ['closing', 'close-dates', 0],
    ['overdue', 'close-dates', 0],
  ])
})

test('deals stand in the lists they belong to, and the receipt of a list re-adds', async () => {
  await client.deals.create({ name: 'Due in three days', amount: 100_00, closeDate: day(3) })
  await client.deals.create({ name: 'Due yesterday', amount: 250_00, closeDate: day(-1), nextStep: 'Call' })
  await client.deals.create({ name: 'Due in a year', amount: 900_00, closeDate: day(365) })
  const { lists, scope } = await client.today.get({ scope: COMPANY, period })
  const [, closing, overdue] = lists
  expect(closing).toMatchObject({ count: 1, minor: 100_00, rows: [{ name: 'Due in three days' }] })
  expect(overdue).toMatchObject({ count: 1, minor: 250_00, rows: [{ name: 'Due yesterday', nextStep: 'Call' }] })
  expect(overdue).toMatchObject({ due: 'close-date' })
  for (const list of [closing!, overdue!]) {
    const sum = await client.receipts.get({ figure: dealsRef('sum', scope, list.search) })
    expect(moneyOf(sum)).toBe(list.minor)
    expect(sum.rows?.count).toBe(list.count)
  }
})

test('a next step with a date is overdue by it, one without by the close date', async () => {
  await client.deals.create({ name: 'Late step', closeDate: day(90), nextStep: 'Call', nextStepDate: day(-2) })
  await client.deals.create({ name: 'Step ahead', closeDate: day(-30), nextStep: 'Write', nextStepDate: day(5) })
  const { lists, scope } = await client.today.get({ scope: COMPANY, period })
  const overdue = lists.find(({ id }) => id === 'overdue')!
  expect(overdue.due).toBe('next-step')
  expect(overdue.rows.map(({ name, nextStepDate }) => [name, nextStepDate])).toEqual([
    ['Late step', day(-2)],
    ['Due yesterday', null],
  ])
  const receipt = await client.receipts.get({ figure: dealsRef('count', scope, overdue.search) })
  expect(receipt.rows?.count).toBe(2)
  expect(receipt.notes[0]).toMatch(/next step/)
})

test('the pace is that of the burn-down, and its receipts say the same', async () => {
  await client.settings.setGoal({
    scope: COMPANY,
    metric: 'bookings',
    period,
    minor: 1_000_00,
    source: 'shared',
    from: 'correction',
  })
  const { stages } = await client.deals.stages()
  const won = stages.find(({ kind }) => kind === 'won')
  if (won) await client.deals.create({ name: 'Won today', amount: 400_00, stageId: won.id, closeDate: day(0) })
  const today = await client.today.get({ scope: COMPANY, period })
  const burnDown = await client.sprint.burnDown({ scope: COMPANY, period })
  expect(today).toMatchObject({ pace: { booked: burnDown.booked, goal: 1_000_00 }, remaining: burnDown.remaining })
  for (const [name, expected] of [
    ['booked', burnDown.booked],
    ['goal', 1_000_00],
    ['remaining', burnDown.remaining],
    ['lands', burnDown.landsAt?.minor ?? null],
    ['needed', burnDown.neededPerDay],
  ] as const) {
    expect(moneyOf(await client.receipts.get({ figure: paceRef(name, COMPANY, period) })), name).toBe(expected)
  }
})

test('found by name are deals of the own organisation alone', async () => {
  const { found } = await client.search.find({ text: 'due IN three' })
  expect(found).toMatchObject([{ kind: 'deal', label: 'Due in three days' }])
  const stranger = api.client(await api.user(await api.org('Elsewhere'), 'owner'))
  const elsewhere = (await stranger.search.find({ text: 'due' })).found
  expect(elsewhere.filter(({ kind }) => kind === 'deal')).toEqual([])
})

test('a call that is sent twice writes once', async () => {
  const send = () =>
    api.request(
      '/rpc/deals/create',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: ORIGIN, 'idempotency-key': 'one click' },
        body: JSON.stringify({ json: { name: 'Clicked twice' } }),
      },
      owner,
    )
  const [first, second] = [await send(), await send()]
  expect(first.status).toBeLessThan(300)
  expect(await second.text()).toBe(await first.text())
  expect((await client.search.find({ text: 'clicked' })).found).toHaveLength(1)
})

test('a rep sees the own scope and no other person', async () => {
  const personId = newId()
  const rep = api.client(await api.user(orgId, 'rep', personId))
  await expect(rep.today.get({ scope: { kind: 'person', id: newId() }, period })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  await expect(
    rep.receipts.get({ figure: paceRef('booked', { kind: 'person', id: newId() }, period) }),
  ).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('whoever owns no open deal is told so, and not that all of them are looked after', async () => {
  await client.org.edit({
    editId: newId(),
    edits: [{ kind: 'person', since: 'correction', patch: { name: 'New Here' } }],
  })
  const { people } = await client.org.tree({})
  const id = people.find(({ name }) => name === 'New Here')!.id
  const { lists } = await client.today.get({ scope: { kind: 'person', id }, period })
  expect(lists.map((list) => [list.id, list.lacks])).toEqual([
    ['quiet', 'activities'],
    ['closing', 'open-deals'],
    ['overdue', 'open-deals'],
  ])
})
