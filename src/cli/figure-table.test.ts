import { expect, test } from 'vitest'
import { csvText } from './figure-table.ts'

test('rows under their names; formulas are guarded wherever they stand, numbers stay numbers', () => {
  expect(
    csvText([
      { '=label': '-5', amount: -5, note: '=1+1' },
      { '=label': '+49', amount: 0.5, note: null },
    ]),
  ).toBe('"\'=label",amount,note\r\n"\'-5",-5,"\'=1+1"\r\n"\'+49",0.5,\r\n')
  expect(csvText([])).toBe('')
})
