import fc from 'fast-check'
import { expect, test } from 'vitest'
import { roundGoal, suggestGoals } from './suggest.ts'

const reached = fc.array(
  fc.record({ personId: fc.constantFrom('a', 'b', 'c', 'd', 'e'), value: fc.integer({ min: 0, max: 5000 }) }),
  { minLength: 0, maxLength: 60 },
)

test('each level was reached as often as it says, and the next is harder', () => {
  fc.assert(
    fc.property(reached, fc.boolean(), (all, less) => {
      const found = suggestGoals(all, less, (value) => value)
      const people = new Set(all.map(({ personId }) => personId)).size
      if (people < 4 || all.length < 12) {
        expect(found).toBeNull()
        return
      }
      expect(found).toMatchObject({ people, periods: all.length })
      for (const [at, { value, reachedIn, reachedBy }] of found!.levels.entries()) {
        let hits = 0
        const by: Record<string, true> = {}
        for (const one of all)
          if (less ? one.value <= value : one.value >= value) {
            hits += 1
            by[one.personId] = true
          }
        expect(reachedIn).toBe(hits / all.length)
        expect(reachedBy).toBe(Object.keys(by).length)
        const before = found!.levels[at - 1]
        if (before) expect(less ? value <= before.value : value >= before.value).toBe(true)
      }
      expect(found!.levels[0]!.reachedIn).toBeGreaterThanOrEqual(0.5)
    }),
  )
})

test('goals have two figures', () => {
  expect([0, 7, 12.34, 128, 84_312_00, 0.237].map(roundGoal)).toEqual([0, 7, 12, 130, 84_000_00, 0.24])
})
