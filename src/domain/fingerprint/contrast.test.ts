import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, it } from 'vitest'
import { contrastOf } from './contrast.ts'

describe('contrastOf', () => {
  it('gives what hand calculation gives', () => {
    // means 8 and 5, variances 4 and 2.5, pooled over 6 degrees sqrt(3), correction 1 - 3/23
    const { proven, others, effect, sure } = contrastOf([6, 8, 10], [3, 4, 5, 6, 7])!
    expect([proven, others]).toEqual([8, 5])
    expect(effect).toBeCloseTo((3 / Math.sqrt(3)) * (20 / 23), 12)
    // t = 3 / sqrt(4/3 + 0.5) = 2.2156 with 3.53 degrees of freedom: one tail of about 5 %
    expect(sure).toBeGreaterThan(0.93)
    expect(sure).toBeLessThan(0.96)
  })

  it('is silent about groups that would show a person, and about people who are all alike', () => {
    expect(contrastOf([1, 2], [1, 2, 3, 4, 5])).toBeNull()
    expect(contrastOf([1, 2, 3], [1, 2, 3, 4])).toBeNull()
    expect(contrastOf([2, 2, 2], [2, 2, 2, 2, 2])).toMatchObject({ effect: null, sure: null })
  })

  it('turns with its sides', () => {
    const [a, b] = [
      [1, 4, 2, 9, 5],
      [3, 3, 8, 7, 6],
    ] as const
    const [there, back] = [contrastOf(a, b)!, contrastOf(b, a)!]
    expect(back.effect).toBeCloseTo(-there.effect!, 12)
    expect(back.low).toBeCloseTo(-there.high!, 12)
    expect(back.sure).toBeCloseTo(there.sure!, 12)
  })

  it('holds the planted effect in nine of ten intervals', () => {
    const generator = xoroshiro128plus(7)
    const uniform = () => ((generator.next() >>> 0) + 0.5) / 2 ** 32
    const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
    const ROUNDS = 4000
    for (const planted of [0, 1]) {
      let held = 0
      for (let round = 0; round < ROUNDS; round += 1) {
        const proven = Array.from({ length: 5 }, () => normal() + planted)
        const { low, high } = contrastOf(proven, Array.from({ length: 15 }, normal))!
        if (low! <= planted && planted <= high!) held += 1
      }
      // four standard errors of the count
      expect(Math.abs(held / ROUNDS - 0.9), `planted ${planted}`).toBeLessThan(0.019 + 0.01)
    }
  })
})
