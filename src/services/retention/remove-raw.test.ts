import { expect, test } from 'vitest'
import { newId } from '#platform/ids.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { makeSales, tellDeal } from '../../../test/support/sales.ts'
import { readSettings } from '../org/settings.ts'
import { startOfDate } from '../org/view.ts'
import { removedIn, removeRawEverywhere } from './remove-raw.ts'

const { db } = await testDatabase()
const sales = await makeSales(db)
const { orgId } = sales
const owner = await sales.person('Ana', null)
const dealId = await tellDeal(sales, {
  owner,
  created: '2026-01-01T09:00:00Z',
  amount: 100,
  close: '2026-07-31',
  name: 'A deal',
})
const ZONE = (await readSettings(db, orgId)).zone
const contactId = newId()
const now = Date.parse('2026-06-30T12:00:00Z')
const day = (ago: number) => new Date(now - ago * 86_400_000).toISOString()

async function activity(source: string, ago: number, captured: boolean): Promise<string> {
  const id = newId()
  const row = { org_id: orgId, id, recorded_from: day(ago), recorded_to: 'infinity', known_at: day(ago), at: day(ago) }
  const facts = {
    type: 'meeting',
    held: true,
    seconds: 1800,
    direction: null,
    connected: null,
    at_date: null,
    topic: 'Price',
  }
  const links = { person_id: owner, deal_id: dealId, account_id: null, contact_id: contactId, lead_id: null }
  const origin = { source, external_id: id, row_hash: id, import_id: null }
  await db
    .insertInto('activity')
    .values({ ...row, ...facts, ...links, ...origin })
    .execute()
  for (const [subject_id, side] of [
    [owner, 'ours'],
    [contactId, 'theirs'],
  ] as const)
    await db.insertInto('activity_participant').values({ org_id: orgId, activity_id: id, subject_id, side }).execute()
  const capture = { org_id: orgId, activity_id: id, import_id: newId(), person_id: owner, recorded_from: day(ago) }
  if (captured)
    await db
      .insertInto('capture')
      .values({ ...capture, thread: 'a thread' })
      .execute()
  return id
}

const told = async (id: string) => ({
  ...(await db
    .selectFrom('activity')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()),
  sides: (
    await db
      .selectFrom('activity_participant')
      .select('side')
      .where('org_id', '=', orgId)
      .where('activity_id', '=', id)
      .orderBy('side')
      .execute()
  ).map(({ side }) => side),
  captures: (
    await db.selectFrom('capture').select('thread').where('org_id', '=', orgId).where('activity_id', '=', id).execute()
  ).length,
})

test('what was captured too long ago is a count; what is younger, or of a CRM, stays whole', async () => {
  const old = await activity('calendar', 91, true)
  const young = await activity('mailbox', 89, true)
  const crm = await activity('salesforce', 400, false)
  expect(await removeRawEverywhere(db, now)).toBe(1)
  expect(await told(old)).toMatchObject({
    contact_id: null,
    topic: null,
    at: startOfDate('2026-03-31', ZONE),
    at_date: '2026-03-31',
    deal_id: dealId,
    person_id: owner,
    seconds: 1800,
    removed_on: '2026-06-30',
    sides: ['ours'],
    captures: 0,
  })
  for (const id of [young, crm])
    expect(await told(id)).toMatchObject({
      contact_id: contactId,
      topic: 'Price',
      removed_on: null,
      sides: ['ours', 'theirs'],
    })
  expect(await removedIn(db, orgId, { from: now - 100 * 86_400_000, to: now })).toEqual({ on: '2026-06-30', rows: 1 })
  expect(await removedIn(db, orgId, { from: now - 80 * 86_400_000, to: now })).toBeNull()
  const audit = await db
    .selectFrom('change')
    .select('patch')
    .where('org_id', '=', orgId)
    .where('kind', '=', 'retention')
    .execute()
  expect(audit).toEqual([{ patch: { removed: 1, before: '2026-04-01' } }])
  // a night later there is nothing more to remove, and nothing to tell
  expect(await removeRawEverywhere(db, now)).toBe(0)
})

test('the setting says how long', async () => {
  const id = await activity('calendar', 40, true)
  expect(await removeRawEverywhere(db, now)).toBe(0)
  await sales.tell([{ kind: 'setting', id: orgId, valid: '-infinity', patch: { rawRetentionDays: 30 } }])
  expect(await removeRawEverywhere(db, now)).toBe(2)
  expect(await told(id)).toMatchObject({ contact_id: null, captures: 0 })
})
