import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { median, medianInterval } from './median.ts'

const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 120 })

/** Rank by exact counting: of all 2^n equally likely sides, how many leave fewer than `rank` values below. */
function exactRank(n: number): number {
  let choose = 1n
  let below = 0n
  for (let rank = 1; ; rank += 1) {
    below += choose
    if (below * 20n > 2n ** BigInt(n)) return rank - 1
    choose = (choose * BigInt(n - rank + 1)) / BigInt(rank)
  }
}

describe('median', () => {
  it.each([
    [[], null],
    [[3], 3],
    [[4, 1], 2.5],
    [[10, 9, 2], 9],
    [[1, 100, 2, 50], 26],
  ])('of %o is %o', (list, expected) => {
    expect(median(list)).toBe(expected)
  })

  it('leaves as many values below as above', () => {
    fc.assert(
      fc.property(values, (list) => {
        const middle = median(list) ?? NaN
        expect(list.filter((value) => value < middle).length).toBeLessThanOrEqual(list.length / 2)
        expect(list.filter((value) => value > middle).length).toBeLessThanOrEqual(list.length / 2)
      }),
    )
  })
})

describe('medianInterval', () => {
  it('is null below 8 values', () => {
    expect(medianInterval([1, 2, 3, 4, 5, 6, 7])).toBeNull()
    expect(medianInterval([8, 7, 6, 5, 4, 3, 2, 1])).toEqual({ low: 2, high: 7 })
  })

  // ranks by scipy.stats.binom.cdf
  it.each([
    [8, 2],
    [10, 2],
    [11, 3],
    [20, 6],
    [50, 19],
    [100, 42],
    [1000, 474],
  ])('of %d values begins at rank %d', (n, rank) => {
    const ordered = Array.from({ length: n }, (_, index) => index + 1)
    expect(medianInterval(ordered)).toEqual({ low: rank, high: n + 1 - rank })
  })

  it('agrees with exact counting', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 8, maxLength: 200 }), (list) => {
        const sorted = list.toSorted((a, b) => a - b)
        const rank = exactRank(list.length)
        expect(medianInterval(list)).toEqual({ low: sorted[rank - 1], high: sorted[list.length - rank] })
      }),
    )
  })
})
