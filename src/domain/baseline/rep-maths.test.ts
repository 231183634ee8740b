import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lognormal, poisson } from '../generator/draw.ts'
import { stream } from '../generator/streams.ts'
import { isLess, LEVERS, pulls, type RepMaths, yearOf, yearSpread } from './rep-maths.ts'

/** Five new demos and ten follow-ups a week, twenty deals a month, one in five won at 10k. */
const known: RepMaths = {
  meetings: 15,
  followUps: 2,
  dealsPerFirst: 240 / (5 * 48),
  winRate: 0.2,
  size: 10_000_00,
  cycle: 60,
  weeks: 48,
}

const maths = fc.record({
  meetings: fc.double({ min: 0.5, max: 40, noNaN: true }),
  followUps: fc.double({ min: 0, max: 10, noNaN: true }),
  dealsPerFirst: fc.double({ min: 0.05, max: 2, noNaN: true }),
  winRate: fc.double({ min: 0.01, max: 0.9, noNaN: true }),
  size: fc.integer({ min: 1_000, max: 10_000_000 }),
  cycle: fc.double({ min: 1, max: 300, noNaN: true }),
  weeks: fc.double({ min: 10, max: 47, noNaN: true }),
})

describe('the arithmetic of a seller', () => {
  test('gives the well-known year', () => {
    expect(yearOf(known).bookings).toBeCloseTo(480_000_00, 3)
    expect(yearOf({ ...known, winRate: 0.1 }).bookings).toBeCloseTo(240_000_00, 3)
  })

  test('is the same when week after week is counted', () => {
    fc.assert(
      fc.property(maths, (one) => {
        let won = 0
        for (let week = 0; week < 10; week += 1)
          won += (one.meetings - (one.meetings * one.followUps) / (1 + one.followUps)) * one.dealsPerFirst * one.winRate
        expect((yearOf(one).won / one.weeks) * 10).toBeCloseTo(won, 6)
      }),
    )
  })

  test('a better lever never takes from a full year', () => {
    fc.assert(
      fc.property(maths, (one) => {
        const found = pulls(one, 0.1)
        expect(found.map(({ lever }) => lever)).toEqual([...LEVERS])
        const { bookings, firstYear } = yearOf(one)
        for (const pull of found) {
          expect(pull.bookings).toBeGreaterThanOrEqual(-1e-6)
          expect(pull.firstYear).toBeGreaterThanOrEqual(-1e-6)
          expect(isLess(pull.lever) ? pull.value <= one[pull.lever] : pull.value >= one[pull.lever]).toBe(true)
        }
        const of = (lever: string) => found.find((pull) => pull.lever === lever)!
        expect(of('meetings').bookings).toBeCloseTo(bookings * 0.1, 2)
        expect(of('cycle').bookings).toBe(0)
        expect(of('cycle').firstYear).toBeCloseTo((bookings * one.cycle * 0.1) / 365, 2)
        expect(of('size').firstYear).toBeCloseTo(firstYear * 0.1, 2)
      }),
    )
  })

  test('its interval holds the true year as often as it says', () => {
    const draw = stream(21, 'rep maths')
    const RUNS = 2_000
    let within = 0
    for (let run = 0; run < RUNS; run += 1) {
      const decided = poisson(draw, 60)
      let won = 0
      for (let deal = 0; deal < decided; deal += 1) if (draw.uniform() < 0.3) won += 1
      const sizes = Array.from({ length: won }, () => lognormal(draw, 10_000, 0.6))
      const mean = sizes.reduce((sum, size) => sum + size, 0) / won
      const cv = Math.sqrt(sizes.reduce((sum, size) => sum + (size - mean) ** 2, 0) / (won - 1)) / mean
      const spread = yearSpread({ decided, won, sized: won, spread: cv }, new Set())
      const seen = won * mean
      if (spread && seen * spread.low <= 60 * 0.3 * 10_000 && 60 * 0.3 * 10_000 <= seen * spread.high) within += 1
    }
    expect(within / RUNS).toBeGreaterThan(0.86)
    expect(within / RUNS).toBeLessThan(0.95)
  })

  test('what is typed is certain', () => {
    const evidence = { decided: 40, won: 10, sized: 10, spread: 0.5 }
    const all = yearSpread(evidence, new Set())!
    const some = yearSpread(evidence, new Set(['winRate'] as const))!
    expect(some.high).toBeLessThan(all.high)
    expect(yearSpread(evidence, new Set(['winRate', 'size', 'meetings'] as const))).toEqual({ low: 1, high: 1 })
    expect(yearSpread({ ...evidence, won: 0 }, new Set())).toBeNull()
  })
})
