import { expect, test } from 'vitest'
import { newId } from '#platform/ids.ts'
import { realNow } from '#platform/clock/now.ts'
import type { Ctx } from '#services/context.ts'
import { appendChanges } from '#db/ledger.ts'
import { isCurrent } from '#db/spans.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { refold } from '../ledger/refold.ts'
import { ensureOrg } from '../org/ensure-org.ts'
import { createDeal, editDeal } from './edit-deal.ts'
import { listDealRows } from './report.ts'

const { db } = await testDatabase()
const orgId = await ensureOrg(db, { slug: 'main', name: 'Main', zone: 'Europe/Berlin', currency: 'EUR' }, realNow())
const ctx = (): Ctx => ({ db, orgId, actor: { type: 'cli' }, recordedAt: realNow() })

const pipelineId = newId()
const stages = [
  { id: newId(), name: 'New', kind: 'open', order: 1, accepted: true },
  { id: newId(), name: 'Won', kind: 'won', order: 2, accepted: false },
] as const
const always = { validAt: -Infinity, knownAt: -Infinity, source: 'leadout' }
await appendChanges(db, orgId, realNow(), [
  { ...always, id: newId(), kind: 'pipeline', entityId: pipelineId, patch: { name: 'Sales', order: 1 } },
  ...stages.map(({ id, ...stage }) => ({
    ...always,
    id: newId(),
    kind: 'stage' as const,
    entityId: id,
    patch: { ...stage, pipelineId },
  })),
])
await refold(db, orgId, 'pipeline', [pipelineId])
await refold(
  db,
  orgId,
  'stage',
  stages.map(({ id }) => id),
)

async function deal(dealId: string) {
  return (await listDealRows(ctx(), { status: 'all' })).find(({ id }) => id === dealId)
}

test('a deal made by hand begins in the first open stage; winning it dates it today', async () => {
  const { dealId } = await createDeal(ctx(), { name: 'Kolbe', amount: 38_000_00 })
  expect(await deal(dealId)).toMatchObject({
    name: 'Kolbe',
    stage: 'New',
    status: 'open',
    amount: 38_000,
    currency: 'EUR',
  })
  expect(await editDeal(ctx(), { dealId, edit: { stageId: stages[1].id } })).toEqual({ status: 'won' })
  const won = await deal(dealId)
  expect(won).toMatchObject({ status: 'won', stage: 'Won', accepted: true })
  expect(won?.outcomeDate).toBe(won?.closeDate)
})

test('edits of one deal at once are all kept', async () => {
  const { dealId } = await createDeal(ctx(), { name: 'Ferro' })
  await Promise.all([
    editDeal(ctx(), { dealId, edit: { amount: 100 } }),
    editDeal(ctx(), { dealId, edit: { nextStep: 'Call' } }),
    editDeal(ctx(), { dealId, edit: { closeDate: '2030-01-31' } }),
    ...Array.from({ length: 10 }, () => editDeal(ctx(), { dealId, edit: { reason: 'price' } })),
  ])
  expect(await deal(dealId)).toMatchObject({ amount: 1, closeDate: '2030-01-31' })
  const [span] = await db
    .selectFrom('deal_span as s')
    .select(['s.next_step', 's.reason'])
    .where('s.org_id', '=', orgId)
    .where('s.deal_id', '=', dealId)
    .where(isCurrent('s'))
    .execute()
  expect(span).toEqual({ next_step: 'Call', reason: 'price' })
})

test('a correction held from the start and is known from now', async () => {
  const { dealId } = await createDeal(ctx(), { name: 'Vire', amount: 10_000 })
  const before = new Date(realNow()).toISOString()
  await new Promise((resolve) => setTimeout(resolve, 5))
  await editDeal(ctx(), { dealId, edit: { amount: 20_000 }, from: 'correction' })
  const amountAt = async (view: { asOf?: string; knownAt?: string }) =>
    (await listDealRows(ctx(), { status: 'all', ...view })).find(({ id }) => id === dealId)?.amount
  expect(await amountAt({ asOf: before })).toBe(200)
  expect(await amountAt({ asOf: before, knownAt: before })).toBe(100)
})

test('a deal or stage that is not there is not found', async () => {
  await expect(editDeal(ctx(), { dealId: newId(), edit: {} })).rejects.toMatchObject({ code: 'not-found' })
  const { dealId } = await createDeal(ctx(), { name: 'Polo' })
  await expect(editDeal(ctx(), { dealId, edit: { stageId: newId() } })).rejects.toMatchObject({ code: 'not-found' })
})
