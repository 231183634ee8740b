import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scopeFromText, scopeToText } from './scope-text.ts'
import { scopeSchema } from './scope.ts'

test('any scope survives an address, whatever its office is called', () => {
  const scope = fc.record({
    kind: fc.constantFrom('team' as const, 'office' as const, 'person' as const),
    id: fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }).filter((id) => id.length <= 200),
  })
  fc.assert(
    fc.property(scope, (value) => {
      const query = new URLSearchParams({ scope: scopeToText(value) }).toString()
      expect(scopeFromText(new URLSearchParams(query).get('scope') ?? '')).toEqual(value)
    }),
  )
  expect(scopeFromText(scopeToText({ kind: 'company', id: 'all' }))).toEqual({ kind: 'company', id: 'all' })
})

test('what is read is a scope of the contract, or null', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const scope = scopeFromText(text)
      if (scope !== null) expect(scopeSchema.safeParse(scope).success).toBe(true)
    }),
  )
  expect([undefined, '', 'team', 'team:', 'galaxy:1'].map(scopeFromText)).toEqual([null, null, null, null, null])
})
