import { describe, expect, test } from 'vitest'
import type { ImportPlan } from '#domain/import/record.ts'
import { compileMapper } from './mapper.ts'
import { profileFile } from './profile/file.ts'
import { recognise, type RecogniseOptions } from './recognise/recognise.ts'
import type { Row } from './read/row.ts'

const CONTEXT = { zone: 'Europe/Berlin', currency: 'EUR' }
const toRows = (lines: readonly string[]): Row[] => lines.map((line, n) => ({ row: n + 1, cells: line.split('|') }))

async function planOf(
  header: string,
  lines: readonly string[],
  answers: Record<string, string> = {},
  options: RecogniseOptions = {},
): Promise<ImportPlan> {
  const profile = await profileFile(header.split('|'), [toRows(lines)])
  return recognise([{ name: 'deals.csv', profile }], answers, options)
}

async function mapped(
  header: string,
  lines: readonly string[],
  answers: Record<string, string> = {},
  context = CONTEXT,
) {
  const plan = await planOf(header, lines, answers, { currency: context.currency })
  return { plan, ...compileMapper(plan.files[0]!, plan, context)(toRows(lines)) }
}

const HEADER = 'Deal ID|Deal Name|Stage|Amount|Close Date'

describe('rows', () => {
  test('an unreadable amount or date rejects a closed deal and is left out of an open one', async () => {
    const { records, problems } = await mapped(HEADER, [
      'd1|One|Won|100.50|2021-05-01',
      'd2|Two|Won|lots|2021-05-01',
      'd3|Three|Proposal|lots|2021-05-01',
      'd4|Four|Lost|5.00|soon',
      'd5|Five|Proposal|5.00|soon',
      'd6|Six|Won||',
      '|Seven|Proposal|5.00|2021-05-01',
    ])
    expect(records.map(({ externalId }) => externalId)).toEqual(['d1', 'd3', 'd5', 'd6'])
    expect(records[0]!.values).toEqual({
      id: 'd1',
      name: 'One',
      stage: 'Won',
      amount: { minor: 10_050 },
      closeDate: { date: '2021-05-01' },
    })
    expect(records[1]!.values).not.toHaveProperty('amount')
    expect(records[3]!.values).toMatchObject({ amount: null, closeDate: null })
    expect(problems.map(({ severity, row, column, value }) => [severity, row, column, value])).toEqual([
      ['reject', 2, 'Amount', 'lots'],
      ['cell', 3, 'Amount', 'lots'],
      ['reject', 4, 'Close Date', 'soon'],
      ['cell', 5, 'Close Date', 'soon'],
      ['reject', 7, undefined, undefined],
    ])
    expect(problems[0]!.cells).toEqual(['d2', 'Two', 'Won', 'lots', '2021-05-01'])
  })

  test('blank is not 0, and words for nothing are blank', async () => {
    const { records } = await mapped(HEADER, [
      'd1|One|Won|0|2021-05-01',
      'd2|Two|Won|N/A|2021-05-01',
      'd3|Three|Won||-',
    ])
    expect(records.map(({ values }) => values['amount'])).toEqual([{ minor: 0 }, null, null])
    expect(records[2]!.values['closeDate']).toBeNull()
  })

  test('columns without a field are kept under their names', async () => {
    const { records } = await mapped(`${HEADER}|Shoe size`, ['d1|One|Won|1|2021-05-01|42', 'd2|Two|Won|1|2021-05-01|'])
    expect(records.map(({ custom }) => custom)).toEqual([{ 'Shoe size': '42' }, {}])
  })

  test('equal rows have equal hashes; without a key the content is the key', async () => {
    const { plan, records } = await mapped('Assigned To|Subject|Due Date|Status', [
      'Ann|Call|2021-05-01|Done',
      'Ann|Call|2021-05-01|Done',
      'Ann|Call|2021-05-02|Done',
    ])
    expect(plan.files[0]).toMatchObject({ object: 'activity', key: [] })
    expect(records[0]!.externalId).toBe(records[1]!.externalId)
    expect(records[0]!.hash).not.toBe(records[2]!.hash)
  })
})

describe('dates of a column', () => {
  const dates = async (cells: readonly string[], answers: Record<string, string> = {}) => {
    const { records, plan } = await mapped(
      HEADER,
      cells.map((date, n) => `d${n}|Deal ${n}|Proposal|1|${date}`),
      answers,
    )
    return {
      values: records.map(({ values }) => values['closeDate']),
      questions: plan.questions.filter(({ key }) => key.startsWith('date-style')),
    }
  }

  test('one cell that has only one reading decides for the others', async () => {
    expect((await dates(['20/10/2016', '03/04/2017'])).values).toEqual([{ date: '2016-10-20' }, { date: '2017-04-03' }])
    expect((await dates(['10/20/2016', '03/04/2017'])).values).toEqual([{ date: '2016-10-20' }, { date: '2017-03-04' }])
  })

  test('where both orders are proven, a cell that fits both is not read', async () => {
    const { values, questions } = await dates(['20/10/2016', '10/20/2016', '03/04/2017', '05/05/2017', '2017-01-02'])
    expect(values).toEqual([
      { date: '2016-10-20' },
      { date: '2016-10-20' },
      undefined,
      { date: '2017-05-05' },
      { date: '2017-01-02' },
    ])
    expect(questions).toEqual([])
  })

  test('where nothing is proven it is a question with both readings, and nothing is read until it is answered', async () => {
    const cells = ['03/04/2017', '05/06/2017', '07/07/2017']
    const { values, questions } = await dates(cells)
    expect(values).toEqual([undefined, undefined, { date: '2017-07-07' }])
    expect(questions).toHaveLength(1)
    expect(questions[0]).toMatchObject({ key: 'date-style:deals.csv:Close Date', suggested: null })
    expect(questions[0]!.options).toEqual([
      { value: 'dmy', rows: 2, example: '03/04/2017 = 2017-04-03' },
      { value: 'mdy', rows: 2, example: '03/04/2017 = 2017-03-04' },
    ])
    expect((await dates(cells, { 'date-style:deals.csv:Close Date': 'mdy' })).values[0]).toEqual({ date: '2017-03-04' })
  })

  test('another column of the file is a guess that is shown with its reason, and an answer overrules it', async () => {
    const header = `${HEADER}|Created Date`
    const lines = ['d1|One|Proposal|1|03/04/2017|25/12/2016', 'd2|Two|Proposal|1|05/06/2017|26/12/2016']
    const { plan, records } = await mapped(header, lines)
    expect(plan.questions.find(({ key }) => key.startsWith('date-style'))).toMatchObject({
      column: 'Close Date',
      suggested: 'dmy',
      guess: { value: 'dmy', confidence: 0.95, reason: '“25/12/2016” in “Created Date” has the day first.' },
    })
    expect(records[0]!.values['closeDate']).toEqual({ date: '2017-04-03' })
    const answered = await mapped(header, lines, { 'date-style:deals.csv:Close Date': 'mdy' })
    expect(answered.records[0]!.values['closeDate']).toEqual({ date: '2017-03-04' })
    const divided = await planOf(`${header}|Last Modified`, [`${lines[0]}|12/25/2016`, `${lines[1]}|12/26/2016`])
    expect(divided.questions.map(({ guess }) => guess)).toEqual([undefined])
  })

  test('dates with dots say nothing about dates with slashes', async () => {
    const { values, questions } = await dates(['25.03.2026', '03.04.2026', '04/05/2026'])
    expect(values).toEqual([{ date: '2026-03-25' }, { date: '2026-04-03' }, undefined])
    expect(questions).toMatchObject([{ suggested: 'dmy', guess: { confidence: 0.75 } }])
    expect(questions[0]!.options.map(({ rows }) => rows)).toEqual([1, 1])
    const answers = { 'date-style:deals.csv:Close Date': 'mdy' }
    expect((await dates(['25.03.2026', '03.04.2026', '04/05/2026'], answers)).values).toEqual([
      { date: '2026-03-25' },
      { date: '2026-04-03' },
      { date: '2026-04-05' },
    ])
    expect((await dates(['25.03.2026', '03/25/2026', '03.04.2026', '04/05/2026'])).values.slice(2)).toEqual([
      { date: '2026-04-03' },
      { date: '2026-04-05' },
    ])
  })

  test('dots, a decimal comma and the time zone are hints of different weight', async () => {
    const guessOf = async (date: string, amount: string, zone?: string) => {
      const plan = await planOf(HEADER, [`d1|One|Proposal|${amount}|${date}`], {}, zone ? { zone } : {})
      return plan.questions.map(({ guess }) => guess && [guess.value, guess.confidence])
    }
    expect(await guessOf('03.04.2017', '1')).toEqual([['dmy', 0.98]])
    expect(await guessOf('03/04/2017', '1 234,50')).toEqual([['dmy', 0.9]])
    expect(await guessOf('03/04/2017', '1', 'America/Chicago')).toEqual([['mdy', 0.6]])
    expect(await guessOf('03/04/2017', '1', 'Europe/Paris')).toEqual([['dmy', 0.6]])
    expect(await guessOf('03-04-2017', '1')).toEqual([undefined])
  })

  test('times of day: local ones in the zone, offsets as written, midnight everywhere is a date', async () => {
    const { records } = await mapped(`${HEADER}|Created Date`, [
      'd1|One|Proposal|1|2021-05-01 00:00:00|2021-05-01 10:00:00',
      'd2|Two|Proposal|1|2021-05-02 00:00:00|2021-05-01T10:00:00Z',
    ])
    expect(records[0]!.values).toMatchObject({
      closeDate: { date: '2021-05-01' },
      createdAt: { at: Date.UTC(2021, 4, 1, 8) },
    })
    expect(records[1]!.values).toMatchObject({ createdAt: { at: Date.UTC(2021, 4, 1, 10) } })
  })
})

describe('amounts of a column', () => {
  const rowsOf = (cells: readonly string[]) => cells.map((amount, n) => `d${n}|Deal ${n}|Proposal|${amount}|2021-05-01`)
  const amounts = async (cells: readonly string[], answers: Record<string, string> = {}, context = CONTEXT) => {
    const { records, plan } = await mapped(HEADER, rowsOf(cells), answers, context)
    return { values: records.map(({ values }) => values['amount']), plan }
  }

  test('the decimal mark is the one some cell proves', async () => {
    expect((await amounts(['1.234', '12,50'])).values).toEqual([{ minor: 123_400 }, { minor: 1_250 }])
    expect((await amounts(['1.234', '12.50'])).values).toEqual([{ minor: 123 }, { minor: 1_250 }])
    expect((await amounts(['1.234', '12.50', '12,50'])).values).toEqual([undefined, { minor: 1_250 }, { minor: 1_250 }])
  })

  test('without proof it is a question', async () => {
    const { values, plan } = await amounts(['1.234', '5.678', '90'])
    expect(values).toEqual([undefined, undefined, { minor: 9_000 }])
    const question = plan.questions.find(({ key }) => key === 'number-style:deals.csv:Amount')
    expect(question?.options.map(({ value, example }) => [value, example])).toEqual([
      ['point', '1.234 = 1.234'],
      ['comma', '1.234 = 1234'],
    ])
    expect((await amounts(['1.234', '90'], { 'number-style:deals.csv:Amount': 'comma' })).values[0]).toEqual({
      minor: 123_400,
    })
  })

  test('currencies: of the cell, of the row, of the organisation, each with its own decimals', async () => {
    const { values, plan } = await amounts(['$22,700.00', '€5', '¥1200', 'KWD 1.2345', '7'])
    expect(values).toEqual([
      { minor: 2_270_000, currency: 'USD' },
      { minor: 500 },
      { minor: 1_200, currency: 'JPY' },
      { minor: 1_235, currency: 'KWD' },
      { minor: 700 },
    ])
    expect(plan.currency).not.toBeNull()
    const { records } = await mapped(`${HEADER}|Currency`, [
      'd1|One|Won|1200|2021-05-01|JPY',
      'd2|Two|Won|1200|2021-05-01|EUR',
    ])
    expect(records.map(({ values: v }) => v['amount'])).toEqual([{ minor: 1_200, currency: 'JPY' }, { minor: 120_000 }])
    expect((await amounts(['$5.10'], {}, { ...CONTEXT, currency: 'CAD' })).values).toEqual([{ minor: 510 }])
  })

  test('a sign that several currencies share is a guess with its reason, or a question', async () => {
    const guessOf = async (cells: readonly string[], options: RecogniseOptions) => {
      const plan = await planOf(HEADER, rowsOf(cells), {}, options)
      return plan.questions.map(({ key, guess }) => [key, guess?.value, guess?.confidence])
    }
    expect(await guessOf(['$5', '$6'], {})).toEqual([['currency-sign:USD', 'USD', 0.9]])
    expect(await guessOf(['$5', '$6'], { currency: 'CAD' })).toEqual([['currency-sign:USD', 'CAD', 0.95]])
    expect(await guessOf(['$5', '$6'], { zone: 'Australia/Sydney' })).toEqual([['currency-sign:USD', 'AUD', 0.7]])
    expect(await guessOf(['5 kr', '6 kr'], {})).toEqual([['currency-sign:SEK', undefined, undefined]])
    expect(await guessOf(['5 kr', '6 kr'], { zone: 'Europe/Oslo' })).toEqual([['currency-sign:SEK', 'NOK', 0.95]])
    expect(await guessOf(['¥5', '¥6', 'CNY 7'], {})).toEqual([['currency-sign:JPY', 'CNY', 0.95]])
    expect(await guessOf(['€5', '€6'], {})).toEqual([])
  })

  test('a sign in some cells says nothing of the others before it is asked or most agree', async () => {
    const key = 'currency-rest:deals.csv:Amount'
    const few = ['€500.00', '200.00', '300.00', '0']
    const asked = (await planOf(HEADER, rowsOf(few))).questions
    expect(asked).toMatchObject([{ key, suggested: 'EUR', guess: { confidence: 0.6 } }])
    expect(asked[0]!.options).toEqual([
      { value: 'EUR', rows: 2, example: '200.00 is in EUR' },
      { value: 'USD', rows: 2, example: '200.00 is in USD' },
    ])
    const known = await amounts(few, { [key]: 'EUR' }, { ...CONTEXT, currency: 'USD' })
    expect(known.plan.questions[0]!.options.map(({ value }) => value)).toEqual(['EUR', 'USD'])
    expect(known.values).toEqual([
      { minor: 50_000, currency: 'EUR' },
      { minor: 20_000, currency: 'EUR' },
      { minor: 30_000, currency: 'EUR' },
      { minor: 0, currency: 'EUR' },
    ])
    const most = Array.from({ length: 20 }, (_, n) => (n === 0 ? '7' : `€${n}`))
    expect((await planOf(HEADER, rowsOf(most))).questions).toMatchObject([
      { key, guess: { value: 'EUR', confidence: 0.9 } },
    ])
  })

  test('a name of a column can say the currency', async () => {
    const header = HEADER.replace('Amount', 'Amount (EUR)')
    const { records } = await mapped(header, ['d1|One|Won|5|2021-05-01'], {}, { ...CONTEXT, currency: 'USD' })
    expect(records[0]!.values['amount']).toEqual({ minor: 500, currency: 'EUR' })
  })

  test('three figures behind a mark in many amounts are thousands, and the guess says so', async () => {
    const cells = Array.from({ length: 9 }, (_, n) => `${n + 1}.250`)
    const { plan, values } = await amounts(cells)
    expect(plan.questions).toMatchObject([{ guess: { value: 'comma', confidence: 0.95 } }])
    expect(values[0]).toEqual({ minor: 125_000 })
    expect((await amounts([...cells, '1,250'])).plan.questions[0]!.guess).toBeUndefined()
  })
})

describe('stages', () => {
  test('flags decide what words do not say; contradictions above one in a hundred are a question', async () => {
    const row = (n: number, stage: string, closed: boolean, won: boolean) =>
      `d${n}|Deal ${n}|${stage}|1|2021-05-01|${closed}|${won}`
    const lines = Array.from({ length: 300 }, (_, n) =>
      n % 3 === 0
        ? row(n, 'Approved', true, true)
        : n % 3 === 1
          ? row(n, 'Declined', true, false)
          : row(n, 'Checking', false, false),
    )
    const header = `${HEADER}|IsClosed|IsWon`
    const plan = await planOf(header, lines)
    expect(plan.stages.map(({ name, kind }) => [name, kind])).toEqual([
      ['Checking', 'open'],
      ['Approved', 'won'],
      ['Declined', 'lost'],
    ])
    expect(plan.questions).toEqual([])
    const spoiled = [...lines, ...Array.from({ length: 5 }, (_, n) => row(1000 + n, 'Declined', true, true))]
    const question = (await planOf(header, spoiled)).questions.find(({ key }) => key === 'stage-flags')
    expect(question).toMatchObject({ suggested: 'stage' })
    expect(question?.options[0]).toMatchObject({ value: 'stage', rows: 5 })
    expect((await planOf(header, spoiled, { 'stage-flags': 'flags' })).outcomeBy).toBe('flags')
  })

  test('a stage nobody can place is a question, and an answer decides', async () => {
    const lines = ['d1|One|Blue|1|2021-05-01', 'd2|Two|Closed Won|1|2021-05-01', 'd3|Three|Closed Lost|1|2021-05-01']
    expect((await planOf(HEADER, lines)).questions.map(({ key }) => key)).toEqual(['stage-kind:Blue'])
    const answered = await planOf(HEADER, lines, { 'stage-kind:Blue': 'lost' })
    expect(answered.stages.find(({ name }) => name === 'Blue')).toMatchObject({ kind: 'lost', confidence: 1 })
  })

  test('an outcome in a column of its own gives both flags', async () => {
    const lines = ['1|One|5|Demo|Open|2021-05-01', '2|Two|5|Demo|Won|2021-05-01', '3|Three|5|Offer|Lost|2021-05-01']
    const { plan, records } = await mapped(
      'Deal - ID|Deal - Title|Deal - Value|Deal - Stage|Deal - Status|Deal - Expected close date',
      lines,
    )
    expect(plan).toMatchObject({ outcomeBy: 'flags' })
    expect(records.map(({ values }) => [values['closed'], values['won']])).toEqual([
      [false, false],
      [true, true],
      [true, false],
    ])
  })
})

test('ids of several objects in one column go to the field of their own', async () => {
  const lines = [
    '00T1G00003Ufap9UAB|0061G00000N38JZQAZ|0031G00001S3ckZQAR|Call|2021-05-01T10:00:00Z',
    '00T1G00003Ufap8UAB|0011G00000N38JZQAZ|00Q1G00001S3ckZQAR|Call|2021-05-01T10:00:00Z',
  ]
  const { records } = await mapped('Id|WhatId|WhoId|TaskSubtype|CreatedDate', lines)
  expect(records[0]!.values).toMatchObject({ deal: '0061G00000N38JZQAZ', contact: '0031G00001S3ckZQAR' })
  expect(records[1]!.values).toMatchObject({ account: '0011G00000N38JZQAZ', lead: '00Q1G00001S3ckZQAR' })
})
