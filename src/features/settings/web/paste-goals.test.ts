import { expect, it } from 'vitest'
import { pastedGoals } from './paste-goals.ts'

const EUR = { unit: 'money', currency: 'EUR' }
const room = { rows: 3, columns: 3 }

it('reads a block of a spreadsheet, empty cells as no goal', () => {
  expect(pastedGoals('100k\t\r\n"x"\t', EUR, room).problem).toContain('“"x"” in row 2, column 1')
  expect(pastedGoals('100k\t\t€ 1.250,50\r\n–\t720,000\n', EUR, room)).toEqual({
    cells: [
      { row: 0, column: 0, minor: 100_000_00 },
      { row: 0, column: 1, minor: null },
      { row: 0, column: 2, minor: 1250_50 },
      { row: 1, column: 0, minor: null },
      { row: 1, column: 1, minor: 720_000_00 },
    ],
    problem: null,
  })
})

it('pastes nothing where there is no room or a cell cannot be read', () => {
  expect(pastedGoals('1\t2\t3\t4', EUR, room)).toEqual({ cells: [], problem: expect.stringContaining('4 columns') })
  expect(pastedGoals('1\n2\n3\n4', EUR, room)).toEqual({ cells: [], problem: expect.stringContaining('4 rows') })
  expect(pastedGoals('1\t-2', EUR, room)).toEqual({
    cells: [],
    problem: expect.stringContaining('“-2” in row 1, column 2'),
  })
})
