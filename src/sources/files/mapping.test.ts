import { describe, expect, test } from 'vitest'
import { fingerprint, parseMapping, toMapping } from './mapping.ts'
import { profileFile } from './profile/file.ts'
import { recognise } from './recognise/recognise.ts'

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
