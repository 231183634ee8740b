import fc from 'fast-check'
import { expect, it } from 'vitest'
import { newMaybeSet } from './maybe-set.ts'
import { newSeen } from './seen.ts'

const rows = fc.array(fc.record({ id: fc.string({ maxLength: 3 }), fileNo: fc.nat(3), row: fc.nat(4_000_000_000) }), {
  maxLength: 3_000,
  size: 'max',
})

it('gives the place of the last row of every id, and of no other', () => {
  fc.assert(
    fc.property(rows, fc.array(fc.string()), (added, others) => {
      const seen = newSeen()
      const plain = new Map<string, { fileNo: number; row: number }>()
      for (const { id, fileNo, row } of added) {
        seen.add(id, { fileNo, row })
        plain.set(id, { fileNo, row })
      }
      for (const id of [...plain.keys(), ...others]) expect(seen.placeOf(id)).toEqual(plain.get(id) ?? null)
    }),
    { numRuns: 20 },
  )
})

it('never misses a text that was added, and seldom finds one that was not', () => {
  const set = newMaybeSet()
  expect(set.mayHave('00T1')).toBe(false)
  const id = (n: number) => `00T${String(n).padStart(12, '0')}AAA`
  for (let n = 0; n < 200_000; n += 1) set.add(id(n))
  let mistaken = 0
  for (let n = 0; n < 200_000; n += 1) {
    if (!set.mayHave(id(n))) throw new Error(`${id(n)} is missed`)
    if (set.mayHave(id(n + 200_000))) mistaken += 1
  }
  expect(mistaken).toBeLessThan(20)
})
