import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import papaparse from 'papaparse'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readKind } from '#db/spans.ts'
import { makeWorld } from '#domain/generator/generate.ts'
import { resolveScenario } from '#domain/generator/scenario.ts'
import { TABLE_NAMES, TABLES, type TableName } from '#domain/generator/tables.ts'
import { LATEST } from '#domain/span/box.ts'
import type { ImportPlan } from '#domain/import/record.ts'
import type { WorldKind } from '#domain/world/kinds.ts'
import { realNow } from '#platform/clock/now.ts'
import type { Ctx } from '#services/context.ts'
import { writeCompany } from '#services/demo/write-files.ts'
import { createImport } from '#services/imports/staging.ts'
import { ensureOrg } from '#services/org/ensure-org.ts'
import { showDocument } from '#services/world/show-document.ts'
import { planImport, stageFiles, writeImport, type SyncResult } from '#sources/sync.ts'
import { testDatabase } from '../support/database.ts'

type Row = Readonly<Record<string, string>>

const { db } = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'leadout-rows-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const files = {} as Record<TableName, Row[]>
let ctx: Ctx
let plan: ImportPlan
let result: SyncResult
/** our id of an entity -> its id in the files */
const outside = new Map<string, string>()

beforeAll(async () => {
  const world = makeWorld(
    resolveScenario({
      people: 12,
      months: 5,
      warmUpMonths: 6,
      seed: 606,
      start: '2025-06-01',
      teamSize: 4,
      attrition: 0.08,
      roles: { sdr: 0.4, csm: 0.2 },
      outcome: { win: { median: 1, sigma: 0.5 } },
      customers: { termMonths: 5 },
      quality: { deletions: 0.05, duplicates: 0.05, lateEntry: 0.15, lateLogging: 0.2 },
      activity: { mails: { ae: 2, sdr: 3 }, calls: { ae: 1, sdr: 2 } },
    }),
  )
  await writeCompany(world, folder)
  for (const table of TABLE_NAMES) {
    const text = readFileSync(join(folder, `${table}.csv`), 'utf8')
    files[table] = papaparse.parse<Row>(text, { header: true, skipEmptyLines: true }).data
  }
  const orgId = await ensureOrg(db, { slug: 'rows', name: 'Rows', zone: 'Europe/Berlin', currency: 'EUR' }, realNow())
  ctx = { db, orgId, actor: { type: 'cli' }, recordedAt: realNow() }
  const importId = await createImport(ctx, { label: 'generated' })
  await stageFiles(ctx, importId, [folder], () => {})
  plan = await planImport(ctx, importId)
  result = await writeImport(ctx, importId, { dryRun: false, onProgress: () => {} })
  for (const kind of ['person', 'team', 'account', 'contact', 'lead', 'product', 'campaign', 'priceBook'] as const) {
    for (const { id, state } of await readKind(db, orgId, kind, NOW))
      if (state.externalId) outside.set(id, state.externalId)
  }
  const deals = await db
    .selectFrom('source_record')
    .select(['entity_id', 'external_id'])
    .where('org_id', '=', orgId)
    .where('kind', '=', 'deal')
    .execute()
  for (const { entity_id, external_id } of deals) outside.set(entity_id, external_id)
}, 240_000)

const NOW = { valid: LATEST, known: LATEST, recorded: LATEST }
const at = (instant: number) => ({ ...NOW, valid: instant })
const out = (id: string | null | undefined) => (id == null ? '' : outside.get(id))
const minor = (text: string | undefined) => (text === undefined || text === '' ? null : Math.round(Number(text) * 100))
const filled = (text: string | undefined) => (text === undefined || text === '' ? null : text)
const sorted = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).toSorted()

const MONEY = new Set(['List price', 'Unit price', 'Total', 'Budget', 'Cost'])

/** Compares every entity of a kind with every row of a file, column by column; money in minor units. */
async function expectSame<K extends WorldKind>(
  kind: K,
  table: TableName,
  columns: Readonly<
    Record<
      string,
      (state: Awaited<ReturnType<typeof readKind<K>>>[number]['state']) => string | number | null | undefined
    >
  >,
) {
  const found = (await readKind(db, ctx.orgId, kind, NOW)).map(({ state }) =>
    Object.values(columns).map((of) => String(of(state) ?? '')),
  )
  expect(files[table].length).toBeGreaterThan(0)
  const expected = files[table].map((row) =>
    Object.keys(columns).map((column) => (MONEY.has(column) ? String(minor(row[column]) ?? '') : row[column])),
  )
  expect(sorted(found)).toEqual(sorted(expected))
}

test('every file is taken in whole: no row is refused, no cell is empty', () => {
  expect(result.written).toBe(true)
  expect(Object.values(result.objects).filter(({ rejected, cellProblems }) => rejected + cellProblems > 0)).toEqual([])
  // a team names its lead before the people are read
  expect(result.problems.filter(({ group }) => group !== 'missing-person')).toEqual([])
  expect(Object.keys(result.objects).length).toBeGreaterThan(20)
})

test('submitted forecasts are shown with who, when, for which month and how much, from the moment on', async () => {
  const { submissions } = await showDocument(ctx, {})
  expect(submissions.length).toBeGreaterThan(40)
  const handedIn = files.submissions.map((row) => ({
    externalId: row['Submission ID'],
    person: row['Submitted by'],
    period: row['Forecast period'],
    commit: row['Commit amount'],
    bestCase: row['Best case amount'],
    currency: row['Currency'],
    from: new Date(row['Submitted at']!).toISOString(),
  }))
  expect(sorted(submissions)).toEqual(sorted(handedIn))
  const first = files.submissions.toSorted((a, b) => (a['Submitted at']! < b['Submitted at']! ? -1 : 1))[20]!
  const moment = Date.parse(first['Submitted at']!)
  const held = async (instant: number) =>
    (await readKind(db, ctx.orgId, 'submission', at(instant))).map(({ state }) => state.externalId)
  expect(await held(moment - 1)).not.toContain(first['Submission ID'])
  expect(await held(moment)).toContain(first['Submission ID'])
})

test('line items come back, and add up to the amount of their deal', async () => {
  await expectSame('lineItem', 'line-items', {
    'Line item ID': ({ externalId }) => externalId,
    'Deal ID': ({ dealId }) => out(dealId),
    'Product ID': ({ productId }) => out(productId),
    Quantity: ({ quantity }) => quantity,
    'List price': ({ listPrice }) => listPrice,
    'Unit price': ({ price }) => price,
    Discount: ({ discount }) => discount,
    Total: ({ total }) => total,
    Currency: ({ currency }) => currency,
  })
  const sums = new Map<string, number>()
  for (const row of files['line-items'])
    sums.set(row['Deal ID']!, (sums.get(row['Deal ID']!) ?? 0) + minor(row['Total'])!)
  const amounts = new Map(files.deals.map((row) => [row['Deal ID']!, minor(row['Amount'])]))
  expect([...sums].filter(([id, sum]) => amounts.get(id) !== sum)).toEqual([])
  const won = files.deals.filter((row) => row['Is won'] === 'true')
  expect(won.filter((row) => !sums.has(row['Deal ID']!))).toEqual([])
})

test('campaigns, their members and price lists come back', async () => {
  expect(files.campaigns.length).toBeGreaterThan(4)
  await expectSame('campaign', 'campaigns', {
    'Campaign ID': ({ externalId }) => externalId,
    'Campaign name': ({ name }) => name,
    'Campaign type': ({ type }) => type,
    'Campaign status': ({ status }) => status,
    'Campaign start': ({ startDate }) => startDate,
    'Campaign end': ({ endDate }) => endDate,
    Budget: ({ budget }) => budget,
    Cost: ({ cost }) => cost,
  })
  await expectSame('campaignMember', 'campaign-members', {
    'Member ID': ({ externalId }) => externalId,
    Campaign: ({ campaignId }) => out(campaignId),
    'Lead ID': ({ leadId }) => out(leadId),
    'Member status': ({ status }) => status,
  })
  await expectSame('priceBookEntry', 'prices', {
    'Price ID': ({ externalId }) => externalId,
    'Price book ID': ({ priceBookId }) => out(priceBookId),
    'Product ID': ({ productId }) => out(productId),
    'List price': ({ price }) => price,
    Currency: ({ currency }) => currency,
  })
})

test('leave comes back day by day', async () => {
  expect(files.leave.length).toBeGreaterThan(10)
  await expectSame('leave', 'leave', {
    Person: ({ personId }) => out(personId),
    'Leave from': ({ from }) => from,
    'Leave to': ({ to }) => to,
  })
})

/** What a history file says a field was at an instant; null before its first row. */
function toldBy(table: 'lead-history' | 'account-history', key: string, field: string, instant: number) {
  const told = new Map<string, string>()
  for (const row of files[table].toSorted((a, b) => (a['Changed at']! < b['Changed at']! ? -1 : 1))) {
    if (row['Field'] === field && Date.parse(row['Changed at']!) <= instant) told.set(row[key]!, row['New value']!)
  }
  return told
}

test('leads have the status and the owner of the day, and are converted from their conversion on', async () => {
  const moves = files['lead-history'].map((row) => Date.parse(row['Changed at']!)).toSorted((a, b) => a - b)
  for (const part of [0.2, 0.5, 0.8, 1]) {
    const instant = moves[Math.floor(part * (moves.length - 1))]!
    const status = toldBy('lead-history', 'Lead ID', 'Status', instant)
    const owner = toldBy('lead-history', 'Lead ID', 'Owner', instant)
    const found = (await readKind(db, ctx.orgId, 'lead', at(instant))).map(({ state }) => [
      state.externalId,
      state.status,
      out(state.ownerId),
      state.converted,
      out(state.dealId),
    ])
    const expected = files.leads
      .filter((row) => status.has(row['Lead ID']!))
      .map((row) => {
        const id = row['Lead ID']!
        const done = row['Converted at'] !== '' && Date.parse(row['Converted at']!) <= instant
        return [id, status.get(id), owner.get(id), done, done ? row['Deal ID'] : '']
      })
    expect(sorted(found)).toEqual(sorted(expected))
  }
})

test('accounts have the owner and the type of the day: handed over to whoever serves them, and after a leaver', async () => {
  const moves = files['account-history'].map((row) => Date.parse(row['Changed at']!)).toSorted((a, b) => a - b)
  const copies = new Set(files.accounts.map((row) => row['Account ID']!).filter((id) => id.endsWith('b')))
  let handed = 0
  for (const part of [0.3, 0.7, 1]) {
    const instant = moves[Math.floor(part * (moves.length - 1))]!
    const owner = toldBy('account-history', 'Account ID', 'Owner', instant)
    const type = toldBy('account-history', 'Account ID', 'Type', instant)
    for (const { state } of await readKind(db, ctx.orgId, 'account', at(instant))) {
      const id = state.externalId!
      if (copies.has(id)) continue
      expect([id, out(state.ownerId), state.type]).toEqual([id, owner.get(id) ?? '', type.get(id) ?? null])
      if (type.get(id) === 'Customer') handed += 1
    }
  }
  expect(handed).toBeGreaterThan(10)
})

test('every activity comes back with its person, moment, deal, account, contact, lead and what came of it', async () => {
  const found = await db
    .selectFrom('activity')
    .select(['external_id', 'type', 'at', 'seconds', 'direction', 'held', 'person_id', 'deal_id', 'account_id'])
    .select(['contact_id', 'lead_id', 'known_at'])
    .where('org_id', '=', ctx.orgId)
    .execute()
  const rows = [...files.activities, ...files.mailbox, ...files.calendar]
  expect(rows.length).toBeGreaterThan(1000)
  expect(
    sorted(
      found.map((row) => [
        row.external_id,
        row.type,
        row.at,
        row.seconds,
        row.direction,
        row.held,
        out(row.person_id),
        out(row.deal_id),
        out(row.account_id),
        out(row.contact_id),
        out(row.lead_id),
      ]),
    ),
  ).toEqual(
    sorted(
      rows.map((row) => [
        row['Activity ID'],
        row['Activity type'],
        Date.parse(row['Activity date']!),
        row['Duration seconds'] === '' ? null : Number(row['Duration seconds']),
        filled(row['Direction']),
        row['Status'] === 'completed',
        row['Owner'],
        row['Deal ID'],
        row['Account ID'],
        row['Contact ID'],
        row['Lead ID'],
      ]),
    ),
  )
})

test('every column of every file is read, or named here', () => {
  const unread: Readonly<Record<string, readonly string[]>> = {
    memberships: ['In role since'],
    people: ['Planned start'],
    'field-history': ['Currency'],
    mailbox: ['Thread ID', 'Words'],
    calendar: ['Organiser', 'Declined by'],
  }
  for (const [table, columns] of Object.entries(unread)) {
    for (const column of columns) expect(TABLES[table as TableName] as readonly string[]).toContain(column)
  }
  const held = plan.files.flatMap((file) =>
    file.columns.filter(({ ignored }) => ignored === true).map(({ header }) => `${file.name}: ${header}`),
  )
  expect(held.toSorted()).toEqual(
    Object.entries(unread)
      .flatMap(([table, columns]) => columns.map((column) => `${table}.csv: ${column}`))
      .toSorted(),
  )
})
