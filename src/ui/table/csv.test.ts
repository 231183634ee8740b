import Papa from 'papaparse'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toCsv } from './csv.ts'
import type { Column } from './data-table.tsx'

const columns: Column<{ a: string; b: string }>[] = [
  { id: 'a', header: 'A, with comma', cell: () => null, text: (row) => row.a },
  { id: 'x', header: 'only on screen', cell: () => null },
  { id: 'b', header: 'B', cell: () => null, text: (row) => row.b },
]

test('cells that a spreadsheet would run are neutralised, numbers are not', () => {
  const lines = toCsv(columns, [
    { a: '=1+1', b: '-5.50' },
    { a: '@cmd', b: '+49' },
  ]).split('\r\n')
  expect(lines.slice(1, 3)).toEqual(["'=1+1,-5.50", "'@cmd,'+49"])
})

test('an independent reader gets back what was written', () => {
  const cell = fc.string().filter((text) => !/^[=+\-@\t\r]/.test(text))
  fc.assert(
    fc.property(fc.array(fc.record({ a: cell, b: cell }), { minLength: 1 }), (rows) => {
      const text = toCsv(columns, rows).slice(1)
      const read = Papa.parse<string[]>(text, { newline: '\r\n', delimiter: ',' }).data.slice(1, -1)
      expect(read).toEqual(rows.map((row) => [row.a, row.b]))
    }),
  )
})
