import { describe, expect, test } from 'vitest'
import { isCurrent } from '#db/spans.ts'
import { newId } from '#platform/ids.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { makeSales, tellDeal } from '../../../test/support/sales.ts'
import type { Ctx } from '../context.ts'
import { resolveView } from '../org/view.ts'
import { createDeal, editDeal, editDeals, removeDeal } from './edit-deal.ts'
import { presentDeals } from './present-deals.ts'
import { listDealRows } from './report.ts'

const { db } = await testDatabase()
const sales = await makeSales(db)
const owner = await sales.person('Ana', null)
let clock = Date.parse('2026-06-15T10:00:00Z')
const ctx = (): Ctx => ({ db, orgId: sales.orgId, actor: { type: 'cli' }, recordedAt: (clock += 1000) })
const told = (amount: number) =>
  tellDeal(sales, { owner, created: '2026-03-01T09:00:00Z', amount, close: '2026-07-31', name: `Deal of ${amount}` })
const fields = async (dealId: string) => {
  const one = ctx()
  return (await presentDeals(db, await resolveView(db, sales.orgId, one.recordedAt, {}), [dealId])).get(dealId)!.fields
}
const differs = async (dealId: string) => {
  const rows = await db
    .selectFrom('deal_span')
    .select('differs')
    .where('org_id', '=', sales.orgId)
    .where('deal_id', '=', dealId)
    .where(isCurrent('deal_span'))
    .execute()
  return rows[0]!.differs
}

describe('what the editor saw', () => {
  test('an edit on what has changed since writes nothing and says what stands there', async () => {
    const dealId = await told(100)
    await editDeal(ctx(), { dealId, edit: { amount: 200 }, base: { amount: 100 } })
    const late = editDeal(ctx(), {
      dealId,
      edit: { amount: 300, nextStep: 'Call' },
      base: { amount: 100, nextStep: null },
    })
    await expect(late).rejects.toMatchObject({
      code: 'conflict',
      details: { deals: [{ dealId, present: { amount: 200 } }] },
    })
    expect(await fields(dealId)).toMatchObject({ amount: 200, nextStep: null })
    await editDeal(ctx(), { dealId, edit: { nextStep: 'Call' }, base: { nextStep: null } })
    await editDeal(ctx(), { dealId, edit: { amount: 300 }, base: { amount: 200 } })
    expect(await fields(dealId)).toMatchObject({ amount: 300, nextStep: 'Call' })
  })

  test('whoever wants what is already so has nothing to decide', async () => {
    const dealId = await told(100)
    await editDeal(ctx(), { dealId, edit: { amount: 200 } })
    await expect(editDeal(ctx(), { dealId, edit: { amount: 200 }, base: { amount: 100 } })).resolves.toBeDefined()
  })

  test('of two at once, one is kept and the other told', async () => {
    const dealId = await told(100)
    const outcomes = await Promise.allSettled(
      [200, 300, 400].map((amount) => editDeal(ctx(), { dealId, edit: { amount }, base: { amount: 100 } })),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

describe('many at once', () => {
  test('all of them or none, and taken back by the edits that restore each', async () => {
    const deals = await Promise.all(Array.from({ length: 30 }, (_, at) => told(at + 1)))
    const edits = deals.map((dealId, at) => ({ dealId, edit: { amount: 1000 }, base: { amount: at + 1 } }))
    const wrong = edits.with(7, { ...edits[7]!, base: { amount: 77 } })
    await expect(editDeals(ctx(), { edits: wrong })).rejects.toMatchObject({ code: 'conflict' })
    expect(await fields(deals[0]!)).toMatchObject({ amount: 1 })
    await editDeals(ctx(), { edits })
    expect(await fields(deals[29]!)).toMatchObject({ amount: 1000 })
    const back = edits.map(({ dealId, edit, base }) => ({ dealId, edit: base, base: edit }))
    await editDeals(ctx(), { edits: back })
    for (const [at, dealId] of deals.entries()) expect((await fields(dealId)).amount).toBe(at + 1)
  })
})

test('a correction holds over what was said since, and leaves what was known then', async () => {
  const dealId = await told(100)
  await sales.tell([{ kind: 'deal', id: dealId, valid: '2026-04-01T09:00:00Z', patch: { amount: 150 } }])
  await editDeal(ctx(), { dealId, edit: { amount: 90 }, from: 'correction' })
  const amountAt = async (asOf: string, knownAt?: string) => {
    const rows = await listDealRows(ctx(), { status: 'all', asOf, knownAt })
    return rows.find(({ id }) => id === dealId)?.amount
  }
  expect(await amountAt('2026-03-15')).toBe(0.9)
  expect(await amountAt('2026-05-01')).toBe(0.9)
  expect(await amountAt('2026-05-01', '2026-05-01')).toBe(1.5)
})

describe('against a source', () => {
  test('an edit differs until the source agrees or speaks later, or until it is dropped', async () => {
    const dealId = await told(100)
    await editDeal(ctx(), { dealId, edit: { amount: 120, nextStep: 'Call' } })
    expect(await differs(dealId)).toEqual({ amount: 100, nextStep: null })
    await editDeal(ctx(), { dealId, edit: { amount: 100 } })
    expect(await differs(dealId)).toEqual({ nextStep: null })
    await sales.tell([{ kind: 'deal', id: dealId, valid: '2026-06-20T09:00:00Z', patch: { nextStep: 'Call' } }])
    expect(await differs(dealId)).toEqual({})
    expect((await fields(dealId)).nextStep).toBe('Call')
  })

  test('a stamp of the source before the edit does not win', async () => {
    const dealId = await told(100)
    await editDeal(ctx(), { dealId, edit: { amount: 120 } })
    await sales.tell([{ kind: 'deal', id: dealId, valid: '2026-05-01T09:00:00Z', patch: { amount: 110 } }])
    expect((await fields(dealId)).amount).toBe(120)
    expect(await differs(dealId)).toEqual({ amount: 110 })
  })
})

describe('made by hand', () => {
  test('a name is enough; sent twice it is one deal; it can be taken back', async () => {
    const dealId = newId()
    await createDeal(ctx(), { dealId, name: 'Kolbe' })
    await createDeal(ctx(), { dealId, name: 'Kolbe' })
    expect(await fields(dealId)).toMatchObject({ name: 'Kolbe', amount: null })
    await editDeal(ctx(), { dealId, edit: { amount: 500 } })
    expect(await differs(dealId)).toEqual({})
    await removeDeal(ctx(), dealId)
    await expect(editDeal(ctx(), { dealId, edit: { amount: 1 } })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('a deal that a source holds is not removed', async () => {
    const dealId = await told(100)
    await expect(removeDeal(ctx(), dealId)).rejects.toMatchObject({ code: 'precondition' })
  })
})
