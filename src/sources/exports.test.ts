import { describe, expect, test } from 'vitest'
import { listDealRows } from '#services/deals/report.ts'
import { readImport } from '#services/imports/import-state.ts'
import { readRejected } from '#services/imports/rejected.ts'
import { testDatabase } from '../../test/support/database.ts'
import { importing } from '../../test/support/imports.ts'
import { openQuestions } from './questions.ts'

const { db } = await testDatabase()
const { bring, ctxOf, file, newOrg } = await importing(db)

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
    expect(lines.map((line) => line[1])).toEqual(['4', '5'])
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
      ['6', '25/02/2026'],
      ['7', '03/04/2026'],
    ].map(([id, date]) => `${id},Deal ${id},Ana Berg,Negotiation,10.00,${date},2026-01-05`)
    await bring(orgId, [await file('styles.csv', `${HEADER}\n${rows.join('\n')}\n`)])
    expect((await brief(orgId)).map(([id, , , date]) => [id, date])).toEqual([
      ['1', '2026-02-25'],
      ['2', '2026-02-25'],
      ['3', '2026-02-25'],
      ['4', '2026-02-25'],
      // with dots only the day first is evidenced
      ['5', '2026-04-03'],
      ['6', '2026-02-25'],
      // with slashes both: never guessed
      ['7', null],
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
        { severity: 'skip', reason: 'Left out: totals row', rows: 1, examples: [{ row: 4 }] },
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
