import { describe, expect, test } from 'vitest'
import { fingerprint, parseMapping, toMapping } from './mapping.ts'
import { groupProblems, fromReader } from './problems.ts'
import { profileFile } from './profile/file.ts'
import { recognise } from './recognise/recognise.ts'
import { suggestNames } from './suggest.ts'

const HEADER = ['Ref', 'Deal Name', 'Stage', 'Amount', 'Close Date', 'Colour']
const rows = ['a1|One|Won|5|01/02/2021|red', 'a2|Two|Lost|6|03/04/2021|blue'].map((line, n) => ({
  row: n + 1,
  cells: line.split('|'),
}))
const profiled = async (header = HEADER) => [{ name: 'x.csv', profile: await profileFile(header, [rows]) }]

describe('mapping files', () => {
  test('a plan saved and read again gives the same plan', async () => {
    const files = await profiled()
    const answers = { 'date-style:x.csv:Close Date': 'mdy' }
    const plan = recognise(files, answers)
    const mapping = parseMapping(JSON.stringify(toMapping(plan.files, answers)))
    const again = recognise(files, {}, { mapping })
    expect(
      again.files.map(({ object, key, columns }) => ({
        object,
        key,
        columns: columns.map(({ header, field, styles, ignored }) => ({ header, field, styles, ignored })),
      })),
    ).toEqual(
      plan.files.map(({ object, key, columns }) => ({
        object,
        key,
        columns: columns.map(({ header, field, styles, ignored }) => ({ header, field, styles, ignored })),
      })),
    )
    expect(again.stages).toEqual(plan.stages)
  })

  test('a decision beats recognition, and takes the field from the column that had it', async () => {
    const mapping = parseMapping(
      JSON.stringify({
        version: 1,
        files: [
          {
            name: 'x.csv',
            object: 'deal',
            columns: { Ref: 'name', Colour: 'type', Amount: 'ignore', Stage: { field: 'stage', refBy: 'id' } },
            key: ['name'],
          },
        ],
      }),
    )
    const [file] = recognise(await profiled(), {}, { mapping }).files
    const of = (header: string) => file!.columns.find((column) => column.header === header)
    expect(of('Ref')).toMatchObject({ field: 'name', confidence: 1 })
    expect(of('Deal Name')?.field).not.toBe('name')
    expect(of('Colour')?.field).toBe('type')
    expect(of('Amount')).toMatchObject({ field: null, ignored: true })
    expect(of('Stage')).toMatchObject({ refBy: 'id' })
    expect(of('Close Date')?.field).toBe('closeDate')
    expect(file!.key).toEqual(['name'])
  })

  test('a file can be left out', async () => {
    const mapping = parseMapping(
      JSON.stringify({
        version: 1,
        files: [{ fingerprint: fingerprint([...HEADER].reverse()), object: null, columns: {} }],
      }),
    )
    expect(recognise(await profiled(), {}, { mapping }).files[0]).toMatchObject({
      object: null,
      label: 'left out by the mapping',
    })
  })

  test('what is wrong with a mapping is named', () => {
    expect(() => parseMapping('{')).toThrow('no JSON')
    expect(() => parseMapping('{"version":2,"files":[]}')).toThrow('not understood')
    expect(() => parseMapping('{"version":1,"files":[{"object":"deal","columns":{"A":"shoeSize"}}]}')).toThrow(
      '"shoeSize"',
    )
  })

  test('a fingerprint forgets order, case and punctuation, and nothing else', () => {
    expect(fingerprint(['Close Date', 'Amount'])).toBe(fingerprint(['AMOUNT', 'close_date']))
    expect(fingerprint(['Close Date', 'Amount'])).not.toBe(fingerprint(['Close Date', 'Amount', 'Owner']))
  })
})

describe('near names', () => {
  test('the same name written otherwise', () => {
    const known = ['GTX Pro', 'GTX Plus Pro', 'GTX Plus Basic', 'Anna Müller', 'Technology', 'AB', 'AC']
    const found = suggestNames(['GTXPro', 'Mueller, Anna', 'technolgy', 'GTX Plsu Pro', 'Something else', 'AD'], known)
    expect(found.map(({ suggestion }) => suggestion)).toEqual([
      'GTX Pro',
      'Anna Müller',
      'Technology',
      'GTX Plus Pro',
      null,
      null,
    ])
    expect(found[0]!.likeness).toBe(1)
  })

  test('two equally near names give none', () => {
    expect(suggestNames(['Product 13'], ['Product 11', 'Product 12'])[0]!.suggestion).toBeNull()
  })
})

test('problems come together by repair', () => {
  const cell = (value: string, row: number, severity: 'cell' | 'reject') => ({
    severity,
    fileNo: 0,
    row,
    column: 'Amount',
    value,
    reason: 'unreadable-money',
    group: 'unreadable:0:Amount',
  })
  const groups = groupProblems([
    cell('lots', 3, 'cell'),
    cell('lots', 4, 'reject'),
    cell('few', 5, 'cell'),
    fromReader(0, { severity: 'skip', row: 9, reason: 'total', cells: ['Total'] }),
  ])
  expect(groups).toEqual([
    expect.objectContaining({
      group: 'unreadable:0:Amount',
      rejected: 1,
      cells: 2,
      notes: 0,
      column: 'Amount',
      values: [
        { value: 'lots', count: 2, row: 3 },
        { value: 'few', count: 1, row: 5 },
      ],
    }),
    expect.objectContaining({ reason: 'total', notes: 1, rejected: 0 }),
  ])
})
