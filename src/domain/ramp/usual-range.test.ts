import { expect, test } from 'vitest'
import { gamma, poisson } from '../generator/draw.ts'
import { stream } from '../generator/streams.ts'
import { usualRange } from './usual-range.ts'

test('holds four of five draws of other people, luck included', () => {
  const draw = stream(8, 'usual range')
  for (const { mean, variance, exposure } of [
    { mean: 0.4, variance: 0.02, exposure: 40 },
    { mean: 2, variance: 0.5, exposure: 20 },
    { mean: 3, variance: 0.01, exposure: 35 },
  ]) {
    const { low, high } = usualRange({ mean, variance, scale: 1 }, exposure)
    const RUNS = 6_000
    const outside = { below: 0, above: 0 }
    for (let run = 0; run < RUNS; run += 1) {
      const count = poisson(draw, gamma(draw, (mean * mean) / variance, variance / mean) * exposure)
      outside.below += Number(count < low)
      outside.above += Number(count > high)
    }
    expect(outside.below / RUNS).toBeLessThan(0.115)
    expect(outside.above / RUNS).toBeLessThan(0.115)
    expect((outside.below + outside.above) / RUNS).toBeGreaterThan(0.1)
  }
})

test('nothing is no less than usual where few events are expected', () => {
  expect(usualRange({ mean: 0.01, variance: 0.0001, scale: 5000 }, 40)).toEqual({ low: 0, high: 5000 })
  expect(usualRange({ mean: 1, variance: 0.1, scale: 1 }, 0)).toEqual({ low: 0, high: 0 })
})
