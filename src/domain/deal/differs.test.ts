import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Change } from '../span/box.ts'
import { followEdits, type LocalEdits } from './differs.ts'

function change(patch: Change['patch'], local = false): Change {
  const instants = { validAt: 0, knownAt: 0, recordedAt: 0, retractedAt: Infinity, validDate: null }
  return { id: '', patch, local, reconstructed: false, ...instants }
}

const after = (changes: readonly Change[]) => followEdits(null, changes)

test('an edit stands and differs until the source agrees, speaks later, or it is dropped', () => {
  const source = change({ amount: 100, stageId: 'a' })
  const edit = change({ amount: 120 }, true)
  expect(after([source, edit]).differs).toEqual({ amount: 100 })
  expect(after([source, edit, change({ amount: 130 }, true)]).differs).toEqual({ amount: 100 })
  expect(after([source, edit, change({ amount: 100 }, true)]).differs).toEqual({})
  expect(after([source, edit, change({ amount: 120 })]).differs).toEqual({})
  expect(after([source, edit, change({ amount: 90 })]).differs).toEqual({})
  expect(after([source, edit, change({ stageId: 'b' })]).differs).toEqual({ amount: 100 })
})

test('a deal made by hand differs from nothing', () => {
  expect(after([change({ amount: 100 }, true), change({ amount: 120 }, true)]).differs).toEqual({})
})

test('an edit of a field that the source left empty differs from empty', () => {
  expect(after([change({ amount: 100 }), change({ nextStep: 'Call' }, true)]).differs).toEqual({ nextStep: null })
})

test('property: cut anywhere, following goes on as if it had not been cut; a differing value is what the source said last', () => {
  const one = fc.tuple(fc.constantFrom('amount', 'nextStep', 'ownerId'), fc.integer({ min: 0, max: 3 }), fc.boolean())
  fc.assert(
    fc.property(fc.array(one, { maxLength: 12 }), fc.nat(12), (told, cut) => {
      const changes = told.map(([field, value, local]) => change({ [field]: value }, local))
      const whole = after(changes)
      const first = changes.slice(0, cut)
      const state: LocalEdits & Record<string, unknown> = {
        ...Object.assign({}, ...first.map(({ patch }) => patch)),
        ...after(first),
      }
      expect(followEdits(state, changes.slice(cut))).toEqual(whole)
      for (const field of ['amount', 'nextStep', 'ownerId'] as const) {
        const last = told.findLast(([name]) => name === field)
        const firstSource = told.findIndex(([, , local]) => !local)
        const said = told.findLast(([name, , local], at) => name === field && (!local || at < firstSource))
        const expected = last?.[2] === true && firstSource >= 0 && told.lastIndexOf(last) > firstSource
        const differs = expected && (said?.[1] ?? null) !== last[1]
        expect(field in whole.differs).toBe(differs)
        if (differs) expect(whole.differs[field]).toBe(said?.[1] ?? null)
      }
    }),
  )
})
