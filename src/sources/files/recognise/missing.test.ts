import { expect, test } from 'vitest'
import { profileFile } from '../profile/file.ts'
import { recognise } from './recognise.ts'

async function planOf(header: string, lines: readonly string[], answers: Record<string, string> = {}) {
  const rows = lines.map((line, n) => ({ row: n + 2, cells: line.split('|') }))
  const profile = await profileFile(header.split('|'), [rows])
  return recognise([{ name: 'deals.csv', profile }], answers, { currency: 'EUR' })
}

const fieldsOf = ({ files }: Awaited<ReturnType<typeof planOf>>) =>
  Object.fromEntries(files[0]!.columns.map(({ header, field }) => [header, field]))
const line = (n: number) =>
  `${n}|Deal ${n}|Proposal|€${n}.50|2025-0${n}-01|2025-0${n}-2${n}|${['Ana Berg', 'Bo Hansen'][n % 2]}`
const LINES = Array.from({ length: 9 }, (_, n) => line(n + 1))
const HEADER = 'Deal ID|Deal Name|Stage|Zork|Created|Blip|Quux'

test('names that nobody knows: what the cells show is a guess, a date is asked for', async () => {
  const plan = await planOf(HEADER, LINES)
  expect(fieldsOf(plan)).toMatchObject({ Zork: 'amount', Blip: null, Quux: 'owner' })
  const key = 'column:deals.csv:closeDate'
  expect(plan.questions.find((question) => question.key === key)).toMatchObject({
    suggested: 'Blip',
    guess: { confidence: 0.75 },
    options: [{ value: 'Blip', rows: 9, example: '“Blip”, for example 2025-01-21, 2025-02-22' }, { value: 'none' }],
  })
  expect(fieldsOf(await planOf(HEADER, LINES, { [key]: 'Blip' }))).toMatchObject({ Blip: 'closeDate' })
  expect(fieldsOf(await planOf(HEADER, LINES, { [key]: 'none' }))).toMatchObject({ Blip: null })
})

test('a column that is called an amount and reads as none is said, not dropped', async () => {
  const header = 'Deal ID|Deal Name|Stage|Amount|Close Date|Owner'
  const plan = await planOf(header, ['1|A|Won|=1+1|2025-03-01|Ana', '2|B|Won|lots|2025-03-02|Ana'])
  expect(plan.questions).toMatchObject([{ key: 'column:deals.csv:amount', suggested: null }])
  expect(plan.questions[0]!.options.map(({ value }) => value)).toEqual(['Amount', 'none'])
  const half = await planOf(header, ['1|A|Won|100|2025-03-01|Ana', '2|B|Won|lots|2025-03-02|Ana'])
  expect(half.questions).toEqual([])
  expect(fieldsOf(half)).toMatchObject({ Amount: 'amount' })
})

test('two columns of one name are a question where they differ', async () => {
  const header = 'Deal ID|Deal Name|Stage|Amount|Amount (2)|Close Date|Owner'
  const differing = ['1|A|Won|100|110|2025-03-01|Ana', '2|B|Proposal|200|220|2025-04-01|Ana']
  const plan = await planOf(header, differing)
  expect(plan.questions.map(({ key, options }) => [key, options.map(({ value }) => value)])).toEqual([
    ['column:deals.csv:amount', ['Amount', 'Amount (2)']],
  ])
  const second = await planOf(header, differing, { 'column:deals.csv:amount': 'Amount (2)' })
  expect(fieldsOf(second)).toMatchObject({ Amount: null, 'Amount (2)': 'amount' })
  const equal = differing.map((row) => row.replace('110', '100').replace('220', '200'))
  expect((await planOf(header, equal)).questions).toEqual([])
})

test('a list that any program could have written is of no vendor', async () => {
  const vendorOf = async (header: string) =>
    (await planOf(header, ['1|A|Won|100|2025-03-01|Ana', '2|B|Proposal|200|2025-04-01|Bo'])).files[0]!.vendor
  expect(await vendorOf('Deal ID|Deal Name|Stage|Amount|Close Date|Owner')).toBe('file')
  expect(await vendorOf('Record ID|Deal Name|Deal Stage|Amount|Close Date|Deal owner')).toBe('hubspot')
  expect(
    await vendorOf('Deal - ID|Deal - Title|Deal - Stage|Deal - Value|Deal - Expected close date|Deal - Owner'),
  ).toBe('pipedrive')
})
