import { expect, test } from 'vitest'
import { poisson } from '../generator/draw.ts'
import { stream } from '../generator/streams.ts'
import { perWin } from './per-win.ts'

test('the interval holds what a win truly takes as often as it says', () => {
  const draw = stream(4, 'per win')
  const RUNS = 3_000
  let within = 0
  for (let run = 0; run < RUNS; run += 1) {
    const found = perWin(poisson(draw, 96), poisson(draw, 12))
    if (found && found.low <= 8 && 8 <= found.high) within += 1
  }
  expect(within / RUNS).toBeGreaterThan(0.88)
  expect(within / RUNS).toBeLessThan(0.93)
})

test('nothing won, nothing done', () => {
  expect(perWin(12, 0)).toBeNull()
  expect(perWin(0, 7)).toMatchObject({ value: 0, low: 0 })
})
