import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minorDigits } from './currency.ts'
import { openExchange, type Rate } from './exchange.ts'

const daily = (currency: string, date: string, rate: string): Rate => ({ kind: 'daily', currency, date, rate })
const usd = [daily('USD', '2017-03-10', '0.95'), daily('USD', '2017-03-01', '0.9'), daily('USD', '2017-04-01', '0.8')]
const plan: Rate = { kind: 'plan', currency: 'USD', date: '2017-01-01', rate: '1' }
const exchange = openExchange('EUR', [
  ...usd,
  plan,
  daily('JPY', '2017-01-01', '0.0083'),
  daily('KWD', '2017-01-01', '3'),
])

describe('rateAt', () => {
  it.each([
    ['2017-02-28', undefined],
    ['2017-03-01', '0.9'],
    ['2017-03-09', '0.9'],
    ['2017-03-10', '0.95'],
    ['2018-01-01', '0.8'],
  ])('on %s is %s', (date, rate) => {
    expect(exchange.rateAt('daily', 'USD', date)?.rate).toBe(rate)
  })
})

describe('convert', () => {
  const on = (minor: number, currency: string, date = '2017-03-05') => ({ minor, currency, date })

  it('multiplies into the base, divides out of it and crosses two rates with one rounding', () => {
    expect(exchange.convert(on(1000, 'USD'), 'EUR', 'daily')).toEqual({ minor: 900, rates: [usd[1]] })
    expect(exchange.convert(on(900, 'EUR'), 'USD', 'daily')).toEqual({ minor: 1000, rates: [usd[1]] })
    expect(exchange.convert(on(1000, 'JPY'), 'EUR', 'daily')).toMatchObject({ minor: 830 })
    expect(exchange.convert(on(1000, 'KWD'), 'JPY', 'daily')).toMatchObject({ minor: 361 })
    expect(exchange.convert(on(1000, 'USD'), 'EUR', 'plan')).toEqual({ minor: 1000, rates: [plan] })
  })

  it('rounds a half to even', () => {
    const half = openExchange('EUR', [daily('USD', '2017-01-01', '0.5')])
    const converted = [1, 3, 5, -1, -3].map((minor) => half.convert(on(minor, 'USD'), 'EUR', 'daily'))
    expect(converted.map((c) => 'minor' in c && c.minor)).toEqual([0, 2, 2, 0, -2])
  })

  it('needs no rate for the same currency', () => {
    expect(exchange.convert(on(7, 'SEK'), 'SEK', 'daily')).toEqual({ minor: 7, rates: [] })
  })

  it('names the currencies without a rate at or before the date', () => {
    expect(exchange.convert(on(7, 'USD', '2017-02-28'), 'EUR', 'daily')).toEqual({ missing: ['USD'] })
    expect(exchange.convert(on(7, 'SEK'), 'NOK', 'daily')).toEqual({ missing: ['SEK', 'NOK'] })
  })

  it('is within half a unit of the exact product', () => {
    const amount = fc.integer({ min: -1e9, max: 1e9 })
    const rate = fc.integer({ min: 1, max: 10_000_000 })
    const code = fc.constantFrom('USD', 'JPY', 'KWD')
    fc.assert(
      fc.property(amount, rate, code, (minor, millionths, currency) => {
        const text = `${Math.floor(millionths / 1e6)}.${String(millionths % 1e6).padStart(6, '0')}`
        const result = openExchange('EUR', [daily(currency, '2017-01-01', text)]).convert(
          on(minor, currency),
          'EUR',
          'daily',
        )
        const unit = 1_000_000n * 10n ** BigInt(minorDigits(currency))
        const off = BigInt('minor' in result ? result.minor : NaN) * unit - BigInt(minor) * BigInt(millionths) * 100n
        expect(2n * (off < 0n ? -off : off) <= unit).toBe(true)
      }),
    )
  })

  it('refuses an amount that a number cannot hold', () => {
    const dear = openExchange('EUR', [daily('USD', '2017-01-01', '1000')])
    expect(() => dear.convert(on(Number.MAX_SAFE_INTEGER, 'USD'), 'EUR', 'daily')).toThrow('too large')
  })
})

describe('sum', () => {
  const date = '2017-03-10'
  it('adds converted amounts and names the rates behind them', () => {
    const amounts = [
      { minor: 100, currency: 'EUR', date },
      { minor: 1000, currency: 'USD', date },
      { minor: 1000, currency: 'USD', date: '2017-03-02' },
    ]
    expect(exchange.sum(amounts, 'EUR', 'daily')).toEqual({ minor: 1950, rates: [usd[0], usd[1]] })
    expect(exchange.sum([], 'EUR', 'daily')).toEqual({ minor: 0, rates: [] })
  })

  it('is blocked by a missing rate', () => {
    const amounts = ['SEK', 'USD', 'NOK', 'SEK'].map((currency) => ({ minor: 1, currency, date }))
    expect(exchange.sum(amounts, 'EUR', 'daily')).toEqual({ missing: ['NOK', 'SEK'] })
  })
})

describe('openExchange', () => {
  it.each(['0', '-1', '', '1,2', '1e3'])('refuses the rate %j', (rate) => {
    expect(() => openExchange('EUR', [daily('USD', '2017-01-01', rate)])).toThrow('is not a rate')
  })
})
