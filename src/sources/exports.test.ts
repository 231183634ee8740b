import { strToU8, zipSync } from 'fflate'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { listDealRows } from '#services/deals/report.ts'
import { readImport } from '#services/imports/import-state.ts'
import { readRejected } from '#services/imports/rejected.ts'
import { testDatabase } from '../../test/support/database.ts'
import { importing } from '../../test/support/imports.ts'
import { openQuestions } from './sync.ts'

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

describe('the bytes of a file', () => {
  const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')
  test.each<[string, string | Uint8Array]>([
    ['semicolons', PLAIN.replaceAll(',', ';')],
    ['tabs', PLAIN.replaceAll(',', '\t')],
    ['carriage returns alone', PLAIN.replaceAll('\n', '\r')],
    ['UTF-16 as spreadsheets save it', utf16(PLAIN.replaceAll(',', '\t'))],
    ['UTF-16 with the other end first', utf16(PLAIN).swap16()],
    ['NUL bytes', PLAIN.replace('Alpha', 'Al\0pha')],
    ['a stray quote', PLAIN.replace('Alpha', '12" Alpha')],
    ['a title above the header', `Pipeline export\n\n${PLAIN}`],
    ['empty cells after the last', PLAIN.replaceAll('\n', ',,\n')],
  ])('%s', async (name, content) => {
    const orgId = await newOrg()
    const result = await bring(orgId, [await file(`${name.replaceAll(' ', '-')}.csv`, content)])
    expect(result.objects['deals']).toMatchObject({ new: 2, rejected: 0 })
    expect(await brief(orgId)).toEqual(EXPECTED)
  })

  test('rows with cells too many or too few are given back, the others go in', async () => {
    const orgId = await newOrg()
    const ragged = `${PLAIN}3,Gamma,Ana\n4,Delta,Ana Berg,Negotiation,1,000.00,2026-04-30,2026-01-06\n`
    const { importId, objects, problems } = await bring(orgId, [await file('ragged.csv', ragged)])
    expect(objects['deals']).toMatchObject({ new: 2, rejected: 2 })
    expect(problems.map(({ severity, rows }) => [severity, rows])).toEqual([
      ['reject', 1],
      ['reject', 1],
    ])
    const [rejected] = await readRejected(db, orgId, importId)
    expect(rejected!.header.slice(0, 6)).toContain('leadout remedy')
    const lines: (readonly string[])[] = []
    for await (const line of rejected!.rows) lines.push(line)
    expect(lines.map((line) => line[1])).toEqual(['3', '4'])
    for (const line of lines) expect(line[rejected!.header.indexOf('leadout remedy')]).toMatch(/\w+ .*\./)
  })

  test('a field of 100 MB costs its own cell', { timeout: 60_000 }, async () => {
    const orgId = await newOrg()
    const huge = PLAIN.replace('Alpha', 'x'.repeat(100_000_000))
    const { objects, problems } = await bring(orgId, [await file('huge.csv', huge)])
    expect(objects['deals']).toMatchObject({ new: 2, rejected: 0 })
    expect(problems.some(({ reason }) => /longer than a million/.test(reason))).toBe(true)
    expect((await brief(orgId)).map(([id]) => id)).toEqual(['1', '2'])
  })
})

describe('figures and dates', () => {
  test('French figures, whatever space stands between thousands', async () => {
    const orgId = await newOrg()
    const rows = [
      'N° d’affaire;Nom de l’affaire;Commercial;Étape;Montant;Date de clôture;Date de création',
      '1;Alpha;Ana;Gagné;1 234,56 €;10/02/2026;05/01/2026',
      '2;Beta;Ana;Négociation;12\u202f345,00 €;30/04/2026;06/01/2026',
      '3;Gamma;Ana;Perdu;1\u00a0000\u00a0000 €;28/02/2026;16/01/2026',
    ]
    const result = await bring(orgId, [await file('affaires.csv', rows.join('\r\n'))])
    expect(result.questions).toEqual([])
    expect(await brief(orgId)).toEqual([
      ['1', 'won', 1234.56, '2026-02-10'],
      ['2', 'open', 12345, '2026-04-30'],
      ['3', 'lost', 1_000_000, '2026-02-28'],
    ])
  })

  test('several date styles in one column: a cell is read where exactly one evidenced style fits', async () => {
    const orgId = await newOrg()
    const rows = [
      ['1', '2026-02-25'],
      ['2', '25.02.2026'],
      ['3', '02/25/2026'],
      ['4', '25 Feb 2026'],
      ['5', '03.04.2026'],
    ].map(([id, date]) => `${id},Deal ${id},Ana Berg,Negotiation,10.00,${date},2026-01-05`)
    await bring(orgId, [await file('styles.csv', `${HEADER}\n${rows.join('\n')}\n`)])
    expect((await brief(orgId)).map(([id, , , date]) => [id, date])).toEqual([
      ['1', '2026-02-25'],
      ['2', '2026-02-25'],
      ['3', '2026-02-25'],
      ['4', '2026-02-25'],
      // both the day and the month first are evidenced: never guessed
      ['5', null],
    ])
  })

  test('a number too large for an amount says so', async () => {
    const orgId = await newOrg()
    const rows = PLAIN.replace('200.00', '99999999999999999999')
    const { problems } = await bring(orgId, [await file('large.csv', rows)])
    expect(problems).toMatchObject([{ severity: 'cell', rows: 1, reason: expect.stringMatching(/larger/) }])
  })

  test('while a date question is open, its rows wait and are no problems', async () => {
    const orgId = await newOrg()
    const open = PLAIN.replaceAll(/2026-0(\d)-(\d\d)/g, (_, month: string) => `0${month}/0${month}/2026`).replace(
      '04/04/2026',
      '04/05/2026',
    )
    const path = await file('open.csv', open)
    const asked = await bring(orgId, [path], { dryRun: true })
    expect(asked.problems).toEqual([])
    expect(asked.objects['deals']).toMatchObject({ rejected: 0, cellProblems: 0 })
    const spoilt = await file('open-spoilt.csv', open.replace('04/05/2026', 'soon'))
    const broken = await bring(orgId, [spoilt], { dryRun: true })
    expect(broken.problems.map(({ examples }) => examples[0]?.value)).toEqual(['soon'])
  })
})

describe('what is no row', () => {
  test.each(['Total', 'Grand total', 'Summe', 'Gesamtsumme:', 'Grand Totals (2 records)', 'Total général'])(
    '%s is left out and listed with its row',
    async (word) => {
      const orgId = await newOrg()
      const { objects, problems } = await bring(orgId, [await file('totals.csv', `${PLAIN}${word},,,,300.00,,\n`)])
      expect(objects['deals']).toMatchObject({ new: 2, rejected: 0 })
      expect(problems).toMatchObject([
        { severity: 'skip', reason: 'Left out: totals row', rows: 1, examples: [{ row: 3 }] },
      ])
    },
  )
})

describe('ids', () => {
  test.each([
    'Opp #',
    'Deal No.',
    'Vorgangs-Nr.',
    'Deal Nr',
    'Opportunity Number',
    'Auftragsnummer',
    'Opp ID',
    '#',
    'N° affaire',
  ])('%s tells deals apart', async (name) => {
    const orgId = await newOrg()
    const { importId } = await bring(orgId, [await file('ids.csv', PLAIN.replace('Deal ID', name))])
    const { plan } = await readImport(db, orgId, importId)
    expect(plan!.files[0]!.key).toEqual(['id'])
  })
})

describe('rows given twice', () => {
  test('with other content are no change when the file comes again', async () => {
    const orgId = await newOrg()
    const twice = await file('twice.csv', `${PLAIN}1,Alpha,Ana Berg,Closed Won,150.00,2026-02-10,2026-01-05\n`)
    const answers = { 'same-id:deal': 'last' }
    const asked = await bring(orgId, [twice])
    expect(asked.written).toBe(false)
    expect(asked.questions[0]!.options.map(({ example }) => example)).toEqual([
      expect.stringContaining('Amount: 150.00'),
      expect.stringContaining('Amount: 100.00'),
    ])
    await bring(orgId, [twice], { answers })
    expect((await brief(orgId))[0]).toEqual(['1', 'won', 150, '2026-02-10'])
    const changes = async () =>
      (await db.selectFrom('change').select('id').where('org_id', '=', orgId).execute()).length
    const before = await changes()
    const again = await bring(orgId, [twice], { answers, takenAt: '2026-03-02T12:00:00Z' })
    expect(again.objects['deals']).toMatchObject({ new: 0, changed: 0, unchanged: 2, duplicate: 1 })
    expect(await changes()).toBe(before)
    const former = await bring(orgId, [await file('former.csv', PLAIN)], { takenAt: '2026-03-03T12:00:00Z' })
    expect(former.objects['deals']).toMatchObject({ changed: 1, unchanged: 1 })
    expect((await brief(orgId))[0]).toEqual(['1', 'won', 100, '2026-02-10'])
  })

  test('of activities: the latest stamp counts, and the file again changes nothing', async () => {
    const orgId = await newOrg()
    const tasks = await file(
      'Task.csv',
      `Id,OwnerId,TaskSubtype,Subject,Status,CreatedDate,ActivityDate,LastModifiedDate
00T000000000001AAA,005000000000001AAA,Call,First,Open,2026-01-05T10:00:00.000Z,2026-01-05,2026-01-05T10:00:00.000Z
00T000000000001AAA,005000000000001AAA,Call,Second,Completed,2026-01-05T10:00:00.000Z,2026-01-06,2026-01-07T10:00:00.000Z
`,
    )
    await bring(orgId, [tasks])
    const again = await bring(orgId, [tasks], { takenAt: '2026-03-02T12:00:00Z' })
    expect(again.objects['activities']).toMatchObject({ new: 0, changed: 0, unchanged: 1, duplicate: 1 })
    const rows = await db.selectFrom('activity').select('at_date').where('org_id', '=', orgId).execute()
    expect(rows).toEqual([{ at_date: '2026-01-06' }])
  })
})

describe('questions', () => {
  test('stage and flags that contradict each other in more than one deal of a hundred are asked about', async () => {
    const orgId = await newOrg()
    const header = 'Id,Name,OwnerId,StageName,Amount,CloseDate,CreatedDate,IsClosed,IsWon'
    const row = (n: number, flags: string) =>
      `006000000000${String(n).padStart(3, '0')}AAA,Deal ${n},005000000000001AAA,Closed Won,10.00,2026-02-10,2026-01-05T10:00:00.000Z,${flags}`
    const flagged = (against: number) =>
      [header, ...Array.from({ length: 200 }, (_, n) => row(n, n < against ? 'true,false' : 'true,true'))].join('\n')
    const few = await bring(await newOrg(), [await file('Opportunity.csv', flagged(2))])
    expect(few.written).toBe(true)
    const many = await file('Opportunity.csv', flagged(5))
    const asked = await bring(orgId, [many])
    expect(asked.questions.map(({ key }) => key)).toEqual(['stage-flags'])
    await bring(orgId, [many], { answers: { 'stage-flags': 'flags' } })
    expect((await deals(orgId)).filter(({ status }) => status === 'lost').length).toBe(5)
  })

  test('a stage the organisation knows is not asked about, and an answered one stays in sight until then', async () => {
    const orgId = await newOrg()
    const odd = PLAIN.replace('Negotiation', 'Zwischenlager')
    const path = await file('odd.csv', odd)
    const key = 'stage-kind:Zwischenlager'
    const first = await bring(orgId, [path], { answers: { [key]: 'lost' }, dryRun: true })
    const { plan, answers } = await readImport(db, orgId, first.importId)
    expect(plan!.questions.map((question) => question.key)).toEqual([key])
    expect(openQuestions(plan!, [], answers)).toEqual([])
    expect(plan!.stages.find(({ name }) => name === 'Zwischenlager')?.kind).toBe('lost')
    await bring(orgId, [path], { answers: { [key]: 'lost' } })
    const other = await file('odd-other.csv', odd.replace('Deal Name', 'Title').replace('2,Beta', '9,Other'))
    const later = await bring(orgId, [other], { takenAt: '2026-03-05T12:00:00Z' })
    expect(later.written).toBe(true)
    expect((await deals(orgId)).find(({ externalId }) => externalId === '9')?.status).toBe('lost')
  })
})

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
    expect(both.map(({ objects }) => objects['deals']!.new).toSorted()).toEqual([0, 2])
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
