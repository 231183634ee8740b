import { describe, expect, test } from 'vitest'
import { readIssueDeals } from '#db/deal-issues.ts'
import { realNow } from '#platform/clock/now.ts'
import { listDealRows } from '#services/deals/report.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { importing } from '../../../test/support/imports.ts'
import { readFinding } from './finding.ts'
import { issueQuery, readQuality } from './issues.ts'
import { repairQuality } from './repair.ts'
import { undoRepair } from './undo-repair.ts'

const { db } = await testDatabase()
const { bring, ctxOf, file, newOrg } = await importing(db)

const NOW = realNow()
const day = (offset: number) => new Date(NOW + offset * 86_400_000).toISOString().slice(0, 10)
const later = () => new Promise((resolve) => setTimeout(resolve, 3))

/** one deal for each thing that can be wrong, and two with nothing wrong */
async function spoiltOrg(): Promise<string> {
  const orgId = await newOrg()
  const deals = await file(
    'deals.csv',
    `Deal ID,Deal Name,Owner,Account,Product,Stage,Amount,Close Date,Created Date
1,Fine,Ana Berg,Acme,GTX Pro,Negotiation,100.00,${day(30)},${day(-5)}
2,Nobody's,,Acme,GTX Pro,Negotiation,900.00,${day(30)},${day(-5)}
3,Dead,Bo Hansen,Bright,GTX Pro,Negotiation,700.00,${day(-200)},${day(-400)}
4,Worth nothing yet,Bo Hansen,Bright,GTX Basick,Negotiation,,${day(30)},${day(-5)}
5,Nowhere,Ana Berg,Crest,GTX Basic,,50.00,${day(30)},${day(-5)}
6,Won,Ana Berg,Crest,GTX Basic,Closed Won,240.00,${day(-20)},${day(-60)}
7,Gone,Ana Berg,Crest,GTX Basic,Closed Lost,10.00,${day(-20)},${day(-60)}
`,
  )
  const accounts = await file(
    'accounts.csv',
    'Account ID,Account Name,Account Owner,Industry\na1,Acme,Ana Berg,Steel\n',
  )
  const products = await file('products.csv', 'Product ID,Product Name,List Price\np1,GTX Pro,100\np2,GTX Basic,50\n')
  const contacts = await file(
    'contacts.csv',
    'Contact ID,Name,Email,Company\nc1,Cy Young,cy@them.example,Acme\nc2,C. Young,CY@them.example,Acme\nc3,Di Orr,di@them.example,Acme\n',
  )
  await bring(orgId, [accounts, products, contacts, deals], {
    takenAt: new Date(NOW - 86_400_000).toISOString(),
  })
  return orgId
}

const issues = async (orgId: string) =>
  Object.fromEntries((await readQuality(ctxOf(orgId))).issues.map(({ issue, count, minor }) => [issue, [count, minor]]))
const deal = async (orgId: string, id: string) =>
  (await listDealRows(ctxOf(orgId), { status: 'all' })).find(({ externalId }) => externalId === id)!

describe('data quality', () => {
  test('lists what is wrong, the most money first', async () => {
    const orgId = await spoiltOrg()
    const { issues: listed } = await readQuality(ctxOf(orgId))
    expect(listed).toEqual([
      { issue: 'unowned', count: 1, minor: 90_000 },
      { issue: 'zombie', count: 1, minor: 70_000 },
      { issue: 'no-stage', count: 1, minor: 5_000 },
      { issue: 'no-amount', count: 1, minor: 0 },
      { issue: 'duplicate-people', count: 1, minor: null },
      { issue: 'unmatched-products', count: 1, minor: null },
    ])
    const { view } = await readQuality(ctxOf(orgId))
    const rows = await readIssueDeals(db, issueQuery(view), 'unowned', { offset: 0, limit: 10 })
    expect(rows.map(({ name, amount, account }) => [name, amount, account])).toEqual([["Nobody's", 90_000, 'Acme']])
  })

  test('each is repaired in one go, and undone', async () => {
    const orgId = await spoiltOrg()
    const before = await issues(orgId)
    const all = await listDealRows(ctxOf(orgId), { status: 'all' })
    const negotiation = await db
      .selectFrom('deal_span')
      .select('stage_id')
      .where('org_id', '=', orgId)
      .where('external_id', '=', '1')
      .executeTakeFirstOrThrow()
    const repairs = [
      ['unowned', 'account-owner', undefined],
      ['zombie', 'lose', undefined],
      ['no-amount', 'typical', undefined],
      ['no-stage', 'stage', negotiation.stage_id!],
      ['duplicate-people', 'merge', undefined],
      ['unmatched-products', 'merge', undefined],
    ] as const
    for (const [issue, how, id] of repairs) {
      await later()
      const { repaired, undo } = await repairQuality(ctxOf(orgId), { issue, how, id })
      expect([issue, repaired]).toEqual([issue, 1])
      expect((await issues(orgId))[issue]).toBeUndefined()
      if (issue === 'unowned') expect((await deal(orgId, '2')).owner).toBe('Ana Berg')
      if (issue === 'zombie') expect((await deal(orgId, '3')).status).toBe('lost')
      if (issue === 'no-amount') expect((await deal(orgId, '4')).amount).toBe(240)
      if (issue === 'no-stage') expect((await deal(orgId, '5')).stage).toBe('Negotiation')
      await later()
      await undoRepair(ctxOf(orgId), undo)
      await undoRepair(ctxOf(orgId), { ...undo, mergeIds: [] })
      expect(await issues(orgId)).toEqual(before)
      expect(await listDealRows(ctxOf(orgId), { status: 'all' })).toEqual(all)
    }
  })

  test('a merged product takes its name with it: the next export finds the survivor', async () => {
    const orgId = await spoiltOrg()
    await repairQuality(ctxOf(orgId), { issue: 'unmatched-products', how: 'merge' })
    const more = `Deal ID,Deal Name,Owner,Product,Stage,Amount,Close Date,Created Date
9,More,Ana Berg,GTX Basick,Negotiation,10.00,${day(30)},${day(-5)}
`
    await bring(orgId, [await file('more.csv', more)], { takenAt: new Date(NOW).toISOString() })
    expect((await issues(orgId))['unmatched-products']).toBeUndefined()
  })

  test('a way of repair that the issue does not have is refused', async () => {
    const orgId = await newOrg()
    await expect(repairQuality(ctxOf(orgId), { issue: 'zombie', how: 'typical' })).rejects.toMatchObject({
      code: 'invalid',
    })
  })
})

describe('the first finding', () => {
  test('names untouched deals where activities are known, else what is overdue', async () => {
    const orgId = await spoiltOrg()
    expect(await readFinding(db, orgId, NOW)).toMatchObject({
      id: 'overdue',
      count: 1,
      minor: 70_000,
      currency: 'EUR',
      search: { to: day(-1) },
    })
    const calls = `Activity ID,Activity Type,Subject,Owner,Deal ID,Date
x1,Call,Hello,Ana Berg,1,${day(-3)}
`
    await bring(orgId, [await file('activities.csv', calls)], { takenAt: new Date(NOW).toISOString() })
    expect(await readFinding(db, orgId, NOW)).toMatchObject({
      id: 'untouched',
      count: 1,
      minor: 70_000,
      days: 30,
      search: { untouched: '30' },
    })
  })

  test('there is none without deals', async () => {
    expect(await readFinding(db, await newOrg(), NOW)).toBeNull()
  })
})
