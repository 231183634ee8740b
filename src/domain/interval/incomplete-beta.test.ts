import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { betaQuantile, regularizedBeta } from './incomplete-beta.ts'

/** For whole a and b: P(Beta(a, b) <= x) = P(Binomial(a + b - 1, x) >= a), summed term by term. */
function binomialTail(x: number, a: number, b: number): number {
  const n = a + b - 1
  let term = (1 - x) ** n
  let below = 0
  for (let k = 0; k < a; k += 1) {
    below += term
    term *= ((n - k) / (k + 1)) * (x / (1 - x))
  }
  return 1 - below
}

const half = fc.integer({ min: 0, max: 4000 }).map((count) => count + 0.5)
const open = fc.double({ min: 0.001, max: 0.999, noNaN: true })

describe('regularizedBeta', () => {
  it('is the arcsine law for 1/2, 1/2', () => {
    fc.assert(
      fc.property(open, (x) => {
        expect(regularizedBeta(x, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(x)), 12)
      }),
    )
  })

  it('is a binomial sum for whole parameters', () => {
    fc.assert(
      fc.property(open, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), (x, a, b) => {
        expect(regularizedBeta(x, a, b)).toBeCloseTo(binomialTail(x, a, b), 10)
      }),
    )
  })

  it('mirrors and rises', () => {
    fc.assert(
      fc.property(open, open, half, half, (x, y, a, b) => {
        expect(regularizedBeta(x, a, b)).toBeCloseTo(1 - regularizedBeta(1 - x, b, a), 10)
        expect(regularizedBeta(Math.max(x, y), a, b)).toBeGreaterThanOrEqual(
          regularizedBeta(Math.min(x, y), a, b) - 1e-12,
        )
      }),
    )
  })

  it('ends at 0 and 1', () => {
    expect([regularizedBeta(0, 2, 3), regularizedBeta(1, 2, 3)]).toEqual([0, 1])
  })
})

describe('betaQuantile', () => {
  it('undoes regularizedBeta', () => {
    fc.assert(
      fc.property(open, half, half, (p, a, b) => {
        // near an end one step of the quantile moves the share by more than its own precision
        expect(regularizedBeta(betaQuantile(p, a, b), a, b)).toBeCloseTo(p, 8)
      }),
    )
  })

  it('has closed forms for a = 1 and b = 1', () => {
    expect(betaQuantile(0.05, 1, 20)).toBeCloseTo(1 - 0.95 ** (1 / 20), 14)
    expect(betaQuantile(0.05, 20, 1)).toBeCloseTo(0.05 ** (1 / 20), 14)
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1])
  })
})
