import { expect, test } from 'vitest'
import { newId } from '#platform/ids.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { makeSales, tellDeal } from '../../../test/support/sales.ts'
import type { Ctx } from '../context.ts'
import { beginListedEdit, continueListedEdit, listedEdits, undoListedEdit } from './edit-listed.ts'
import { listDealRows } from './report.ts'

const { db } = await testDatabase()
const sales = await makeSales(db)
const ana = await sales.person('Ana', null)
const bo = await sales.person('Bo', null)
let clock = Date.parse('2026-06-15T10:00:00Z')
const now = () => (clock += 1000)
const ctx = (): Ctx => ({ db, orgId: sales.orgId, actor: { type: 'cli' }, recordedAt: now() })
const COUNT = 1203
for (let n = 0; n < COUNT; n += 1)
  await tellDeal(sales, {
    owner: ana,
    created: '2026-03-01T09:00:00Z',
    amount: 100 + n,
    close: '2026-07-31',
    name: `Big ${n}`,
  })
await tellDeal(sales, { owner: bo, created: '2026-03-01T09:00:00Z', amount: 7, close: '2026-07-31', name: 'Other' })

const scope = { kind: 'company', id: 'all' } as const
const never = new AbortController().signal
const status = async () => {
  const counts: Record<string, number> = {}
  for (const deal of await listDealRows(ctx(), { status: 'all' })) {
    const key = `${deal.owner} ${deal.status}`
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}

test('every deal that the filter lets through is edited, no other, and one undo takes it back', async () => {
  const editId = newId()
  let asked = 0
  const enqueue = async () => void (asked += 1)
  const change = { edit: { ownerId: bo } }
  const begun = await beginListedEdit(ctx(), { editId, search: { owner: ana }, scope, change }, enqueue)
  expect([begun.total, asked]).toEqual([COUNT, 1])
  await beginListedEdit(ctx(), { editId, search: { owner: ana }, scope, change }, enqueue)
  expect(asked).toBe(1)
  expect(await listedEdits(ctx())).toEqual([{ editId, total: COUNT, done: 0, undoing: false }])

  // a stop after the first step leaves the rest to the next run
  const stopping = new AbortController()
  const stopped = continueListedEdit(
    { db, now: () => (stopping.abort(), now()) },
    { orgId: sales.orgId, editId },
    stopping.signal,
  )
  await expect(stopped).rejects.toMatchObject({ name: 'AbortError' })
  expect(await listedEdits(ctx())).toEqual([{ editId, total: COUNT, done: 500, undoing: false }])
  expect(await status()).toEqual({ 'Ana open': COUNT - 500, 'Bo open': 501 })
  await continueListedEdit({ db, now }, { orgId: sales.orgId, editId }, never)
  expect(await status()).toEqual({ 'Bo open': COUNT + 1 })
  expect(await listedEdits(ctx())).toEqual([])

  await undoListedEdit(ctx(), editId, enqueue)
  expect(await listedEdits(ctx())).toEqual([{ editId, total: COUNT, done: 0, undoing: true }])
  await continueListedEdit({ db, now }, { orgId: sales.orgId, editId }, never)
  expect(await status()).toEqual({ 'Ana open': COUNT, 'Bo open': 1 })
  expect(await listedEdits(ctx())).toEqual([])
})

test('an edit taken back half way leaves the rest alone', async () => {
  const editId = newId()
  const enqueue = async () => undefined
  await beginListedEdit(
    ctx(),
    { editId, search: { text: 'big' }, scope, change: { won: false, reason: 'Price' } },
    enqueue,
  )
  const stopping = new AbortController()
  const once = { db, now: () => (stopping.abort(), now()) }
  await expect(continueListedEdit(once, { orgId: sales.orgId, editId }, stopping.signal)).rejects.toMatchObject({
    name: 'AbortError',
  })
  expect(await status()).toEqual({ 'Ana lost': 500, 'Ana open': COUNT - 500, 'Bo open': 1 })
  await undoListedEdit(ctx(), editId, enqueue)
  await continueListedEdit({ db, now }, { orgId: sales.orgId, editId }, never)
  expect(await status()).toEqual({ 'Ana open': COUNT, 'Bo open': 1 })
})

test('nothing to edit, a stage that is none, and an edit of somebody else are refused', async () => {
  const enqueue = async () => undefined
  const begin = (search: object, edit: object) =>
    beginListedEdit(ctx(), { editId: newId(), search, scope, change: { edit } }, enqueue)
  await expect(begin({ text: 'no such deal' }, { nextStep: 'Call' })).rejects.toMatchObject({ code: 'precondition' })
  await expect(begin({}, { stageId: newId() })).rejects.toMatchObject({ code: 'not-found' })
  await expect(undoListedEdit(ctx(), newId(), enqueue)).rejects.toMatchObject({ code: 'not-found' })
  const viewer: Ctx['actor'] = { type: 'user', userId: newId(), level: 'viewer', personId: null }
  await expect(
    beginListedEdit({ ...ctx(), actor: viewer }, { editId: newId(), search: {}, scope, change: { edit: {} } }, enqueue),
  ).rejects.toMatchObject({ code: 'forbidden' })
})
