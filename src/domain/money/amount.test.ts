import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMajor, toMajor } from './amount.ts'
import { minorDigits } from './currency.ts'

const currency = fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF')
const minor = fc.maxSafeInteger()

describe('toMajor', () => {
  it.each([
    [1234, 'EUR', '12.34'],
    [-5, 'EUR', '-0.05'],
    [0, 'EUR', '0.00'],
    [-0, 'EUR', '0.00'],
    [1234, 'JPY', '1234'],
    [-5, 'KWD', '-0.005'],
    [Number.MAX_SAFE_INTEGER, 'EUR', '90071992547409.91'],
  ])('%d %s is %s', (amount, code, text) => {
    expect(toMajor(amount, code)).toBe(text)
  })

  it('is read back to the same amount', () => {
    fc.assert(
      fc.property(minor, currency, (amount, code) => {
        expect(parseMajor(toMajor(amount, code), code)).toEqual({ minor: amount === 0 ? 0 : amount, rounded: false })
      }),
    )
  })
})

describe('parseMajor', () => {
  it.each([
    ['12.34', 'EUR', 1234, false],
    ['12.345', 'EUR', 1235, true],
    ['-12.345', 'EUR', -1235, true],
    ['12.3449999999999999999', 'EUR', 1234, true],
    ['12.340000', 'EUR', 1234, false],
    ['.5', 'EUR', 50, false],
    ['5.', 'EUR', 500, false],
    ['+7', 'JPY', 7, false],
    ['0.5', 'JPY', 1, true],
    ['-0', 'EUR', 0, false],
    ['-0.001', 'EUR', 0, true],
    ['1.0005', 'KWD', 1001, true],
  ])('%s %s is %d', (text, code, amount, rounded) => {
    expect(parseMajor(text, code)).toEqual({ minor: amount, rounded })
  })

  it.each(['', '.', '-', '1,5', '1e3', '0x10', ' 1', 'NaN', '١', '90071992547409.92'])(
    '%j EUR cannot be read',
    (text) => {
      expect(parseMajor(text, 'EUR')).toBeNull()
    },
  )

  it('rounds like schoolbook digits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.stringMatching(/^\d{0,8}$/),
        currency,
        fc.boolean(),
        (whole, fraction, code, negative) => {
          const digits = minorDigits(code)
          const kept = fraction.slice(0, digits).padEnd(digits, '0')
          const up = Number(fraction.charAt(digits) || '0') >= 5
          const size = Number(`${whole}${kept}`) + Number(up)
          expect(parseMajor(`${negative ? '-' : ''}${whole}.${fraction}`, code)).toEqual({
            minor: negative && size !== 0 ? -size : size,
            rounded: /[1-9]/.test(fraction.slice(digits)),
          })
        },
      ),
    )
  })
})
