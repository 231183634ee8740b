import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { divideRounded, exactNumber, readDecimal } from './rational.ts'

describe('readDecimal', () => {
  it.each([
    ['12.50', 1250n, 2],
    ['-0.5', -5n, 1],
    ['+7', 7n, 0],
    ['.25', 25n, 2],
    ['3.', 3n, 0],
  ])('%s', (text, value, scale) => {
    expect(readDecimal(text)).toEqual({ value, scale })
  })

  it.each(['', '.', '-', '--1', '1.2.3', '1,2', '1e2', ' 1', '0x1', 'Infinity'])('%j is none', (text) => {
    expect(readDecimal(text)).toBeNull()
  })
})

describe('divideRounded', () => {
  const numerator = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n })
  const denominator = fc.bigInt({ min: 1n, max: 10n ** 6n })

  it.each([
    [5n, 2n, 3n, 2n],
    [-5n, 2n, -3n, -2n],
    [7n, 2n, 4n, 4n],
    [-7n, 2n, -4n, -4n],
    [1n, 2n, 1n, 0n],
    [-1n, 2n, -1n, 0n],
    [4n, 3n, 1n, 1n],
    [5n, 3n, 2n, 2n],
    [0n, 3n, 0n, 0n],
  ])('%d / %d is %d half away and %d half even', (a, b, away, even) => {
    expect(divideRounded(a, b, 'half-away')).toBe(away)
    expect(divideRounded(a, b, 'half-even')).toBe(even)
  })

  it('is the nearest whole number', () => {
    fc.assert(
      fc.property(numerator, denominator, fc.constantFrom('half-away', 'half-even'), (a, b, rounding) => {
        const off = 2n * (divideRounded(a, b, rounding) * b - a)
        expect(-b <= off && off <= b).toBe(true)
      }),
    )
  })

  it('is symmetric around 0', () => {
    fc.assert(
      fc.property(numerator, denominator, fc.constantFrom('half-away', 'half-even'), (a, b, rounding) => {
        expect(divideRounded(-a, b, rounding)).toBe(-divideRounded(a, b, rounding))
      }),
    )
  })
})

describe('exactNumber', () => {
  it('holds up to 2^53 - 1', () => {
    expect(exactNumber(2n ** 53n - 1n)).toBe(Number.MAX_SAFE_INTEGER)
    expect(exactNumber(2n ** 53n)).toBeNull()
    expect(Object.is(exactNumber(-0n), 0)).toBe(true)
  })
})
