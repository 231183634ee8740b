import { expect, test } from 'vitest'
import { profileFile } from '../profile/file.ts'
import { recognise } from './recognise.ts'

async function file(name: string, header: string, lines: readonly string[]) {
  const rows = lines.map((line, n) => ({ row: n + 2, cells: line.split(',') }))
  return { name, profile: await profileFile(header.split(','), [rows]) }
}

const deals = (currencies: readonly string[]) =>
  file(
    'deals.csv',
    'Deal ID,Deal name,Stage,Amount,Currency,Close date,Created',
    currencies.map((code, n) => `d${n},Deal ${n},Proposal,${100 + n},${code},2025-03-0${n + 1},2025-01-0${n + 1}`),
  )
const rates = (codes: readonly string[]) =>
  file(
    'rates.csv',
    'Rate currency,Rate kind,Rate date,Rate',
    codes.map((code) => `${code},plan,2025-01-01,0.9`),
  )

test('a company counts in the currency that its rates lead to, however many amounts are in another', async () => {
  const sold = await deals(['USD', 'USD', 'USD', 'EUR', 'GBP'])
  expect(recognise([sold], {}).currency).toBe('USD')
  expect(recognise([sold, await rates(['USD', 'GBP'])], {}).currency).toBe('EUR')
  expect(recognise([sold, await rates(['USD', 'GBP', 'EUR'])], {}).currency).toBe('USD')
})
