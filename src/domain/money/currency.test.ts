import { describe, expect, it } from 'vitest'
import { isCurrency, minorDigits } from './currency.ts'

describe('minorDigits', () => {
  it('is that of ISO 4217, of which CLDR shows fewer digits where coins fell out of use', () => {
    expect(
      Object.fromEntries(['EUR', 'USD', 'JPY', 'KWD', 'CLF', 'ISK', 'TND', 'MGA'].map((c) => [c, minorDigits(c)])),
    ).toEqual({
      EUR: 2,
      USD: 2,
      JPY: 0,
      KWD: 3,
      CLF: 4,
      ISK: 0,
      TND: 3,
      MGA: 2,
    })
  })

  it('agrees with ICU for every currency of which ICU shows decimals', () => {
    const shown = (currency: string) =>
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0
    const decimal = Intl.supportedValuesOf('currency').filter((currency) => shown(currency) > 0)
    expect(decimal.length).toBeGreaterThan(100)
    expect(decimal.filter((currency) => minorDigits(currency) !== shown(currency))).toEqual([])
  })
})

describe('isCurrency', () => {
  it('takes codes in use, in capitals', () => {
    expect(['EUR', 'JPY', 'CHF'].every(isCurrency)).toBe(true)
    expect(['eur', 'EURO', '', '€', 'QQQ'].some(isCurrency)).toBe(false)
  })
})
