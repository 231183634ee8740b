import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Change } from '../span/box.ts'
import type { Statement } from './statements.ts'
import { planStatements, stateAt } from './statements.ts'

const NOW = 1000
let ids = 0

function change(patch: Record<string, unknown>, validAt: number, knownAt = validAt): Change {
  ids += 1
  return {
    id: String(ids).padStart(6, '0'),
    patch,
    validAt,
    knownAt,
    recordedAt: 1,
    retractedAt: Infinity,
    validDate: null,
    reconstructed: false,
  }
}

function applied(said: readonly Change[], statements: readonly Statement[]): Change[] {
  const { changes } = planStatements(said, statements, NOW)
  return [
    ...said,
    ...changes.map(({ patch, validAt, knownAt }) => ({ ...change(patch, validAt, knownAt), recordedAt: 2 })),
  ]
}

const always = { kind: 'always' } as const
const correction = { kind: 'correction' } as const
const from = (at: number) => ({ kind: 'from', at, date: null }) as const

test('what is new holds from always and was known always; from a date it begins there', () => {
  expect(
    planStatements(
      [],
      [
        { patch: { a: 1 }, dating: always },
        { patch: { a: 2 }, dating: from(50) },
      ],
      NOW,
    ).changes,
  ).toEqual([
    { patch: { a: 1 }, validAt: -Infinity, validDate: null, knownAt: -Infinity },
    { patch: { a: 2 }, validAt: 50, validDate: null, knownAt: 50 },
  ])
  expect(planStatements([], [{ patch: { a: 1 }, dating: from(5000) }], NOW).changes).toMatchObject([
    { validAt: 5000, knownAt: NOW },
  ])
})

test('an edit of what is held is known now', () => {
  const said = [change({ a: 1 }, -Infinity)]
  expect(planStatements(said, [{ patch: { a: 2 }, dating: from(50) }], NOW).changes).toMatchObject([
    { validAt: 50, knownAt: NOW },
  ])
})

test('a field that nobody has described is filled in; one that differs is a contradiction', () => {
  const said = [change({ a: 1, b: null }, -Infinity)]
  const plan = planStatements(said, [{ patch: { a: 2, b: 3 }, dating: always }], NOW)
  expect(plan.changes).toEqual([{ patch: { b: 3 }, validAt: -Infinity, validDate: null, knownAt: -Infinity }])
  expect(plan.contradictions).toEqual([{ statement: 0, field: 'a', held: 1 }])
})

test('a change at the same instant wins over one that was known later by another clock', () => {
  const said = [change({ a: 1 }, 50, 2000)]
  expect(stateAt(applied(said, [{ patch: { a: 2 }, dating: from(50) }]), 60)).toEqual({ a: 2 })
})

const patches = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 3 }), { minKeys: 1 })
const saids = fc
  .array(fc.tuple(patches, fc.constantFrom(-Infinity, 10, 20, 30)), { maxLength: 6 })
  .map((list) => list.map(([patch, at]) => change(patch, at)))
const dated = fc
  .array(fc.tuple(patches, fc.constantFrom(5, 10, 20, 30, 40)), { minLength: 1, maxLength: 4 })
  .map((list) => list.map(([patch, at]): Statement => ({ patch, dating: from(at) })))

test('a second time nothing is left to write', () => {
  fc.assert(
    fc.property(saids, dated, (said, statements) => {
      const once = applied(said, statements)
      const unique = new Map(
        statements.map((statement) => [statement.dating.kind === 'from' ? statement.dating.at : 0, statement]),
      )
      if (unique.size < statements.length) return
      expect(planStatements(once, statements, NOW).changes).toEqual([])
    }),
  )
})

test('after a dated statement its fields hold at its instant, and what it does not name is as before', () => {
  fc.assert(
    fc.property(saids, patches, fc.constantFrom(5, 10, 25), (said, patch, at) => {
      const before = stateAt(said, at)
      expect(stateAt(applied(said, [{ patch, dating: from(at) }]), at)).toEqual({ ...before, ...patch })
      expect(stateAt(applied(said, [{ patch, dating: from(at) }]), at - 1)).toEqual(stateAt(said, at - 1))
    }),
  )
})

test('a correction holds at every instant at which the entity exists, and is known only now', () => {
  fc.assert(
    fc.property(saids, patches, (said, patch) => {
      if (said.length === 0) return
      const after = applied(said, [{ patch, dating: correction }])
      for (const { validAt } of after) expect(stateAt(after, validAt)).toMatchObject(patch)
      const then = after.filter(({ knownAt }) => knownAt < NOW)
      expect(then).toEqual(said)
      expect(planStatements(after, [{ patch, dating: correction }], NOW).changes).toEqual([])
    }),
  )
})
