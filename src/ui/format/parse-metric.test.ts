import { expect, test } from 'vitest'
import { parseMetric } from './parse-metric.ts'

const as = (unit: string) => (text: string) => parseMetric(text, { unit, currency: 'EUR' })

test('shares with and without a sign', () => {
  expect(['25', '25 %', '0.25', '0,25', '1', '1 %', '100'].map(as('share'))).toEqual([
    0.25, 0.25, 0.25, 0.25, 1, 0.01, 1,
  ])
  expect(['120', '-3', 'many', '', '250 %'].map(as('share'))).toEqual([null, null, null, null, null])
})

test('counts and days as they are, money in minor units', () => {
  expect(['12', '1.5k', '3,5', '1,200'].map(as('count'))).toEqual([12, 1500, 3.5, 1200])
  expect(['45', '-1'].map(as('days'))).toEqual([45, null])
  expect(['80k', '1.234,50'].map(as('money'))).toEqual([80_000_00, 1234_50])
})
