import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Papa from 'papaparse'
import { afterAll, expect, test } from 'vitest'
import { realNow } from '#platform/clock/now.ts'
import type { Ctx } from '#services/context.ts'
import { reportDeals } from '#services/deals/report.ts'
import { saveDecisions } from '#services/imports/import-state.ts'
import { createImport } from '#services/imports/staging.ts'
import { ensureOrg } from '#services/org/ensure-org.ts'
import { planImport, stageFiles, writeImport } from '#sources/sync.ts'
import { testDatabase } from '../../test/support/database.ts'
import { writeExport } from './export.ts'

const { db } = await testDatabase()
const folder = await mkdtemp(join(tmpdir(), 'leadout-export-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const deals = `Id,Name,OwnerId,AccountId,StageName,Amount,CloseDate,CreatedDate,LastModifiedDate,IsClosed,IsWon,Region
006a,=HYPERLINK("http://x"),005a,001a,Closed Won,1000.50,2026-02-10,2026-01-05T09:00:00.000Z,2026-02-10T09:00:00.000Z,true,true,+north
006b,Beta,005b,001a,Proposal,2000.00,2026-03-31,2026-01-06T09:00:00.000Z,2026-02-20T09:00:00.000Z,false,false,south
006c,Gamma,005a,001b,Closed Lost,0.00,2026-02-28,2026-01-07T09:00:00.000Z,2026-02-21T09:00:00.000Z,true,false,south
006d,Delta,005b,001b,Prospecting,-40.00,2026-04-30,2026-01-08T09:00:00.000Z,2026-01-08T09:00:00.000Z,false,false,
`
const history = `Id,OpportunityId,CreatedDate,StageName,Amount,CloseDate
008a,006a,2026-01-05T09:00:00.000Z,Prospecting,900.00,2026-02-28
008b,006a,2026-01-20T09:00:00.000Z,Proposal,1000.50,2026-02-28
008c,006a,2026-02-10T09:00:00.000Z,Closed Won,1000.50,2026-02-10
008d,006b,2026-01-06T09:00:00.000Z,Prospecting,1500.00,2026-03-31
008e,006b,2026-02-20T09:00:00.000Z,Proposal,2000.00,2026-03-31
008f,006c,2026-01-07T09:00:00.000Z,Prospecting,700.00,2026-02-28
008g,006c,2026-02-21T09:00:00.000Z,Closed Lost,0.00,2026-02-28
`
const fields = `Id,OpportunityId,CreatedDate,Field,OldValue,NewValue
017a,006b,2026-01-15T09:00:00.000Z,Owner,005a,005b
`
const users = `Id,Name,Email,IsActive
005a,Ana Berg,ana@example.org,true
005b,Bo Hansen,bo@example.org,true
`
const accounts = `Id,Name,Industry,BillingCountry
001a,Acme,Retail,Germany
001b,Bolt,Steel,France
`

let orgs = 0
async function bring(paths: readonly string[]): Promise<Ctx> {
  orgs += 1
  const orgId = await ensureOrg(
    db,
    { slug: `org-${orgs}`, name: 'Org', zone: 'Europe/Berlin', currency: 'EUR' },
    realNow(),
  )
  const ctx: Ctx = { db, orgId, actor: { type: 'cli' }, recordedAt: realNow() }
  const importId = await createImport(ctx, { label: 'test', complete: false })
  await saveDecisions(db, orgId, importId, { answers: {}, takenAt: Date.parse('2026-03-01T00:00:00Z') })
  await stageFiles(ctx, importId, paths, () => {})
  await planImport(ctx, importId)
  const { written, questions } = await writeImport(ctx, importId, { dryRun: false, onProgress: () => {} })
  expect({ written, questions }).toEqual({ written: true, questions: [] })
  return { ...ctx, recordedAt: realNow() }
}

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

async function figures(ctx: Ctx): Promise<unknown[]> {
  const rows: unknown[] = []
  for (const asOf of ['2026-01-10', '2026-02-15', '2026-02-25']) {
    for (const status of ['won', 'lost', 'open'] as const) {
      for (const by of ['owner', 'stage', 'account', 'month'] as const) {
        rows.push([asOf, status, by, await reportDeals(ctx, { status, by, asOf })])
      }
    }
  }
  return rows
}

const sources = await Promise.all([
  file('Opportunity.csv', deals),
  file('OpportunityHistory.csv', history),
  file('OpportunityFieldHistory.csv', fields),
  file('User.csv', users),
  file('Account.csv', accounts),
])
const original = await bring(sources)

test('an export, imported into an empty organisation, gives the same figures of any day', async () => {
  for (const out of [join(folder, 'out'), join(folder, 'out.zip')]) {
    await writeExport(original, {}, out)
    const copy = await bring([out])
    expect(await figures(copy)).toEqual(await figures(original))
  }
})

test('no cell can run as a formula, and amounts stay numbers', async () => {
  const out = join(folder, 'cells')
  const files = await writeExport(original, {}, out)
  for (const { name, rows } of files) {
    const { data } = Papa.parse<string[]>(await readFile(join(out, name), 'utf8'), { skipEmptyLines: true })
    expect(data.length).toBe(rows + 1)
    for (const cell of data.flat()) if (!/^-\d+(\.\d+)?$/.test(cell)) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
  }
  const { data } = Papa.parse<Record<string, string>>(await readFile(join(out, 'deals.csv'), 'utf8'), { header: true })
  expect(data[0]).toMatchObject({
    'Deal ID': '006a',
    'Deal name': `'=HYPERLINK("http://x")`,
    Amount: '1000.5',
    Segment: "'+north",
  })
})

test('an export as of a day shows what held then', async () => {
  const out = join(folder, 'then')
  await writeExport(original, { asOf: '2026-01-10' }, out)
  const { data } = Papa.parse<Record<string, string>>(await readFile(join(out, 'deals.csv'), 'utf8'), {
    header: true,
    skipEmptyLines: true,
  })
  expect(data.map((row) => [row['Deal ID'], row['Owner'], row['Stage'], row['Amount']])).toEqual([
    ['006a', '005a', 'Prospecting', '900'],
    ['006b', '005a', 'Prospecting', '1500'],
    ['006c', '005a', 'Prospecting', '700'],
    ['006d', '005b', 'Prospecting', '-40'],
  ])
})
