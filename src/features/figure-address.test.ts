import fc from 'fast-check'
import { expect, test } from 'vitest'
import { figureFromText, figureToText } from './figure-address.ts'

const value = fc.oneof(fc.string(), fc.integer(), fc.boolean())

test('a reference comes back as it went into the address', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.dictionary(fc.string(), value), (kind, of) => {
      expect(figureFromText(figureToText({ kind, of }))).toEqual({ kind, of })
    }),
  )
})

test.each(['', 'null', '{}', '["deal"]', '["deal",null]', '[1,{}]', '["deal",{"a":{}}]', 'deal:1'])(
  '%s is no reference',
  (text) => {
    expect(figureFromText(text)).toBeNull()
  },
)
