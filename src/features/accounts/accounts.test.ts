import { describe, expect, test } from 'vitest'
import type { AccountRow } from './contract.ts'
import { newId } from '#platform/ids.ts'
import { testApp } from '../../../test/support/app.ts'
import { makeSales, tellDeal } from '../../../test/support/sales.ts'

const app = await testApp()

async function world() {
  const sales = await makeSales(app.db)
  const team = await sales.team('North')
  const ana = await sales.person('Ana', team)
  const boss = await app.user(sales.orgId, 'owner')
  return { sales, team, ana, boss, owner: app.client(boss) }
}

async function give(sales: Awaited<ReturnType<typeof makeSales>>, dealId: string, accountId: string) {
  await sales.tell([{ kind: 'deal', id: dealId, valid: '2026-01-05T00:00:00Z', patch: { accountId } }])
}

const brief = (row: AccountRow | undefined) => row && [row.openCount, row.open, row.wonCount, row.won, row.lastTouch]

describe('accounts', () => {
  test('add up their deals and touches, alone and with all below, and the receipts re-add', async () => {
    const { sales, team, ana, boss, owner } = await world()
    const { accountId: parent } = await owner.accounts.create({ name: 'Halden', ownerId: ana, type: 'Customer' })
    const { accountId: child } = await owner.accounts.create({ name: 'Halden Bank', parentId: parent })
    const deal = async (accountId: string, story: Partial<Parameters<typeof tellDeal>[1]>) => {
      const id = await tellDeal(sales, { owner: ana, created: '2026-01-05T00:00:00Z', amount: 100, ...story })
      await give(sales, id, accountId)
      return id
    }
    await deal(parent, { amount: 100 })
    const bank = await deal(child, { amount: 250 })
    await deal(child, { amount: 40, won: '2026-02-01T00:00:00Z' })
    await deal(child, { amount: 7, lost: '2026-02-01T00:00:00Z' })
    const call = {
      org_id: sales.orgId,
      id: newId(),
      recorded_from: '2026-01-01T00:00:00Z',
      known_at: '2026-01-20T09:00:00Z',
      type: 'call',
      at: '2026-01-20T09:00:00Z',
      at_date: null,
      seconds: 90,
      direction: 'outbound',
      held: true,
      connected: true,
      person_id: ana,
      deal_id: bank,
      account_id: null,
      contact_id: null,
      lead_id: null,
      source: 'test',
      external_id: '1',
      row_hash: '1',
      import_id: null,
    }
    // what is neither done nor planned at the moment looked at stands in no list
    const later = {
      id: newId(),
      external_id: '2',
      row_hash: '2',
      at: '2099-02-01T09:00:00Z',
      known_at: '2099-02-01T09:00:00Z',
    }
    await app.db
      .insertInto('activity')
      .values([call, { ...call, ...later }])
      .execute()

    const { accounts, count, open, won } = await owner.accounts.list({ sort: 'open', descending: true })
    expect({ count, open, won }).toEqual({ count: 2, open: 350, won: 40 })
    expect(accounts.map(({ name }) => name)).toEqual(['Halden Bank', 'Halden'])
    expect(accounts.map(brief)).toEqual([
      [1, 250, 1, 40, '2026-01-20'],
      [1, 100, 0, 0, null],
    ])
    const scoped = await owner.accounts.list({ scope: { kind: 'team', id: team } })
    expect(scoped.accounts.map(({ name }) => name)).toEqual(['Halden'])
    expect((await owner.accounts.list({ kind: 'customer' })).count).toBe(1)
    expect((await owner.accounts.list({ text: 'BANK' })).count).toBe(1)

    const file = await (
      await app.request('/api/v1/account-list/accounts.csv?sort=open&descending=true', {}, boss)
    ).text()
    expect(
      file
        .trim()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(',').slice(1, 9)),
    ).toEqual([
      ['Halden Bank', 'Halden', '', '', '1', '2.5', '1', '0.4'],
      ['Halden', '', 'Customer', 'Ana', '1', '1', '0', '0'],
    ])
    expect((await app.request('/api/v1/account-list/accounts.csv?scope=nowhere', {}, boss)).status).toBe(400)

    const account = await owner.accounts.get({ accountId: parent })
    expect(account.family.map(({ name, depth, below }) => [name, depth, below.open, below.won])).toEqual([
      ['Halden', 0, 350, 40],
      ['Halden Bank', 1, 250, 40],
    ])
    const bankAccount = await owner.accounts.get({ accountId: child })
    expect(bankAccount).toMatchObject({ lostAmount: 7, activityCount: 1 })
    expect([bankAccount.open, bankAccount.won, bankAccount.lost].map((deals) => deals.length)).toEqual([1, 1, 1])

    const receipt = await owner.receipts.get({
      figure: { kind: 'account', of: { accountId: parent, figure: 'open', below: true } },
    })
    expect(receipt.value).toEqual({ type: 'money', minor: 350, currency: 'EUR' })
    const converted = receipt.rows!.rows.map(({ cells }) => (cells[5]?.type === 'money' ? cells[5].minor : null))
    expect(converted.toSorted((a, b) => a! - b!)).toEqual([100, 250])
  })

  test('are edited from a date, as a correction and back, and never lie below themselves', async () => {
    const { ana, owner } = await world()
    const { accountId } = await owner.accounts.create({ name: 'Vire' })
    const { accountId: child } = await owner.accounts.create({ name: 'Vire Sud', parentId: accountId })
    await owner.accounts.edit({ accountId, edit: { ownerId: ana } })
    await owner.accounts.edit({ accountId, edit: { name: 'Vire SA' }, from: 'correction' })
    const { account, changes } = await owner.accounts.get({ accountId })
    expect(account).toMatchObject({ name: 'Vire SA', owner: 'Ana' })
    expect(changes.filter(({ field }) => field === 'ownerId').map(({ value }) => value)).toEqual(['Ana'])
    await expect(owner.accounts.edit({ accountId, edit: { parentId: child } })).rejects.toMatchObject({ status: 412 })
    await expect(
      owner.accounts.edit({ accountId, edit: { name: 'Mine' }, base: { name: 'Vire' } }),
    ).rejects.toMatchObject({ status: 409, data: { fields: [{ label: 'Name', theirs: { text: 'Vire SA' } }] } })
  })

  test('that look like one are named, merged and split', async () => {
    const { owner } = await world()
    const { accountId: one } = await owner.accounts.create({ name: 'Kolbe AG', website: 'https://www.kolbe.example' })
    const { accountId: same } = await owner.accounts.create({ name: 'Kolbe' })
    const { accountId: domain } = await owner.accounts.create({ name: 'K. Maschinen', website: 'kolbe.example/shop' })
    const { duplicates } = await owner.accounts.get({ accountId: one })
    expect(duplicates).toEqual([
      { id: domain, name: 'K. Maschinen', why: 'domain' },
      { id: same, name: 'Kolbe', why: 'name' },
    ])
    const { mergeId } = await owner.merges.merge({ kind: 'account', from: same, into: one })
    expect((await owner.accounts.list({})).count).toBe(2)
    expect((await owner.merges.of({ kind: 'account', id: one })).merges).toMatchObject([{ mergeId, name: 'Kolbe' }])
    await owner.merges.split({ mergeId })
    expect((await owner.accounts.list({})).count).toBe(3)
  })
})

describe('contacts', () => {
  test('are made, moved from a date and found by account', async () => {
    const { owner } = await world()
    const { accountId: from } = await owner.accounts.create({ name: 'Ferro' })
    const { accountId: to } = await owner.accounts.create({ name: 'Nuvola' })
    const { contactId } = await owner.accounts.contacts.create({ name: 'L. Norén', title: 'CFO', accountId: from })
    await owner.accounts.contacts.edit({ contactId, edit: { email: 'l@nuvola.example', accountId: to } })
    const { contact, changes } = await owner.accounts.contacts.get({ contactId })
    expect(contact).toMatchObject({ name: 'L. Norén', title: 'CFO', email: 'l@nuvola.example', account: 'Nuvola' })
    expect(changes.filter(({ field }) => field === 'accountId').map(({ value }) => value)).toEqual(['Nuvola', 'Ferro'])
    expect((await owner.accounts.contacts.list({ accountId: to })).count).toBe(1)
    expect((await owner.accounts.contacts.list({ accountId: from })).count).toBe(0)
    await owner.accounts.contacts.remove({ contactId })
    expect((await owner.accounts.contacts.list({})).count).toBe(0)
  })

  test('a viewer reads and does not write', async () => {
    const { sales } = await world()
    const viewer = app.client(await app.user(sales.orgId, 'viewer'))
    await expect(viewer.accounts.list({})).resolves.toMatchObject({ count: 0 })
    await expect(viewer.accounts.create({ name: 'X' })).rejects.toMatchObject({ status: 403 })
    await expect(viewer.accounts.contacts.create({ name: 'X' })).rejects.toMatchObject({ status: 403 })
  })
})
