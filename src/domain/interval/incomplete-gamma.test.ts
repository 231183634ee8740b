import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gammaAbove } from './incomplete-gamma.ts'

test('of a whole shape it is the chance of fewer events of a Poisson process', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0.01, max: 120, noNaN: true }), (shape, x) => {
      let term = Math.exp(-x)
      let fewer = 0
      for (let events = 0; events < shape; events += 1) {
        fewer += term
        term *= x / (events + 1)
      }
      expect(gammaAbove(shape, x)).toBeCloseTo(fewer, 10)
    }),
  )
})

test('falls from 1 at 0', () => {
  expect(gammaAbove(0.3, 0)).toBe(1)
  expect(gammaAbove(0.3, 0.5)).toBeGreaterThan(gammaAbove(0.3, 0.6))
})
