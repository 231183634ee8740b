import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitMoney } from './split.ts'

const weights = fc
  .array(fc.nat(1000), { minLength: 1, maxLength: 12 })
  .filter((list) => list.some((weight) => weight > 0))

/** Hands out one unit at a time to whoever is furthest below the exact share: slow, and independent. */
function oneByOne(total: number, list: readonly number[]): number[] {
  const sum = list.reduce((a, b) => a + b, 0)
  const parts = list.map((weight) => Math.floor((total * weight) / sum))
  const given = new Set<number>()
  for (let left = total - parts.reduce((a, b) => a + b, 0); left > 0; left -= 1) {
    let best = -1
    for (const [index, weight] of list.entries()) {
      if (given.has(index)) continue
      if (best < 0 || (total * weight) % sum > (total * (list[best] ?? 0)) % sum) best = index
    }
    given.add(best)
    parts[best] = (parts[best] ?? 0) + 1
  }
  return parts
}

describe('splitMoney', () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [1, [1, 1], [1, 0]],
    [0, [1, 2], [0, 0]],
    [1000, [0, 1, 0], [0, 1000, 0]],
    [10, [0.1, 0.2], [3, 7]],
    [Number.MAX_SAFE_INTEGER, [1, 1], [4503599627370496, 4503599627370495]],
    [7, [Number.MIN_VALUE, 1e300], [0, 7]],
  ])('%d by %o is %o', (total, list, parts) => {
    expect(splitMoney(total, list)).toEqual(parts)
  })

  it('agrees with handing out one by one', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), weights, (total, list) => {
        expect(splitMoney(total, list)).toEqual(oneByOne(total, list))
      }),
    )
  })

  it('adds up and stays within one unit of the exact share, whatever the weights', () => {
    const anyWeight = fc.double({ min: 0, max: 1e12, noNaN: true })
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.array(anyWeight, { minLength: 1 }), (total, list) => {
        const sum = list.reduce((a, b) => a + b, 0)
        fc.pre(sum > 0)
        const parts = splitMoney(total, list)
        expect(parts.reduce((a, b) => a + b, 0)).toBe(total === 0 ? 0 : total)
        for (const [index, part] of parts.entries())
          expect(Math.abs(part - (total * (list[index] ?? 0)) / sum)).toBeLessThan(1.01)
      }),
    )
  })

  it.each([[[]], [[0, 0]], [[1, -1]], [[Number.NaN]], [[Infinity]]])('refuses weights %o', (list) => {
    expect(() => splitMoney(1, list)).toThrow(/weight/)
  })
})
