import fc from 'fast-check'
import { expect, test } from 'vitest'
import { risingMeans } from './isotonic.ts'

/** The greatest of the smallest means over all stretches that hold a place (Robertson, Wright and Dykstra 1988). */
function minMax(values: readonly number[], weights: readonly number[]): number[] {
  const mean = (from: number, to: number) => {
    let sum = 0
    let weight = 0
    for (let at = from; at <= to; at += 1) {
      sum += values[at]! * weights[at]!
      weight += weights[at]!
    }
    return sum / weight
  }
  return values.map((_, place) => {
    let greatest = -Infinity
    for (let from = 0; from <= place; from += 1) {
      let smallest = Infinity
      for (let to = place; to < values.length; to += 1) smallest = Math.min(smallest, mean(from, to))
      greatest = Math.max(greatest, smallest)
    }
    return greatest
  })
}

test('rising means are the max-min of all stretches', () => {
  const place = fc.record({
    value: fc.double({ min: 0, max: 3, noNaN: true }),
    weight: fc.integer({ min: 1, max: 50 }),
  })
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 25 }), (places) => {
      const values = places.map(({ value }) => value)
      const weights = places.map(({ weight }) => weight)
      const blocks = risingMeans(values, weights)
      const found = blocks.flatMap(({ from, to, mean }) => Array.from({ length: to - from + 1 }, () => mean))
      for (const [at, expected] of minMax(values, weights).entries()) expect(found[at]).toBeCloseTo(expected, 9)
      expect(blocks.reduce((sum, { weight }) => sum + weight, 0)).toBe(weights.reduce((sum, one) => sum + one, 0))
    }),
  )
})

test('a place without weight takes the mean of its neighbours', () => {
  expect(risingMeans([1, 9, 2], [2, 0, 2])).toEqual([
    { from: 0, to: 1, mean: 1, weight: 2 },
    { from: 2, to: 2, mean: 2, weight: 2 },
  ])
  expect(risingMeans([7, 1], [0, 3])).toEqual([{ from: 0, to: 1, mean: 1, weight: 3 }])
})
