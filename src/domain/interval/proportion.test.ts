import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { proportionInterval } from './proportion.ts'

describe('proportionInterval', () => {
  // quantiles by scipy.stats.beta.ppf
  it.each([
    [0, 1, 0, 0.771480186194],
    [1, 1, 0.228519813806, 1],
    [0, 10, 0, 0.170773108245],
    [1, 10, 0.0178919880557, 0.33056280326],
    [5, 10, 0.261922004046, 0.738077995954],
    [9, 10, 0.66943719674, 0.982108011944],
    [4, 21, 0.0829665675223, 0.357178500037],
    [11, 29, 0.244049882376, 0.531610457178],
    [123, 1000, 0.10672497583, 0.14088409595],
    [4238, 8300, 0.501575409886, 0.519623950533],
    [0, 100_000, 0, 1.92070616272e-5],
  ])('%d of %d', (hits, n, low, high) => {
    const interval = proportionInterval(hits, n)
    expect(interval?.low).toBeCloseTo(low, 11)
    expect(interval?.high).toBeCloseTo(high, 11)
  })

  it('is null for nothing', () => {
    expect(proportionInterval(0, 0)).toBeNull()
  })

  it('holds the proportion, and mirrors when hits and misses change places', () => {
    const counts = fc.tuple(fc.nat(5000), fc.nat(5000)).filter(([hits, misses]) => hits + misses > 0)
    fc.assert(
      fc.property(counts, ([hits, misses]) => {
        const n = hits + misses
        const interval = proportionInterval(hits, n) ?? { low: NaN, high: NaN }
        const mirrored = proportionInterval(misses, n) ?? { low: NaN, high: NaN }
        expect(interval.low).toBeLessThanOrEqual(hits / n)
        expect(interval.high).toBeGreaterThanOrEqual(hits / n)
        expect(interval.low).toBeCloseTo(1 - mirrored.high, 10)
      }),
    )
  })
})
