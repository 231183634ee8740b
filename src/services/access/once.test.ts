import { expect, test } from 'vitest'
import { newId } from '#platform/ids.ts'
import { realNow } from '#platform/clock/now.ts'
import { testDatabase } from '../../../test/support/database.ts'
import type { Ctx } from '../context.ts'
import { createDeal } from '../deals/edit-deal.ts'
import { ensureOrg } from '../org/ensure-org.ts'
import { dropOldCalls, once } from './once.ts'

const { db } = await testDatabase()
const orgId = await ensureOrg(db, { slug: 'main', name: 'Main', zone: 'Europe/Berlin', currency: 'EUR' }, realNow())
const ctxOf = (userId: string): Ctx => ({
  db,
  orgId,
  actor: { type: 'user', userId, level: 'owner', personId: null },
  recordedAt: realNow(),
})
const ctx = ctxOf(newId())

async function dealCount(): Promise<number> {
  const rows = await db
    .selectFrom('change')
    .select('entity_id')
    .where('org_id', '=', orgId)
    .where('kind', '=', 'deal')
    .execute()
  return new Set(rows.map((row) => row.entity_id)).size
}

const create = (key: string, as = ctx) =>
  once(as, { key, procedure: 'deals.create' }, (inner) => createDeal(inner, { name: 'Kolbe' }))

test('a key writes once and answers a repeat as it answered first', async () => {
  const before = await dealCount()
  const first = await create('one')
  expect(await create('one')).toEqual(first)
  expect(await dealCount()).toBe(before + 1)
  await create('two')
  expect(await dealCount()).toBe(before + 2)
})

test('sent many times at once, it is still written once', async () => {
  const before = await dealCount()
  const answers = await Promise.allSettled(Array.from({ length: 8 }, () => create('burst')))
  expect(await dealCount()).toBe(before + 1)
  const refused = answers.filter((answer) => answer.status === 'rejected').map(({ reason }) => reason as unknown)
  for (const reason of refused) expect(reason).toMatchObject({ code: 'conflict', details: { done: true } })
  expect(answers.length - refused.length).toBeGreaterThan(0)
})

test('what failed left nothing: the key is free again', async () => {
  const before = await dealCount()
  const failing = once(ctx, { key: 'failing', procedure: 'deals.create' }, (inner) =>
    inner.db.transaction().execute(async (tx) => {
      await createDealIn({ ...inner, db: tx })
      throw new Error('power cut')
    }),
  )
  await expect(failing).rejects.toThrow('power cut')
  expect(await dealCount()).toBe(before)
  await create('failing')
  expect(await dealCount()).toBe(before + 1)
})

async function createDealIn({ db: tx, orgId: org, recordedAt }: Ctx): Promise<void> {
  const at = new Date(recordedAt).toISOString()
  await tx
    .insertInto('change')
    .values({
      org_id: org,
      id: newId(),
      kind: 'deal',
      entity_id: newId(),
      patch: '{}',
      valid_at: at,
      known_at: at,
      recorded_at: at,
      source: 'leadout',
    })
    .execute()
}

test('keys of two people do not meet, and a key belongs to its procedure', async () => {
  const before = await dealCount()
  await create('shared')
  await create('shared', ctxOf(newId()))
  expect(await dealCount()).toBe(before + 2)
  const other = once(ctx, { key: 'shared', procedure: 'deals.edit' }, () => Promise.resolve({}))
  await expect(other).rejects.toMatchObject({ code: 'invalid' })
})

test('old keys are forgotten', async () => {
  const first = await create('old')
  await dropOldCalls(db, realNow() + 1000)
  expect(await create('old')).not.toEqual(first)
})
