import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addCell, createColumn, finishColumn, mergeColumns, type ColumnProfile } from './column.ts'
import { containment, unpackSketch } from './sketch.ts'

function profile(cells: readonly string[]): ColumnProfile {
  const state = createColumn()
  for (const cell of cells) addCell(state, cell)
  return finishColumn(state)
}

const cell = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'Won',
    'Lost',
    '2021-03-04',
    '03/04/2021',
    '25/12/2021 10:00',
    '$1,234.50',
    '1.234',
    'a@b.example',
    '0068d000002OrbYAAS',
    'N/A',
    'true',
  ),
  fc.integer().map(String),
  fc.string({ maxLength: 8 }),
)

describe('column statistics', () => {
  test('two parts merged are the whole, and nothing is lost in JSON', () => {
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 60 }), fc.array(cell, { maxLength: 60 }), (a, b) => {
        const whole = profile([...a, ...b])
        const merged = JSON.parse(
          JSON.stringify(mergeColumns(profile(a), JSON.parse(JSON.stringify(profile(b))))),
        ) as ColumnProfile
        const plain = ({
          rows,
          filled,
          distinct,
          values,
          shapes,
          currencies,
          prefixes,
          min,
          max,
          longest,
          latest,
          sketch,
        }: ColumnProfile) => ({
          rows,
          filled,
          distinct,
          values,
          currencies,
          prefixes,
          min,
          max,
          longest,
          latest,
          sketch,
          shapes: shapes.map(({ bits, cells }) => [bits, cells]).sort((x, y) => x[0]! - y[0]!),
        })
        expect(plain(merged)).toEqual(JSON.parse(JSON.stringify(plain(whole))))
      }),
    )
  })

  test('counts agree with a plain count', () => {
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 100 }), (cells) => {
        const filled = cells.map((text) => text.trim()).filter((text) => text !== '')
        const { rows, filled: n, distinct, values, shapes } = profile(cells)
        expect([rows, n, distinct]).toEqual([cells.length, filled.length, new Set(filled).size])
        expect(new Map(values)).toEqual(
          new Map([...new Set(filled)].map((text) => [text, filled.filter((other) => other === text).length])),
        )
        expect(shapes.reduce((sum, { cells: count }) => sum + count, 0)).toBe(filled.length)
      }),
    )
  })

  test('many values: no list, shapes still count every cell, the estimate is near', () => {
    const cells = Array.from({ length: 120_000 }, (_, n) => (n % 2 === 0 ? `key-${n}` : '12.50'))
    const { values, distinct, shapes, filled } = profile(cells)
    expect(values).toBeNull()
    expect(filled).toBe(120_000)
    expect(shapes.reduce((sum, { cells: count }) => sum + count, 0)).toBe(120_000)
    expect(Math.abs(distinct - 60_001) / 60_001).toBeLessThan(0.03)
  })

  test('the share of values found elsewhere', () => {
    const sketch = (cells: readonly string[]) => unpackSketch(profile(cells).sketch)
    const people = sketch(['Ann Lee', 'Bob Roy', 'Cy Poe'])
    expect(containment(sketch(['ann lee', 'Bob Roy', 'Dan Fox']), people)).toEqual({ share: 2 / 3, measured: 3 })
    const many = sketch(Array.from({ length: 90_000 }, (_, n) => `k${n}`))
    const half = sketch(Array.from({ length: 60_000 }, (_, n) => `k${n + 60_000}`))
    expect(Math.abs(containment(half, many).share - 0.5)).toBeLessThan(0.03)
  })
})
