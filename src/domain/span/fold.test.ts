import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Change, View } from './box.ts'
import { contains, LATEST, viewOf } from './box.ts'
import type { Reduce } from './fold.ts'
import { fold, mergePatches } from './fold.ts'

const instant = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 12 }) },
  { weight: 1, arbitrary: fc.constant(-Infinity) },
)
const changes = fc
  .array(
    fc.record({
      field: fc.constantFrom('stage', 'owner', 'amount'),
      value: fc.integer({ min: 0, max: 3 }),
      validAt: instant,
      knownAt: instant,
      recordedAt: fc.integer({ min: 0, max: 12 }),
      keptFor: fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 6 })),
    }),
    { maxLength: 10 },
  )
  .map((rows) =>
    rows.map(({ field, value, keptFor, ...row }, index): Change => ({
      ...row,
      id: String(index).padStart(3, '0'),
      patch: { [field]: value },
      retractedAt: row.recordedAt + keptFor,
      validDate: null,
      reconstructed: false,
    })),
  )

/** Replays the changes visible in a view, one by one, in the order in which they apply. */
function replay(all: readonly Change[], view: View): Record<string, unknown> | null {
  const visible = all.filter(
    (c) =>
      c.validAt <= view.valid &&
      c.knownAt <= view.known &&
      c.recordedAt <= view.recorded &&
      view.recorded < c.retractedAt,
  )
  if (visible.length === 0) return null
  const state: Record<string, unknown> = {}
  const sorted = [...visible].sort(
    (a, b) =>
      cmp(a.validAt, b.validAt) || cmp(a.knownAt, b.knownAt) || cmp(a.recordedAt, b.recordedAt) || cmp(a.id, b.id),
  )
  for (const change of sorted) Object.assign(state, change.patch)
  return state
}

const cmp = (a: number | string, b: number | string) => (a < b ? -1 : a > b ? 1 : 0)

test('every view lies in at most one box, and the box holds what replaying the visible changes gives', () => {
  fc.assert(
    fc.property(
      changes,
      fc.array(fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: -1, max: 20 }))), { minLength: 20, maxLength: 40 }),
      (all, points) => {
        const boxes = fold(all, () => mergePatches)
        for (const [valid, known, recorded] of points) {
          const view = { valid: valid!, known: known!, recorded: recorded! }
          const held = boxes.filter((box) => contains(box, view))
          expect(held.length).toBeLessThanOrEqual(1)
          expect(held[0]?.state ?? null).toEqual(replay(all, view))
        }
      },
    ),
    { numRuns: 300 },
  )
})

test('the order in which changes are given does not matter', () => {
  fc.assert(
    fc.property(
      changes.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        const key = (rows: readonly Change[]) =>
          fold(rows, () => mergePatches)
            .map((box) => JSON.stringify([box, String(box.validFrom)]))
            .toSorted()
        expect(key(shuffled)).toEqual(key(all))
      },
    ),
  )
})

test('going on from what was folded before gives what folding anew gives', () => {
  /** remembers since when its stage is what it is, so that a state depends on all before it */
  const remembering: Reduce<Record<string, unknown>> = (previous, some, at) => {
    if (previous === null && some.length === 0) return null
    const merged = Object.assign({}, previous, ...some.map((change) => change.patch)) as Record<string, unknown>
    return merged['stage'] === previous?.['stage'] ? merged : { ...merged, since: String(at) }
  }
  const extra = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 3 })
  fc.assert(
    fc.property(changes, extra, extra, (all, valid, known) => {
      const breakpoints = { valid, known, recorded: [] }
      const another = (): typeof remembering => (previous, some, at) => remembering(previous, some, at)
      const anew = fold(all, another, breakpoints)
      expect(fold(all, () => remembering, breakpoints)).toEqual(anew)
    }),
    { numRuns: 500 },
  )
})

test('what was known before a first import needs no record here; from then on it does', () => {
  expect(viewOf(50, null, 100)).toEqual({ valid: 50, known: LATEST, recorded: LATEST })
  expect(viewOf(50, 60, 100)).toEqual({ valid: 50, known: 60, recorded: LATEST })
  expect(viewOf(50, 100, 100)).toEqual({ valid: 50, known: 100, recorded: 100 })
  expect(viewOf(50, 120, null)).toEqual({ valid: 50, known: 120, recorded: LATEST })
})
