import { expect, test } from 'vitest'
import { readRates } from './rates.ts'

test('a file of rates is read by its headers; kind may come from outside', () => {
  expect(readRates('\uFEFFDate; Rate ;Currency\n2017-01-02;0.95210;usd\n\n', 'daily', false).rates).toEqual([
    { currency: 'USD', kind: 'daily', date: '2017-01-02', rate: '0.95210' },
  ])
  expect(readRates('currency,kind,date,rate\nUSD,plan,2017-01-01,0.9', undefined, true).rates).toEqual([
    { currency: 'USD', kind: 'plan', date: '2017-01-01', rate: '0.9', correction: true },
  ])
})

test('what cannot be used is named by its line', () => {
  expect(() =>
    readRates('currency,kind,date,rate\nUSD,plan,2017-01-01,0.9\nUSX,plan,01.02.2017,"0,9"', undefined, false),
  ).toThrow(/line 3 currency "USX" is no currency[^]*line 3 date "01.02.2017"[^]*line 3 rate "0,9" is no plain decimal/)
  expect(() => readRates('currency,date\n', undefined, false)).toThrow(/no column kind, rate/)
})
