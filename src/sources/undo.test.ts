import { describe, expect, test } from 'vitest'
import { listDealRows } from '#services/deals/report.ts'
import { readImport } from '#services/imports/import-state.ts'
import { purgeUndone, redoImport } from '#services/imports/redo.ts'
import { readWithdrawal, undoImport } from '#services/imports/undo.ts'
import { refoldAll } from '#services/ledger/refold.ts'
import { testDatabase } from '../../test/support/database.ts'
import { importing } from '../../test/support/imports.ts'

const { db } = await testDatabase()
const { bring, ctxOf, file, newOrg } = await importing(db)

const HEADER = 'Deal ID,Deal Name,Owner,Account,Stage,Amount,Close Date,Created Date'
const A = `${HEADER}
1,Alpha,Ana Berg,Acme,Negotiation,100.00,2026-03-31,2026-01-05
2,Beta,Bo Hansen,Bright,Negotiation,200.00,2026-04-30,2026-01-06
`
const B = A.replace('Negotiation,100.00,2026-03-31', 'Closed Won,120.00,2026-03-15').concat(
  '3,Gamma,Cy Young,Crest,Negotiation,300.00,2026-05-31,2026-03-20\n',
)
const TASKS = (subject: string) => `Activity ID,Activity Type,Subject,Owner,Deal ID,Date
a1,Call,${subject},Ana Berg,1,2026-02-10
`

const shown = async (orgId: string, view: { knownAt?: string } = {}) =>
  (await listDealRows(ctxOf(orgId), { status: 'all', ...view })).map(({ externalId, status, amount, owner }) => [
    externalId,
    status,
    amount,
    owner,
  ])
const later = () => new Promise((resolve) => setTimeout(resolve, 5))

async function spans(orgId: string) {
  return db
    .selectFrom('deal_span')
    .select(['deal_id', 'valid_from', 'valid_to', 'status', 'amount', 'owner_id'])
    .where('org_id', '=', orgId)
    .where('recorded_to', '=', Infinity as never)
    .orderBy('deal_id')
    .orderBy('valid_from')
    .execute()
}

describe('an import done again after undo', () => {
  test('says the same, names its people again, and can be undone again', async () => {
    const orgId = await newOrg()
    const { importId } = await bring(orgId, [await file('a.csv', A), await file('t.csv', TASKS('First'))])
    const before = await shown(orgId)
    expect(before.map(([id]) => id)).toEqual(['1', '2'])
    expect(await readWithdrawal(db, orgId, importId)).toMatchObject({
      kinds: { deal: 2, account: 2, person: 2, activity: 1 },
      edited: 0,
    })
    const activities = async () =>
      (
        await db
          .selectFrom('activity')
          .select('id')
          .where('org_id', '=', orgId)
          .where('recorded_to', '=', Infinity as never)
          .execute()
      ).length
    for (let round = 0; round < 2; round += 1) {
      await later()
      await Promise.all([undoImport(ctxOf(orgId), { importId }), undoImport(ctxOf(orgId), { importId })])
      expect(await shown(orgId)).toEqual([])
      expect(await activities()).toBe(0)
      await later()
      await redoImport(ctxOf(orgId), importId)
      await redoImport(ctxOf(orgId), importId)
      expect(await shown(orgId)).toEqual(before)
      expect(await activities()).toBe(1)
    }
    const folded = await spans(orgId)
    await db.deleteFrom('deal_span').where('org_id', '=', orgId).execute()
    await refoldAll(db, orgId, 'deal')
    expect(await spans(orgId)).toEqual(folded)
    const again = await bring(orgId, [await file('a.csv', A)], { takenAt: '2026-03-02T12:00:00Z' })
    expect(again.objects['deals']).toMatchObject({ new: 0, changed: 0, unchanged: 2 })
  })

  test('brings back the activities that it had deleted, and takes them away again', async () => {
    const orgId = await newOrg()
    const tasks = (deleted: boolean) =>
      `Id,Subject,OwnerId,Status,ActivityDate,CreatedDate,TaskSubtype,IsDeleted
00T000000000001AAA,Call,Ana Berg,Completed,2026-02-10,2026-02-10T09:00:00.000Z,Call,${deleted}
00T000000000002AAA,Call,Ana Berg,Completed,2026-02-11,2026-02-11T09:00:00.000Z,Call,false
`
    const days = async () =>
      (
        await db
          .selectFrom('activity')
          .select('at_date')
          .where('org_id', '=', orgId)
          .where('recorded_to', '=', Infinity as never)
          .orderBy('at_date')
          .execute()
      ).map((row) => row.at_date)
    await bring(orgId, [await file('Task.csv', tasks(false))])
    await later()
    const { importId } = await bring(orgId, [await file('Task.csv', tasks(true))], { takenAt: '2026-03-02T12:00:00Z' })
    expect(await days()).toEqual(['2026-02-11'])
    for (let round = 0; round < 2; round += 1) {
      await later()
      await undoImport(ctxOf(orgId), { importId })
      expect(await days()).toEqual(['2026-02-10', '2026-02-11'])
      await later()
      await redoImport(ctxOf(orgId), importId)
      expect(await days()).toEqual(['2026-02-11'])
    }
  })

  test('is refused once its rows have come in again', async () => {
    const orgId = await newOrg()
    const path = await file('a.csv', A)
    const { importId } = await bring(orgId, [path])
    await undoImport(ctxOf(orgId), { importId })
    await bring(orgId, [path])
    await expect(redoImport(ctxOf(orgId), importId)).rejects.toMatchObject({ code: 'precondition' })
    expect((await shown(orgId)).map(([id, , , owner]) => [id, owner])).toEqual([
      ['1', 'Ana Berg'],
      ['2', 'Bo Hansen'],
    ])
  })

  test('personal values of an undone import go when it can no longer be done again', async () => {
    const orgId = await newOrg()
    const { importId } = await bring(orgId, [await file('a.csv', A)])
    await undoImport(ctxOf(orgId), { importId })
    const names = async () =>
      (await db.selectFrom('subject').select('name').where('org_id', '=', orgId).execute()).map(({ name }) => name)
    expect((await names()).length).toBe(2)
    const { finishedAt } = await readImport(db, orgId, importId)
    await purgeUndone(db, finishedAt!)
    expect((await names()).length).toBe(2)
    await purgeUndone(db, finishedAt! + 1)
    expect(await names()).toEqual([])
  })
})

describe('undo of an import on which a later one stands', () => {
  test('asks; all the same, what stands on it goes with it, and comes back either way', async () => {
    const orgId = await newOrg()
    const first = await bring(orgId, [await file('a.csv', A)], { takenAt: '2026-03-01T12:00:00Z' })
    const b = await file('b.csv', B)
    await bring(orgId, [b], { takenAt: '2026-04-01T12:00:00Z' })
    await expect(undoImport(ctxOf(orgId), { importId: first.importId })).rejects.toMatchObject({ code: 'conflict' })
    expect((await readWithdrawal(db, orgId, first.importId)).edited).toBeGreaterThan(0)
    const both = await shown(orgId)
    await later()
    await undoImport(ctxOf(orgId), { importId: first.importId, force: true })
    expect(await shown(orgId)).toEqual([['3', 'open', 300, 'Cy Young']])
    await later()
    await redoImport(ctxOf(orgId), first.importId)
    expect(await shown(orgId)).toEqual(both)
    await undoImport(ctxOf(orgId), { importId: first.importId, force: true })
    const again = await bring(orgId, [b], { takenAt: '2026-04-02T12:00:00Z' })
    expect(again.objects['deals']).toMatchObject({ new: 2, unchanged: 1 })
    expect(new Map((await shown(orgId)).map(([id, status]) => [id, status]))).toEqual(
      new Map([
        ['1', 'won'],
        ['2', 'open'],
        ['3', 'open'],
      ]),
    )
  })
})
