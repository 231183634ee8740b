import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Attainment, provenAmong, shrink } from './proven.ts'

const peer = fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 2, maxLength: 8 })
const named = (quarters: readonly (readonly number[])[]): Attainment[] =>
  quarters.map((own, at) => ({ personId: `p${at}`, quarters: own }))

describe('attainment drawn to the mean', () => {
  test('is the weight of what is real, written out with loops', () => {
    fc.assert(
      fc.property(fc.array(peer, { minLength: 4, maxLength: 12 }), (quarters) => {
        const means: number[] = []
        let squares = 0
        let degrees = 0
        let inverse = 0
        for (const own of quarters) {
          let total = 0
          for (const one of own) total += one
          const mean = total / own.length
          for (const one of own) squares += (one - mean) ** 2
          degrees += own.length - 1
          inverse += 1 / own.length
          means.push(mean)
        }
        let all = 0
        for (const mean of means) all += mean / means.length
        let spread = 0
        for (const mean of means) spread += (mean - all) ** 2 / (means.length - 1)
        const luck = squares / degrees
        const real = spread - (luck * inverse) / means.length
        const found = shrink(named(quarters))
        if (Math.abs(real) < 1e-9) return
        if (real <= 0) {
          expect(found).toBeNull()
          return
        }
        for (const [at, own] of quarters.entries())
          expect(found![at]!.attainment).toBeCloseTo(all + ((means[at]! - all) * real) / (real + luck / own.length), 9)
      }),
    )
  })
})

describe('the proven', () => {
  const steady = (level: number) => [level, level * 1.05, level * 0.95, level]

  test('are the best quarter of the others, at least two', () => {
    const all = named([steady(0.5), steady(0.6), steady(1.4), steady(1.5), steady(0.7)])
    expect(provenAmong(all, 'p0')).toEqual({ people: ['p3', 'p2'], among: 4, quarters: 4 })
    // leave-one-out: the best is not held against himself
    expect(provenAmong(all, 'p3')).toMatchObject({ people: ['p2', 'p4'] })
  })

  test('need four others with four quarters', () => {
    const all = named([steady(1), steady(1), steady(1), steady(2), [1, 1, 1]])
    expect(provenAmong(all, 'p0')).toEqual({ people: null, reason: 'few-peers' })
  })

  test('are nobody where the spread is luck', () => {
    const swinging = [0, 2, 0, 2]
    expect(provenAmong(named(Array.from({ length: 6 }, () => swinging)), 'p0')).toEqual({
      people: null,
      reason: 'no-difference',
    })
  })
})
