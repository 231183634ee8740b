import fc from 'fast-check'
import { expect, it } from 'vitest'
import { instantText } from './instant.ts'

it('writes an instant as toISOString does, and both infinities', () => {
  fc.assert(
    fc.property(fc.double({ min: -8.64e15, max: 8.64e15, noNaN: true }), (instant) => {
      expect(instantText(instant)).toBe(new Date(instant).toISOString())
    }),
  )
  expect([instantText(Infinity), instantText(-Infinity)]).toEqual(['infinity', '-infinity'])
  expect(() => instantText(NaN)).toThrow(RangeError)
})
