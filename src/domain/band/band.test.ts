import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pastBand, peerBand, placeIn } from './band.ts'

const numbers = fc.array(fc.option(fc.integer({ min: -1000, max: 1000 }), { nil: null }), { maxLength: 30 })

/** The p-th part of the way through the sorted values, walked step by step. */
function walked(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  let left = (sorted.length - 1) * p
  let at = 0
  while (left >= 1) {
    at += 1
    left -= 1
  }
  return left < 1e-12 ? sorted[at]! : sorted[at]! * (1 - left) + sorted[at + 1]! * left
}

describe('what is usual', () => {
  test('is the middle 80% of the points that have a value', () => {
    fc.assert(
      fc.property(numbers, (points) => {
        const there = points.filter((point) => point !== null)
        const band = pastBand(points)
        if (there.length < 6) {
          expect(band).toBeNull()
          return
        }
        expect(band!.n).toBe(there.length)
        expect(band!.low).toBeCloseTo(walked(there, 0.1), 9)
        expect(band!.middle).toBeCloseTo(walked(there, 0.5), 9)
        expect(band!.high).toBeCloseTo(walked(there, 0.9), 9)
      }),
    )
  })

  test('needs four peers', () => {
    expect(peerBand([1, 2, 3])).toBeNull()
    expect(peerBand([1, 2, 3, null])).toBeNull()
    expect(peerBand([4, 1, 3, 2])).toMatchObject({ middle: 2.5, n: 4 })
  })

  test('has its ends inside', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: -1000, max: 1000 }), (points, value) => {
        const band = pastBand(points)
        if (band === null) {
          expect(placeIn(value, band)).toBeNull()
          return
        }
        const place = placeIn(value, band)
        expect(place === 'above').toBe(value > band.high)
        expect(place === 'below').toBe(value < band.low)
        expect(placeIn(band.low, band)).toBe('inside')
        expect(placeIn(band.high, band)).toBe('inside')
        expect(placeIn(null, band)).toBeNull()
      }),
    )
  })
})
