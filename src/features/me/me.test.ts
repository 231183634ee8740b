import { unzipSync, strFromU8 } from 'fflate'
import { expect, it } from 'vitest'
import { testApp } from '../../../test/support/app.ts'
import { makeSales, tellDeal } from '../../../test/support/sales.ts'

const test = await testApp()

async function world() {
  const sales = await makeSales(test.db)
  const ana = await sales.person('Ana', await sales.team('North'))
  const rep = await test.user(sales.orgId, 'rep', ana)
  return { sales, ana, rep, api: test.client(rep) }
}

it('everything of mine comes as one archive, without what is somebody else’s', async () => {
  const { sales, ana, rep, api } = await world()
  const bo = await sales.person('Bo', null)
  const deal = (owner: string, name: string) =>
    tellDeal(sales, { owner, name, created: '2025-10-01T09:00:00Z', amount: 38_000_00, close: '2025-12-01' })
  await deal(ana, '=Kolbe')
  await deal(bo, 'Ferro')
  const admin = await test.user(sales.orgId, 'admin')
  await test.client(admin).org.history({ personId: ana })
  const response = await test.request('/api/v1/me/export', {}, rep)
  expect(response.headers.get('content-type')).toBe('application/zip')
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()))
  expect(Object.keys(files).toSorted()).toEqual([
    'activities.csv',
    'changes-i-made.json',
    'contacts.vcf',
    'deals.csv',
    'meetings.ics',
    'profile.json',
    'who-looked.csv',
  ])
  const text = (name: string) => strFromU8(files[name]!)
  expect(text('deals.csv')).toContain('"\'=Kolbe",open,38000,EUR,2025-12-01')
  expect(text('deals.csv')).not.toContain('Ferro')
  expect(text('who-looked.csv')).toContain('The admin,user,drawer')
  expect(JSON.parse(text('profile.json'))).toMatchObject({
    user: { email: rep.email },
    person: { name: 'Ana' },
    memberships: [{ from: null, to: null }],
  })
  expect(text('meetings.ics')).toMatch(/^BEGIN:VCALENDAR/)
  const { holdings } = await api.me.get()
  expect(Object.fromEntries(holdings.map(({ kind, count }) => [kind, count]))).toMatchObject({ deals: 1, views: 1 })
  const { key } = await test.app.server.auth.createApiKey({ userId: rep.userId, name: 'k' })
  const byKey = await test.request('/api/v1/me/export', { headers: { authorization: `Bearer ${key}` } })
  expect(byKey.status).toBe(403)
})

it('sessions are listed and ended, only the own ones', async () => {
  const { sales, rep, api } = await world()
  const again = await test.app.server.auth.signIn(rep.email, 'correct horse battery', new Headers())
  expect(again?.userId ?? null).not.toBe('')
  const { sessions } = await api.me.sessions.list()
  expect(sessions.filter((one) => one.current)).toHaveLength(1)
  const other = test.client(await test.user(sales.orgId, 'rep'))
  const current = sessions.find((one) => one.current)!
  await expect(other.me.sessions.end({ id: current.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  for (const { id } of sessions.filter((one) => !one.current)) await api.me.sessions.end({ id })
  expect((await api.me.sessions.list()).sessions).toHaveLength(1)
  await api.me.sessions.end({ id: current.id })
  await expect(api.me.get()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
})

it('what is held opens its receipt, of oneself alone', async () => {
  const { api, sales } = await world()
  for (const { kind, count } of (await api.me.get()).holdings) {
    const receipt = await api.receipts.get({ figure: { kind: 'mine', of: { held: kind } } })
    expect(receipt).toMatchObject({ value: { value: count }, audience: 'Only you.' })
  }
  const nobody = test.client(await test.user(sales.orgId, 'viewer'))
  await expect(nobody.receipts.get({ figure: { kind: 'mine', of: { held: 'deals' } } })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})

it('preferences are kept per user; consent is asked where the organisation asks, and is the own answer only', async () => {
  const { api, sales } = await world()
  await api.me.prefer({ theme: 'dark' })
  expect(await api.me.prefer({ shortcuts: false })).toEqual({ theme: 'dark', shortcuts: false })
  expect((await api.me.get()).preferences).toEqual({ theme: 'dark', shortcuts: false })
  expect((await api.me.get()).consents).toContainEqual({ question: 'wallPersonBars', agreed: null, asked: true })
  await api.me.consent({ question: 'wallPersonBars', agreed: false })
  expect((await api.me.get()).consents).toContainEqual({ question: 'wallPersonBars', agreed: false, asked: true })
  const nobody = test.client(await test.user(sales.orgId, 'viewer'))
  await expect(nobody.me.consent({ question: 'wallPersonBars', agreed: true })).rejects.toMatchObject({
    code: 'PRECONDITION_FAILED',
  })
})
