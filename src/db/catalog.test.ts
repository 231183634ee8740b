import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inReferenceOrder } from './catalog.ts'

test('a table never comes before one that it refers to, and none is lost', () => {
  // references from a later to an earlier letter make no circle
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  const pair = fc.tuple(fc.nat(5), fc.nat(5)).filter(([from, to]) => from > to)
  fc.assert(
    fc.property(fc.shuffledSubarray(names, { minLength: 6 }), fc.array(pair), (order, pairs) => {
      const references = pairs.map(([from, to]) => ({ from: names[from]!, to: names[to]! }))
      const sorted = inReferenceOrder(
        order.map((name) => ({ name, columns: [] })),
        references,
      ).map(({ name }) => name)
      expect(sorted.toSorted()).toEqual(names)
      for (const { from, to } of references) expect(sorted.indexOf(to)).toBeLessThan(sorted.indexOf(from))
    }),
  )
})

test('tables that refer to each other in a circle are all there', () => {
  const tables = [
    { name: 'a', columns: [] },
    { name: 'b', columns: [] },
  ]
  const references = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'a' },
  ]
  expect(
    inReferenceOrder(tables, references)
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(['a', 'b'])
})
