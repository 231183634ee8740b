import { strToU8, zipSync } from 'fflate'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { listDealRows, reportDeals } from '#services/deals/report.ts'
import { readImport } from '#services/imports/import-state.ts'
import { showDocument } from '#services/world/show-document.ts'
import { testDatabase } from '../../test/support/database.ts'
import { importing } from '../../test/support/imports.ts'

const { db } = await testDatabase()
const { bring, ctxOf, file, folder, newOrg } = await importing(db)

const deals = async (orgId: string) =>
  (await listDealRows(ctxOf(orgId), { status: 'all' })).toSorted((a, b) =>
    (a.externalId ?? '').localeCompare(b.externalId ?? ''),
  )
const brief = async (orgId: string) =>
  (await deals(orgId)).map(({ externalId, status, amount, closeDate }) => [externalId, status, amount, closeDate])

const HEADER = 'Deal ID,Deal Name,Owner,Stage,Amount,Close Date,Created Date'
const ROWS = `1,Alpha,Ana Berg,Closed Won,100.00,2026-02-10,2026-01-05
2,Beta,Bo Hansen,Negotiation,200.00,2026-04-30,2026-01-06
`
const PLAIN = `${HEADER}\n${ROWS}`
const EXPECTED = [
  ['1', 'won', 100, '2026-02-10'],
  ['2', 'open', 200, '2026-04-30'],
]

describe('files beside each other', () => {
  test('a history later than the deal list says what came after it', async () => {
    const orgId = await newOrg()
    const list = `Id,Name,OwnerId,StageName,Amount,CloseDate,CreatedDate,IsClosed,IsWon,LastModifiedDate
006000000000001AAA,Alpha,005000000000001AAA,Prospecting,100.00,2026-06-30,2026-01-05T10:00:00.000Z,false,false,2026-01-20T10:00:00.000Z
`
    const history = `Id,OpportunityId,CreatedById,CreatedDate,StageName,Amount,CloseDate
008000000000001AAA,006000000000001AAA,005000000000001AAA,2026-01-05T10:00:00.000Z,Prospecting,100.00,2026-06-30
008000000000002AAA,006000000000001AAA,005000000000001AAA,2026-03-10T10:00:00.000Z,Closed Won,120.00,2026-03-10
`
    await bring(orgId, [await file('Opportunity.csv', list)], { takenAt: '2026-02-01T12:00:00Z' })
    await bring(orgId, [await file('OpportunityHistory.csv', history)], { takenAt: '2026-04-01T12:00:00Z' })
    expect((await deals(orgId)).map(({ status, amount, outcomeDate }) => [status, amount, outcomeDate])).toEqual([
      ['won', 120, '2026-03-10'],
    ])
  })

  test('users of another export resolve the owners of a deal list', async () => {
    const orgId = await newOrg()
    const users = await file(
      'hubspot-users.csv',
      'User ID,First Name,Last Name,Email\n501,Ana,Berg,ana@seller.example\n502,Bo,Hansen,bo@seller.example\n',
    )
    const list = await file(
      'hubspot-crm-exports-all-deals.csv',
      `Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Pipeline,Create Date
1,Alpha,Closed Won,2026-02-10,Ana Berg,100.00,Sales,2026-01-05
2,Beta,Contract Sent,2026-04-30,bo@seller.example,200.00,Sales,2026-01-06
`,
    )
    const result = await bring(orgId, [list, users])
    expect(result.objects['people']).toMatchObject({ new: 2 })
    expect((await deals(orgId)).map(({ owner }) => owner)).toEqual(['Ana Berg', 'Bo Hansen'])
  })

  test.each([
    ['its id', 'u2'],
    ['name', 'Bo Hansen'],
  ])('a lead whom a list of teams mentions by %s before the people come', async (_, lead) => {
    const orgId = await newOrg()
    const teams = await file('teams.csv', `Team ID,Team name,Parent team,Lead\nt1,Harbour,,${lead}\n`)
    const people = await file(
      'people.csv',
      `User ID,Name,Email,Active,Team,Manager,Hired
u1,Ana Berg,ana@seller.example,true,t1,u2,2024-01-08
u2,Bo Hansen,bo@seller.example,true,t1,,2023-05-02
`,
    )
    const won = await file(
      'deals.csv',
      'Deal ID,Deal Name,Owner,Stage,Amount,Close Date,Created Date\n1,Alpha,Bo Hansen,Closed Won,100.00,2025-02-10,2025-01-05\n',
    )
    const result = await bring(orgId, [teams, people, won])
    expect(result.objects['people']).toMatchObject({ new: 2, changed: 0, unchanged: 0, duplicate: 0 })
    expect(result.problems.map(({ reason }) => reason)).toEqual([])
    // long before the export was taken he belonged to it
    const [team] = await reportDeals(ctxOf(orgId), { status: 'won', by: 'team' })
    expect(team).toMatchObject({ label: 'Harbour', count: 1 })
  })

  test('a membership without a manager ends the one before', async () => {
    const orgId = await newOrg()
    const people =
      'User ID,Name,Email,Active\nu1,Ana Berg,ana@seller.example,true\nu2,Bo Hansen,bo@seller.example,true\n'
    const memberships =
      'Person,From,Until,Team,Office,Discipline,Manager\nu1,2024-01-08,,t1,Berlin,ae,u2\nu1,2025-03-01,,t1,Berlin,lead,\n'
    const teams = 'Team ID,Team name,Parent team\nt1,Harbour,\n'
    const result = await bring(orgId, [
      await file('teams.csv', teams),
      await file('people.csv', people),
      await file('memberships.csv', memberships),
    ])
    expect(result.problems).toEqual([])
    const { memberships: shown } = await showDocument(ctxOf(orgId), {})
    expect(shown.flatMap((entry) => ('person' in entry && entry.person === 'u1' ? [entry] : []))).toMatchObject([
      { from: '2024-01-08', team: 't1', discipline: 'ae', manager: 'u2' },
      { from: '2025-03-01', team: 't1', discipline: 'lead', manager: null },
    ])
  })

  test('ids resolve between files of two makers in one import', async () => {
    const orgId = await newOrg()
    const team = await file('team.csv', 'Rep ID,Rep Name,E-Mail,Manager\nR1,Ana Berg,ana@seller.example,\n')
    const list = await file(
      'Opportunity.csv',
      `Id,Name,OwnerId,StageName,Amount,CloseDate,CreatedDate,IsClosed,IsWon
006000000000001AAA,Alpha,R1,Closed Won,100.00,2026-02-10,2026-01-05T10:00:00.000Z,true,true
`,
    )
    await bring(orgId, [team, list])
    expect((await deals(orgId)).map(({ owner }) => owner)).toEqual(['Ana Berg'])
  })

  test('who took part in a meeting', async () => {
    const orgId = await newOrg()
    const users = await file('users.csv', 'User ID,Name,Email\n1,Ana Berg,ana@us.example\n2,Bo Hansen,bo@us.example\n')
    const contacts = await file('contacts.csv', 'Contact ID,Name,Email,Company\nc1,Cy Young,cy@them.example,Them\n')
    const meetings = await file(
      'activities.csv',
      `Activity ID,Activity Type,Subject,Owner,Date,Duration,Attendees
a1,Meeting,Demo,Ana Berg,2026-02-10,3600,Ana Berg <ana@us.example>; bo@us.example; cy@them.example; who@else.example
`,
    )
    await bring(orgId, [users, contacts, meetings])
    const sides = await db
      .selectFrom('activity_participant as p')
      .innerJoin('subject as s', (join) => join.onRef('s.org_id', '=', 'p.org_id').onRef('s.id', '=', 'p.subject_id'))
      .select(['s.name', 'p.side'])
      .where('p.org_id', '=', orgId)
      .orderBy('s.name')
      .execute()
    expect(sides).toEqual([
      { name: 'Ana Berg', side: 'ours' },
      { name: 'Bo Hansen', side: 'ours' },
      { name: 'Cy Young', side: 'theirs' },
    ])
  })

  test('folders and archives are their files', async () => {
    const orgId = await newOrg()
    const inside = join(folder, 'export', 'deep')
    await mkdir(inside, { recursive: true })
    await writeFile(join(inside, 'deals.csv'), PLAIN)
    await writeFile(join(folder, 'export', '.DS_Store'), 'litter')
    expect((await bring(orgId, [join(folder, 'export')])).objects['deals']).toMatchObject({ new: 2 })
    const zip = await file('export.zip', zipSync({ 'a/deals.csv': strToU8(PLAIN), '__MACOSX/deals.csv': strToU8('x') }))
    expect((await bring(orgId, [zip], { takenAt: '2026-03-02T12:00:00Z' })).objects['deals']).toMatchObject({
      new: 0,
      unchanged: 2,
    })
  })

  test('two imports of the same new rows at once: both go in, one after the other', async () => {
    const orgId = await newOrg()
    const path = await file('at-once.csv', PLAIN)
    const both = await Promise.all([bring(orgId, [path]), bring(orgId, [path])])
    expect(both.map(({ objects }) => objects['deals']!.new).toSorted((a, b) => a - b)).toEqual([0, 2])
    expect(await brief(orgId)).toEqual(EXPECTED)
  })
})

describe('workbooks', () => {
  /** a workbook with the given sheets: rows of cells, a number as a value, a text in place */
  function workbook(
    sheets: readonly {
      name: string
      rows: readonly (readonly (string | number | { xml: string })[])[]
      state?: string
      merged?: readonly string[]
    }[],
  ): Uint8Array {
    const letters = 'ABCDEFGHIJ'
    const cell = (value: string | number | { xml: string }, at: string) =>
      typeof value === 'object'
        ? `<c r="${at}" ${value.xml}</c>`
        : typeof value === 'number'
          ? `<c r="${at}"><v>${value}</v></c>`
          : value === ''
            ? ''
            : `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`
    const parts = Object.fromEntries(
      sheets.map(({ rows, merged = [] }, n) => [
        `xl/worksheets/sheet${n + 1}.xml`,
        `<worksheet><sheetData>${rows
          .map(
            (cells, row) =>
              `<row r="${row + 1}">${cells.map((value, i) => cell(value, `${letters[i]}${row + 1}`)).join('')}</row>`,
          )
          .join(
            '',
          )}</sheetData><mergeCells>${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells></worksheet>`,
      ]),
    )
    const files = {
      ...parts,
      'xl/workbook.xml': `<workbook xmlns:r="x"><sheets>${sheets.map(({ name, state }, n) => `<sheet name="${name}" sheetId="${n + 1}" ${state ? `state="${state}"` : ''} r:id="rId${n + 1}"/>`).join('')}</sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `<Relationships>${sheets.map((_, n) => `<Relationship Id="rId${n + 1}" Type="http://x/worksheet" Target="worksheets/sheet${n + 1}.xml"/>`).join('')}</Relationships>`,
      'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    }
    return zipSync(Object.fromEntries(Object.entries(files).map(([key, text]) => [key, strToU8(text)])))
  }
  const date = (serial: number) => ({ xml: `s="1"><v>${serial}</v>` })
  const header = HEADER.split(',')

  test('dates, formulas, merged cells, several sheets and a hidden one', async () => {
    const orgId = await newOrg()
    const book = workbook([
      {
        name: 'Deals',
        merged: ['C2:C3', 'A6:B6'],
        rows: [
          header,
          [1, 'Alpha', 'Ana Berg', 'Closed Won', { xml: '><f>50*2</f><v>100</v>' }, date(46063), date(46027)],
          [2, 'Beta', '', 'Negotiation', 200.5, date(46142), date(46028)],
          [3, 'Gamma', 'Bo Hansen', 'Closed Lost', 300, date(46068), date(46029)],
          ['Total', '', '', '', { xml: '><f>SUM(E2:E4)</f><v>600.5</v>' }, '', ''],
        ],
      },
      {
        name: 'Reps',
        rows: [
          ['User ID', 'Name', 'Email'],
          [7, 'Ana Berg', 'ana@seller.example'],
          [8, 'Bo Hansen', 'bo@seller.example'],
        ],
      },
      {
        name: 'Old',
        state: 'hidden',
        rows: [header, [9, 'Old', 'Ana Berg', 'Closed Won', 900, date(46063), date(46027)]],
      },
    ])
    const { importId, objects } = await bring(orgId, [await file('pipeline.xlsx', book)])
    expect(objects['deals']).toMatchObject({ new: 3, rejected: 0 })
    expect(
      (await deals(orgId)).map(({ externalId, owner, status, amount, closeDate }) => [
        externalId,
        owner,
        status,
        amount,
        closeDate,
      ]),
    ).toEqual([
      ['1', 'Ana Berg', 'won', 100, '2026-02-10'],
      ['2', 'Ana Berg', 'open', 200.5, '2026-04-30'],
      ['3', 'Bo Hansen', 'lost', 300, '2026-02-15'],
    ])
    const { plan } = await readImport(db, orgId, importId)
    expect(plan!.files.map(({ name, object, label }) => [name, object, object === null ? label : ''])).toEqual([
      ['pipeline.xlsx#Deals', 'deal', ''],
      ['pipeline.xlsx#Reps', 'person', ''],
      ['pipeline.xlsx#Old', null, 'a hidden sheet'],
    ])
  })
})
