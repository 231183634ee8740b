import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { COMMA, currenciesOf, currencyDigits, numeralMinor, numeralValue, PLAIN, POINT, readNumber } from './numbers.ts'

const value = (text: string, style: 'plain' | 'point' | 'comma') => {
  const numeral = readNumber(text)?.[style]
  return numeral === undefined ? null : numeralValue(numeral)
}

/** writes a number of cents the way an office does, knowing nothing of the reader */
function write(cents: number, group: string, decimal: string): string {
  const digits = String(Math.abs(cents)).padStart(3, '0')
  const whole = digits.slice(0, -2)
  let grouped = ''
  for (let i = 0; i < whole.length; i++) grouped += (i > 0 && (whole.length - i) % 3 === 0 ? group : '') + whole[i]!
  return `${cents < 0 ? '-' : ''}${grouped}${decimal}${digits.slice(-2)}`
}

describe('numbers', () => {
  const cents = fc.integer({ min: -999_999_999_999, max: 999_999_999_999 })

  test.each([
    [',', '.', 'point'],
    ['', '.', 'point'],
    ["'", '.', 'point'],
    ['’', '.', 'point'],
    ['.', ',', 'comma'],
    ['', ',', 'comma'],
    [' ', ',', 'comma'],
    ['\u00a0', ',', 'comma'],
    ['\u202f', ',', 'comma'],
  ] as const)('groups by %j with decimal mark %j read back', (group, decimal, style) => {
    fc.assert(
      fc.property(cents, (amount) => {
        const reading = readNumber(write(amount, group, decimal))
        expect(reading?.mask).toBe(style === 'point' ? POINT : COMMA)
        expect(numeralMinor(reading![style]!, 2)).toBe(amount)
      }),
    )
  })

  test('one mark before three digits has two readings', () => {
    for (const [text, point, comma] of [
      ['1.234', 1.234, 1234],
      ['1,234', 1234, 1.234],
      ['12,000', 12_000, 12],
      ['-$464.882', -464.882, -464_882],
    ] as const) {
      expect(readNumber(text)?.mask).toBe(POINT | COMMA)
      expect(value(text, 'point')).toBe(point)
      expect(value(text, 'comma')).toBe(comma)
    }
  })

  test('what cannot be a group is a decimal mark', () => {
    expect(readNumber('0.123')?.mask).toBe(POINT)
    expect(readNumber('0,123')?.mask).toBe(COMMA)
    expect(readNumber('1234.567')?.mask).toBe(POINT)
    expect(readNumber('1.234.567')?.mask).toBe(COMMA)
    expect(readNumber('1,234,567.8')?.mask).toBe(POINT)
    expect(readNumber('1234')?.mask).toBe(PLAIN)
    expect(readNumber('1 234')?.mask).toBe(PLAIN)
  })

  test.each([
    ['$22,700.00', 22_700, 'USD'],
    ['$342.09K', 342_090, 'USD'],
    ['$1,117.10K', 1_117_100, 'USD'],
    ['1.2M', 1_200_000, null],
    ['€1.5 bn', 1_500_000_000, 'EUR'],
    ['(1,250.50)', -1250.5, null],
    ['$(300.25)', null, null],
    ['($300.25)', -300.25, 'USD'],
    ['USD 12.50', 12.5, 'USD'],
    ['12.50 CHF', 12.5, 'CHF'],
    ['R$ 9.90', 9.9, 'BRL'],
    ['£-5.10', -5.1, 'GBP'],
    ['-£5.10', -5.1, 'GBP'],
    ['5.10-', -5.1, null],
    ['12.5 %', 12.5, null],
  ])('%s', (text, expected, currency) => {
    expect(value(text, 'point')).toBe(expected)
    if (expected !== null) expect(readNumber(text)?.currencies[0] ?? null).toBe(currency)
  })

  test.each(['1.234,56 €', '1 234,56 EUR', "CHF 1'234,56"])('%s', (text) => expect(value(text, 'comma')).toBe(1234.56))
  test('Swiss full francs', () => expect(value('CHF 500.-', 'plain')).toBe(500))

  test.each([
    '',
    '-',
    'abc',
    '12abc',
    '1,23,4',
    '1.2.3',
    '1,2,3',
    '12:30',
    '2021-04-15',
    '3 apples',
    '--5',
    '1..2',
    '5 %%',
    'EUR',
    '=1+1',
    '1e5',
    '٣',
  ])('%j is no number', (text) => {
    expect(readNumber(text)).toBeNull()
  })

  test('minor units round half away from zero on the written digits', () => {
    const minor = (text: string, scale: number) => numeralMinor(readNumber(text)!.point!, scale)
    expect(minor('1.005', 2)).toBe(101)
    expect(minor('-1.005', 2)).toBe(-101)
    expect(minor('1.0049', 2)).toBe(100)
    expect(minor('0.5', 0)).toBe(1)
    expect(minor('1.2345', 3)).toBe(1235)
    expect(minor('342.095K', 2)).toBe(34_209_500)
    expect(minor('99999999999999999.5', 2)).toBeNull()
  })

  test('large numbers as spreadsheets shorten them', () => {
    const minor = (text: string) => {
      const { plain, point, comma } = readNumber(text)!
      return numeralMinor((plain ?? point ?? comma)!, 2)
    }
    expect(['1.2E+05', '1,2E+05', '-3E+06', '1.23457e+7', '5E+2'].map(minor)).toEqual([
      12_000_000, 12_000_000, -300_000_000, 1_234_570_000, 50_000,
    ])
    expect(readNumber('1.2E-05')).toBeNull()
  })

  test('currencies', () => {
    expect([currencyDigits('JPY'), currencyDigits('KWD'), currencyDigits('EUR'), currencyDigits('???')]).toEqual([
      0, 3, 2, 2,
    ])
    expect(currenciesOf('eur')).toEqual(['EUR'])
    expect(currenciesOf('zzz')).toEqual([])
  })
})
