import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normal } from '../generator/draw.ts'
import { stream } from '../generator/streams.ts'
import { kaplanMeier, medianTime, type Watched } from './kaplan-meier.ts'

/** Everybody weighs the same; who leaves hands that weight on to all who are watched longer (Efron 1967). */
function redistributed(watched: readonly Watched[], week: number): number {
  const order = watched.toSorted((a, b) => a.weeks - b.weeks || Number(b.happened) - Number(a.happened))
  const mass = order.map(() => 1 / order.length)
  for (const [at, one] of order.entries()) {
    const later = order.length - at - 1
    if (one.happened || later === 0) continue
    for (let next = at + 1; next < order.length; next += 1) mass[next]! += mass[at]! / later
    mass[at] = 0
  }
  return 1 - order.reduce((sum, one, at) => (one.happened && one.weeks <= week ? sum + mass[at]! : sum), 0)
}

test('the share that waits is what redistribution to the right leaves', () => {
  const one = fc.record({ weeks: fc.integer({ min: 1, max: 20 }), happened: fc.boolean() })
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 30 }), (watched) => {
      for (const { week, waiting } of kaplanMeier(watched)) expect(waiting).toBeCloseTo(redistributed(watched, week), 9)
    }),
  )
})

test('the median of completed ramps is too low where people leave, this one is not', () => {
  const random = stream(7, 'ramps')
  const draw = random.uniform
  const TRUE = 22
  const off = { here: 0, naive: 0 }
  const covered = { yes: 0, of: 0 }
  const RUNS = 400
  for (let run = 0; run < RUNS; run += 1) {
    const hires = Array.from({ length: 30 }, () => {
      const ramped = TRUE * Math.exp(0.4 * normal(random))
      const left = draw() < 0.5 ? draw() * 45 : Infinity
      return { weeks: Math.min(ramped, left), happened: ramped <= left }
    })
    const { weeks, low, high } = medianTime(hires)
    const done = hires.filter(({ happened }) => happened).map((one) => one.weeks)
    off.here += weeks! - TRUE
    off.naive += done.toSorted((a, b) => a - b)[Math.floor(done.length / 2)]! - TRUE
    covered.of += 1
    covered.yes += Number(low! <= TRUE && (high === null || TRUE <= high))
  }
  // half a month is 2.2 weeks
  expect(Math.abs(off.here / RUNS)).toBeLessThan(1)
  expect(off.naive / RUNS).toBeLessThan(off.here / RUNS - 1)
  expect(covered.yes / covered.of).toBeGreaterThan(0.83)
  expect(covered.yes / covered.of).toBeLessThan(0.97)
})

test('fewer than half there: no median', () => {
  const watched = [10, 12, 14, 16].map((weeks, at) => ({ weeks, happened: at === 0 }))
  expect(medianTime(watched)).toEqual({ weeks: null, low: 10, high: null })
})
