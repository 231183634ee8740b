import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { type TestUser, testApp } from '../support/app.ts'
import { makeSales, type Sales, tellDeal } from '../support/sales.ts'

const test = await testApp()
const sales: Sales = await makeSales(test.db)
const north = await sales.team('North')
const south = await sales.team('South')
const ana = await sales.person('Ana Anders', north)
const bo = await sales.person('Bo Berg', south)
const accounts = { ours: newId(), theirs: newId(), both: newId() }
const contacts = { ours: newId(), theirs: newId() }
const account = (id: string, name: string, ownerId: string | null) => ({
  kind: 'account' as const,
  id,
  valid: '2026-01-01T00:00:00Z',
  patch: { name, ownerId, parentId: null, type: null, industry: null, segment: null, website: null, country: null },
})
const contact = (id: string, accountId: string) => ({
  kind: 'contact' as const,
  id,
  valid: '2026-01-01T00:00:00Z',
  patch: { accountId, ownerId: null, source: null, externalId: null },
})
await sales.tell([
  account(accounts.ours, 'Acme Ours', ana),
  account(accounts.theirs, 'Acme Secret', bo),
  account(accounts.both, 'Acme Shared', bo),
  contact(contacts.ours, accounts.ours),
  contact(contacts.theirs, accounts.theirs),
])
for (const [id, name] of [
  [contacts.ours, 'Pat Ours'],
  [contacts.theirs, 'Pat Secret'],
] as const)
  await test.db.insertInto('subject').values({ org_id: sales.orgId, id, kind: 'contact', name }).execute()
async function deal(owner: string, name: string, amount: number, accountId: string): Promise<string> {
  const created = '2026-02-01T09:00:00Z'
  const id = await tellDeal(sales, { owner, name, amount: amount * 100, created, close: '2026-12-01' })
  await sales.tell([{ kind: 'deal', id, valid: created, patch: { accountId, source: `Source of ${name}` } }])
  return id
}
const deals = {
  ours: await deal(ana, 'Deal ours', 10, accounts.ours),
  shared: await deal(ana, 'Deal shared', 20, accounts.both),
  theirs: await deal(bo, 'Deal secret', 400, accounts.theirs),
  theirShared: await deal(bo, 'Deal secret too', 800, accounts.both),
}

let rep: TestUser
let owner: TestUser
beforeAll(async () => {
  owner = await test.user(sales.orgId, 'owner')
  rep = await test.user(sales.orgId, 'rep', ana)
})

async function call(user: TestUser, path: string, input: unknown): Promise<{ status: number; json: unknown }> {
  const response = await test.request(
    `/rpc/${path.replaceAll('.', '/')}`,
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ json: input }) },
    user,
  )
  return { status: response.status, json: ((await response.json()) as { json: unknown }).json }
}

const set = (patch: Record<string, unknown>) =>
  sales.tell([{ kind: 'setting', id: sales.orgId, valid: '-infinity', patch }])

describe('whose figures a rep reads by name', () => {
  beforeAll(() => set({ totalsVisibility: 'company', namedBars: 'off' }))

  it('persons that are not shown by name are one group', async () => {
    const { json } = await call(rep, 'deals.figures', { status: 'open', by: 'owner' })
    expect(json).toMatchObject({
      rows: [
        { label: 'Ana Anders', amount: 30 },
        { key: 'others', label: null, count: 2, amount: 1200 },
      ],
    })
    const all = await call(owner, 'deals.figures', { status: 'open', by: 'owner' })
    expect((all.json as { rows: { label: string }[] }).rows.map(({ label }) => label).toSorted()).toEqual([
      'Ana Anders',
      'Bo Berg',
    ])
  })

  it.each(['owner=bo berg', `owner=${bo}`, 'creator=Bo Berg', `ownerId=${bo}`])('%s is refused', async (filter) => {
    const filters = [filter]
    expect((await call(rep, 'deals.figures', { status: 'open', by: 'month', filters })).status).toBe(403)
    expect((await call(rep, 'deals.list', { status: 'open', filters })).status).toBe(403)
    expect((await call(rep, 'changes.waterfall', { from: '2026-01-01', filters })).status).toBe(403)
    expect((await call(rep, 'changes.rows', { from: '2026-01-01', part: 'new', filters })).status).toBe(403)
    expect((await call(owner, 'deals.list', { status: 'open', filters })).status).toBe(200)
  })

  it('the deals themselves are for everyone', async () => {
    const { json } = await call(rep, 'deals.list', { status: 'open' })
    expect((json as { deals: unknown[] }).deals).toHaveLength(4)
  })
})

describe('where totals are the own team', () => {
  beforeAll(() => set({ totalsVisibility: 'own-team' }))

  it.each([
    ['deals.list', { status: 'all' }],
    ['deals.figures', { status: 'open', by: 'owner' }],
    ['deals.figures', { status: 'open', by: 'account' }],
    ['accounts.list', { scope: { kind: 'team', id: north } }],
    ['accounts.choices', {}],
    ['accounts.choices', { ids: [accounts.ours, accounts.theirs] }],
    ['accounts.get', { accountId: accounts.ours }],
    ['accounts.get', { accountId: accounts.both }],
    ['accounts.contacts.list', {}],
    ['accounts.contacts.get', { contactId: contacts.ours }],
    ['deals.choices', {}],
    ['search.find', { text: 'deal' }],
    ['search.find', { text: 'acme' }],
    ['search.find', { text: 'pat' }],
    ['changes.rows', { scope: { kind: 'team', id: north }, from: '2026-01-01', part: 'new' }],
  ])('%s %j says nothing of another team', async (path, input) => {
    const { status, json } = await call(rep, path, input)
    expect(status, JSON.stringify(json)).toBe(200)
    expect(JSON.stringify(json)).not.toMatch(/secret/i)
    expect(JSON.stringify(json)).toMatch(/Ours|shared|Ana/i)
  })

  it('adds up what is seen alone, and everything for the owner', async () => {
    const sumOf = ({ json }: { json: unknown }) =>
      (json as { rows: { amount: number }[] }).rows.reduce((sum, { amount }) => sum + amount, 0)
    expect(sumOf(await call(rep, 'deals.figures', { status: 'open', by: 'month' }))).toBe(30)
    expect(sumOf(await call(owner, 'deals.figures', { status: 'open', by: 'month' }))).toBe(1230)
    const shared = await call(rep, 'accounts.get', { accountId: accounts.both })
    expect(shared.json).toMatchObject({ account: { openCount: 1, open: 2000 } })
  })

  it.each([
    ['deals.get', { dealId: deals.theirs }],
    ['accounts.get', { accountId: accounts.theirs }],
    ['accounts.edit', { accountId: accounts.theirs, edit: { name: 'Mine' } }],
    ['accounts.remove', { accountId: accounts.theirs }],
    ['accounts.contacts.get', { contactId: contacts.theirs }],
    ['accounts.contacts.edit', { contactId: contacts.theirs, edit: { title: 'Head' } }],
    ['comments.add', { subject: { kind: 'deal', id: deals.theirs }, text: 'A word', reasons: [] }],
    ['comments.add', { subject: { kind: 'account', id: accounts.theirs }, text: 'A word', reasons: [] }],
    ['merges.of', { kind: 'deal', id: deals.theirs }],
    ['merges.of', { kind: 'account', id: accounts.theirs }],
    ['merges.of', { kind: 'contact', id: contacts.theirs }],
    ['merges.merge', { kind: 'deal', from: deals.theirs, into: deals.ours }],
    ['merges.merge', { kind: 'account', from: accounts.ours, into: accounts.theirs }],
    ['merges.merge', { kind: 'contact', from: contacts.theirs, into: contacts.ours }],
    ['receipts.get', { figure: { kind: 'account', of: { accountId: accounts.theirs, figure: 'open' } } }],
  ])('%s finds nothing of another team', async (path, input) => {
    expect((await call(rep, path, input)).status).toBe(404)
  })

  it.each([
    ['changes.waterfall', { from: '2026-01-01' }],
    ['accounts.list', {}],
  ])('%s of the whole company is refused', async (path, input) => {
    expect((await call(rep, path, input)).status).toBe(403)
    expect((await call(owner, path, input)).status).toBe(200)
  })

  it('comments of another team are not read', async () => {
    const on = (id: string) => ({ kind: 'deal', ids: [id] })
    for (const id of [deals.ours, deals.theirs])
      await call(owner, 'comments.add', { subject: { kind: 'deal', id }, text: 'A word', reasons: [] })
    expect((await call(rep, 'comments.list', on(deals.ours))).json).toMatchObject({ comments: [{ text: 'A word' }] })
    expect((await call(rep, 'comments.list', on(deals.theirs))).json).toEqual({ comments: [] })
  })
})
