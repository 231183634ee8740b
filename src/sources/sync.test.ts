import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { realNow } from '#platform/clock/now.ts'
import type { Ctx } from '#services/context.ts'
import { listDealRows, reportDeals } from '#services/deals/report.ts'
import { editDeal } from '#services/deals/edit-deal.ts'
import { readImport, saveDecisions } from '#services/imports/import-state.ts'
import { readRejected } from '#services/imports/rejected.ts'
import { createImport } from '#services/imports/staging.ts'
import { undoImport } from '#services/imports/undo.ts'
import { refoldAll } from '#services/ledger/refold.ts'
import { ensureOrg } from '#services/org/ensure-org.ts'
import { testDatabase } from '../../test/support/database.ts'
import { editReplacement } from './decisions.ts'
import type { SyncResult } from './sync.ts'
import { planImport, stageFiles, writeImport } from './sync.ts'

const { db } = await testDatabase()
const folder = await mkdtemp(join(tmpdir(), 'leadout-sync-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
let orgs = 0

async function newOrg(): Promise<string> {
  orgs += 1
  return ensureOrg(db, { slug: `org-${orgs}`, name: 'Org', zone: 'Europe/Berlin', currency: 'EUR' }, realNow())
}

const ctxOf = (orgId: string): Ctx => ({ db, orgId, actor: { type: 'cli' }, recordedAt: realNow() })

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

async function bring(
  orgId: string,
  paths: readonly string[],
  options: { takenAt: string; complete?: boolean; answers?: Record<string, string> },
): Promise<SyncResult & { importId: string }> {
  const ctx = ctxOf(orgId)
  const importId = await createImport(ctx, { label: 'test', complete: options.complete ?? false })
  await saveDecisions(db, orgId, importId, { answers: options.answers ?? {}, takenAt: Date.parse(options.takenAt) })
  await stageFiles(ctx, importId, paths, () => {})
  await planImport(ctx, importId)
  return { importId, ...(await writeImport(ctx, importId, { dryRun: false, onProgress: () => {} })) }
}

const A = `Opportunity ID,Opportunity Name,Owner,Stage,Amount,Close Date,Created Date
1001,Alpha,Ana Berg,Prospecting,1000.00,2026-03-31,2026-01-05
1002,Beta,Bo Hansen,Closed Won,2000.00,2026-02-10,2026-01-06
1003,Gamma,Ana Berg,Prospecting,3000.00,2026-04-30,2026-01-07
1004,Delta,Bo Hansen,Closed Lost,4000.00,2026-02-20,2026-01-08
1005,Epsilon,Ana Berg,Negotiation,5500.00,2026-05-30,2026-01-09
`
const B = A.replace(
  '1001,Alpha,Ana Berg,Prospecting,1000.00,2026-03-31',
  '1001,Alpha,Bo Hansen,Closed Won,1200.00,2026-03-15',
).replace('1003,Gamma,Ana Berg,Prospecting,3000.00', '1003,Gamma,Ana Berg,Negotiation,2500.00')

const won = async (orgId: string, view: { asOf?: string; knownAt?: string } = {}) =>
  (await reportDeals(ctxOf(orgId), { status: 'won', by: 'owner', ...view })).map(({ key, count, amount }) => [
    key,
    count,
    amount,
  ])

describe('a newer export', () => {
  test('becomes history, and figures pinned before it stay what they were', async () => {
    const orgId = await newOrg()
    const a = await file('deals-a.csv', A)
    expect((await bring(orgId, [a], { takenAt: '2026-03-01T12:00:00Z' })).objects['deals']).toMatchObject({ new: 5 })
    expect(await won(orgId)).toEqual([['Bo Hansen', 1, 2000]])
    const b = await file('deals-b.csv', B)
    expect((await bring(orgId, [b], { takenAt: '2026-04-01T12:00:00Z' })).objects['deals']).toMatchObject({
      new: 0,
      changed: 2,
      unchanged: 3,
    })
    expect(await won(orgId)).toEqual([['Bo Hansen', 2, 3200]])
    expect(await won(orgId, { asOf: '2026-03-10' })).toEqual([['Bo Hansen', 1, 2000]])
    expect(await won(orgId, { asOf: '2026-03-20', knownAt: '2026-03-20' })).toEqual([['Bo Hansen', 1, 2000]])
    const march = await listDealRows(ctxOf(orgId), { status: 'open', asOf: '2026-03-10' })
    expect(march.map(({ externalId, ownerId, amount }) => [externalId, ownerId, amount])).toEqual([
      ['1001', 'Ana Berg', 1000],
      ['1003', 'Ana Berg', 3000],
      ['1005', 'Ana Berg', 5500],
    ])
  })

  test('declared complete ends the deals that it no longer holds', async () => {
    const orgId = await newOrg()
    await bring(orgId, [await file('deals-a.csv', A)], { takenAt: '2026-03-01T12:00:00Z' })
    const without = await file(
      'deals-c.csv',
      A.split('\n')
        .filter((line) => !line.startsWith('1003'))
        .join('\n'),
    )
    await bring(orgId, [without], { takenAt: '2026-04-01T12:00:00Z', complete: true })
    const open = async (asOf?: string) =>
      (await listDealRows(ctxOf(orgId), { status: 'open', ...(asOf && { asOf }) })).map((deal) => deal.externalId)
    expect(await open()).toEqual(['1001', '1005'])
    expect(await open('2026-03-15')).toEqual(['1001', '1003', '1005'])
  })

  test('the same again, in another order and style, changes nothing', async () => {
    const orgId = await newOrg()
    await bring(orgId, [await file('deals-a.csv', A)], { takenAt: '2026-03-01T12:00:00Z' })
    const changes = async () =>
      (await db.selectFrom('change').select('id').where('org_id', '=', orgId).execute()).length
    const before = await changes()
    const [header, ...rows] = A.trim().split('\n')
    const turned = await file('deals-turned.csv', [header, ...rows.toReversed()].join('\n').replaceAll(',', ';'))
    expect((await bring(orgId, [turned], { takenAt: '2026-04-01T12:00:00Z' })).objects['deals']).toMatchObject({
      new: 0,
      changed: 0,
      unchanged: 5,
    })
    expect(await changes()).toBe(before)
  })
})

const list = async (orgId: string, view: { asOf?: string; knownAt?: string } = {}) =>
  new Map((await listDealRows(ctxOf(orgId), { status: 'all', ...view })).map((deal) => [deal.externalId, deal]))

describe('exports that repeat themselves', () => {
  const lost = (date: string) => A.replace('Negotiation,5500.00,2026-05-30', `Closed Lost,5500.00,${date}`)

  test('a deal still open in an unchanged export was not lost before it', async () => {
    const orgId = await newOrg()
    await bring(orgId, [await file('seen-a.csv', A)], { takenAt: '2026-03-01T12:00:00Z' })
    await bring(orgId, [await file('seen-b.csv', A)], { takenAt: '2026-03-10T12:00:00Z' })
    await bring(orgId, [await file('seen-c.csv', lost('2026-03-05'))], { takenAt: '2026-03-20T12:00:00Z' })
    expect((await list(orgId)).get('1005')).toMatchObject({ status: 'lost', outcomeDate: '2026-03-10' })
  })

  test('an older export imported late says nothing of the time after an unchanged newer one', async () => {
    const orgId = await newOrg()
    await bring(orgId, [await file('late-a.csv', A)], { takenAt: '2026-03-01T12:00:00Z' })
    await bring(orgId, [await file('late-c.csv', A)], { takenAt: '2026-03-20T12:00:00Z' })
    const before = await list(orgId)
    await bring(orgId, [await file('late-b.csv', lost('2026-03-05'))], {
      takenAt: '2026-03-10T12:00:00Z',
      complete: true,
    })
    expect((await list(orgId)).get('1005')).toMatchObject({ status: 'open', closeDate: '2026-05-30' })
    expect([...(await list(orgId)).keys()]).toEqual([...before.keys()])
    expect((await list(orgId, { asOf: '2026-03-12' })).get('1005')).toMatchObject({ status: 'lost' })
  })

  test('a deal missing from a complete export comes back with the row that holds it', async () => {
    const orgId = await newOrg()
    const a = await file('gone-a.csv', A)
    await bring(orgId, [a], { takenAt: '2026-03-01T12:00:00Z' })
    const without = await file('gone-b.csv', A.replace(/1003,.*\n/, ''))
    await bring(orgId, [without], { takenAt: '2026-03-10T12:00:00Z', complete: true })
    expect((await list(orgId)).has('1003')).toBe(false)
    await bring(orgId, [a], { takenAt: '2026-03-20T12:00:00Z' })
    expect((await list(orgId)).get('1003')).toMatchObject({ status: 'open', amount: 3000 })
    expect((await list(orgId, { asOf: '2026-03-12' })).has('1003')).toBe(false)
  })
})

test('won and lost times date the outcome, whatever close was expected', async () => {
  const orgId = await newOrg()
  const deals = await file(
    'pipedrive.csv',
    `Deal - ID,Deal - Title,Deal - Value,Deal - Stage,Deal - Status,Deal - Deal created,Deal - Won time,Deal - Lost time,Deal - Expected close date
1,One,100,Demo,won,2026-01-01 10:00:00,2026-02-02 10:00:00,,2026-02-20
2,Two,200,Demo,lost,2026-01-01 10:00:00,,2026-02-03 10:00:00,2026-06-30
3,Three,300,Proposal,open,2026-01-01 10:00:00,,,2026-06-30
`,
  )
  await bring(orgId, [deals], { takenAt: '2026-03-01T12:00:00Z' })
  expect([...(await list(orgId)).values()].map(({ status, outcomeDate }) => [status, outcomeDate])).toEqual([
    ['won', '2026-02-02'],
    ['lost', '2026-02-03'],
    ['open', null],
  ])
})

describe('undo', () => {
  test('withdraws what an import said; known then it still shows', async () => {
    const orgId = await newOrg()
    await bring(orgId, [await file('deals-a.csv', A)], { takenAt: '2026-03-01T12:00:00Z' })
    const { importId } = await bring(orgId, [await file('deals-b.csv', B)], { takenAt: '2026-04-01T12:00:00Z' })
    const between = new Date(realNow()).toISOString()
    await new Promise((resolve) => setTimeout(resolve, 5))
    await undoImport(ctxOf(orgId), { importId })
    expect(await won(orgId)).toEqual([['Bo Hansen', 1, 2000]])
    expect(await won(orgId, { knownAt: between })).toEqual([['Bo Hansen', 2, 3200]])
    const again = await bring(orgId, [await file('deals-b.csv', B)], { takenAt: '2026-04-01T12:00:00Z' })
    expect(again.objects['deals']).toMatchObject({ changed: 2 })
    expect(await won(orgId)).toEqual([['Bo Hansen', 2, 3200]])
  })

  test('asks before it withdraws what later edits stand on', async () => {
    const orgId = await newOrg()
    const { importId } = await bring(orgId, [await file('deals-a.csv', A)], { takenAt: '2026-03-01T12:00:00Z' })
    const [deal] = await listDealRows(ctxOf(orgId), { status: 'open' })
    await editDeal(ctxOf(orgId), { dealId: deal!.id, edit: { nextStep: 'Call' } })
    await expect(undoImport(ctxOf(orgId), { importId })).rejects.toMatchObject({
      code: 'conflict',
      details: { edits: [{ entityId: deal!.id }] },
    })
    await undoImport(ctxOf(orgId), { importId, force: true })
    expect(await listDealRows(ctxOf(orgId), { status: 'all' })).toEqual([])
  })
})

test('an interrupted reading goes on where it stopped and gives the same figures', async () => {
  const orgId = await newOrg()
  const ctx = ctxOf(orgId)
  const rows = Array.from(
    { length: 12_000 },
    (_, n) => `${5000 + n},Deal ${n},Ana Berg,Closed Won,${n}.00,2026-02-01,2026-01-05`,
  )
  const path = await file('long.csv', `${A.split('\n')[0]}\n${rows.join('\n')}\n`)
  const importId = await createImport(ctx, { label: 'long' })
  await expect(
    stageFiles(ctx, importId, [path], ({ rows: read }) => {
      if (read > 5_000) throw new Error('killed')
    }),
  ).rejects.toThrow('killed')
  await stageFiles(ctx, importId, [path], () => {})
  await planImport(ctx, importId)
  await writeImport(ctx, importId, { dryRun: false, onProgress: () => {} })
  expect(await won(orgId)).toEqual([['Ana Berg', 12_000, (11_999 * 12_000) / 2]])
})

test('rows that cannot be used come back with the reason, and go in once repaired', async () => {
  const orgId = await newOrg()
  const damaged = A.replace('2000.00,2026-02-10', '2o00,2026-02-10').replace('5500.00,2026-05-30', '5500.00,soon')
  const { importId, objects } = await bring(orgId, [await file('damaged.csv', damaged)], {
    takenAt: '2026-03-01T12:00:00Z',
  })
  expect(objects['deals']).toMatchObject({ new: 4, rejected: 1, cellProblems: 1 })
  const [rejected] = await readRejected(db, orgId, importId)
  const lines: (readonly string[])[] = []
  for await (const line of rejected!.rows) lines.push(line)
  expect(lines.map((line) => [line[1], line[2], line[3]])).toEqual([
    ['3', 'Amount', '2o00'],
    ['6', 'Close Date', 'soon'],
  ])
  const repaired = [rejected!.header.join(','), ...lines.map((line) => line.map((cell) => `"${cell}"`).join(','))]
    .join('\n')
    .replaceAll('"2o00"', '2000.00')
    .replaceAll('"soon"', '2026-05-30')
  const second = await bring(orgId, [await file('repaired.csv', repaired)], { takenAt: '2026-03-01T12:00:00Z' })
  expect(second.objects['deals']).toMatchObject({ new: 1, changed: 1, rejected: 0 })
  expect(await won(orgId)).toEqual([['Bo Hansen', 1, 2000]])
})

test('spans are a function of the ledger: folded again they are the same rows', async () => {
  const orgId = await newOrg()
  await bring(orgId, [await file('deals-a.csv', A)], { takenAt: '2026-03-01T12:00:00Z' })
  await bring(orgId, [await file('deals-b.csv', B)], { takenAt: '2026-04-01T12:00:00Z' })
  const rows = () =>
    db
      .selectFrom('deal_span')
      .selectAll()
      .where('org_id', '=', orgId)
      .orderBy('deal_id')
      .orderBy('valid_from')
      .orderBy('known_from')
      .orderBy('recorded_from')
      .execute()
  const before = await rows()
  await db.deleteFrom('deal_span').where('org_id', '=', orgId).execute()
  await refoldAll(db, orgId, 'deal')
  expect(await rows()).toEqual(before)
  expect(before.length).toBeGreaterThan(5)
})

test('what an import was told is remembered for the next one of its shape', async () => {
  const orgId = await newOrg()
  const ambiguous = A.replaceAll(/2026-0(\d)-(\d\d)/g, (_, month: string) => `0${month}/0${month === '1' ? 2 : 1}/2026`)
  const path = await file('ambiguous.csv', ambiguous)
  const first = await bring(orgId, [path], { takenAt: '2026-03-01T12:00:00Z' })
  expect(first.written).toBe(false)
  const { plan } = await readImport(db, orgId, first.importId)
  const answers = Object.fromEntries(plan!.questions.map(({ key }) => [key, 'dmy']))
  expect(Object.keys(answers).length).toBeGreaterThan(0)
  await bring(orgId, [path], { takenAt: '2026-03-01T12:00:00Z', answers })
  const again = await bring(orgId, [path], { takenAt: '2026-03-02T12:00:00Z' })
  expect(again.written).toBe(true)
})

test('a Salesforce deal is one deal, whether its id is written with 15 characters or 18', async () => {
  const orgId = await newOrg()
  const header = 'Id,Name,OwnerId,StageName,Amount,CloseDate,CreatedDate,IsClosed,IsWon,LastModifiedDate'
  const row = (id: string, amount: string) =>
    `${id},Alpha,005A00000010862,Closed Won,${amount},2026-02-10,2026-01-05T10:00:00.000+0000,true,true,2026-02-11T10:00:00.000+0000`
  const [short, full] = ['006A00000173688', '006A00000173688IAA']
  await bring(orgId, [await file('Opportunity.csv', `${header}\n${row(short, '100.00')}\n`)], {
    takenAt: '2026-03-01T12:00:00Z',
  })
  const second = await bring(orgId, [await file('Opportunity.csv', `${header}\n${row(full, '120.00')}\n`)], {
    takenAt: '2026-04-01T12:00:00Z',
  })
  expect(second.objects['deals']).toMatchObject({ new: 0, changed: 1 })
  expect((await listDealRows(ctxOf(orgId), { status: 'won' })).map(({ amount }) => amount)).toEqual([120])
})

test('files that hold nothing to import are refused by name, and nothing is written', async () => {
  const orgId = await newOrg()
  const empty = await file('empty.csv', '')
  const old = await file('deals.xls', 'an old workbook')
  await expect(bring(orgId, [empty, old], { takenAt: '2026-03-01T12:00:00Z' })).rejects.toThrow(
    /empty\.csv.*deals\.xls.*\.xlsx/,
  )
  const org = await db.selectFrom('org').select('first_import_at').where('org_id', '=', orgId).executeTakeFirst()
  expect(org?.first_import_at).toBeNull()
})

test('a value repaired once is read so in every row, and a cell that came in empty is filled', async () => {
  const orgId = await newOrg()
  const spoilt = A.replace('5500.00,2026-05-30', '5500.00,soon').replace('3000.00,2026-04-30', '3000.00,soon')
  const path = await file('soon.csv', spoilt)
  const first = await bring(orgId, [path], { takenAt: '2026-03-01T12:00:00Z' })
  expect(first.problems).toMatchObject([{ rows: 2, values: [{ value: 'soon', rows: 2 }] }])
  const ctx = ctxOf(orgId)
  const importId = await createImport(ctx, { label: 'again' })
  await saveDecisions(db, orgId, importId, { takenAt: Date.parse('2026-03-02T12:00:00Z') })
  await stageFiles(ctx, importId, [path], () => {})
  await planImport(ctx, importId)
  const decision = { file: 'soon.csv', column: 'Close Date', value: 'soon' }
  await editReplacement(db, orgId, importId, { ...decision, as: '2026-06-30' })
  await planImport(ctx, importId)
  const second = await writeImport(ctx, importId, { dryRun: false, onProgress: () => {} })
  expect(second.objects['deals']).toMatchObject({ new: 0, changed: 2, unchanged: 3, cellProblems: 0 })
  expect([...(await list(orgId)).values()].filter(({ closeDate }) => closeDate === '2026-06-30').length).toBe(2)
})
