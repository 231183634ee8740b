import type { Instant } from '../instant.ts'
import type { Box, Change } from './box.ts'

/**
 * Carries an entity from one instant to the next. `changes` are those valid from exactly `at`, oldest knowledge first;
 * none at an extra breakpoint. Returns null while the entity does not exist.
 */
export type Reduce<S> = (previous: S | null, changes: readonly Change[], at: Instant) => S | null

/** Instants beyond an entity's own changes at which its folded state can differ, e.g. edits of a stage map. */
export interface Breakpoints {
  readonly valid: readonly Instant[]
  readonly known: readonly Instant[]
  readonly recorded: readonly Instant[]
}

export const NO_BREAKPOINTS: Breakpoints = { valid: [], known: [], recorded: [] }

interface Segment<S> {
  readonly from: Instant
  readonly to: Instant
  readonly state: S | null
}

/**
 * Folds the changes of one entity into boxes that tile valid time x knowledge x record: every view (`viewOf`) lies in
 * at most one box, and that box holds what replaying the changes visible in the view would give.
 * `reduceFor` gives the reducer for one state of knowledge.
 */
export function fold<S>(
  changes: readonly Change[],
  reduceFor: (known: Instant, recorded: Instant) => Reduce<S>,
  extra: Breakpoints = NO_BREAKPOINTS,
): Box<S>[] {
  const done: Box<S>[] = []
  let open: Box<S>[] = []
  const recordedSteps = steps(
    changes.flatMap((c) => [c.recordedAt, c.retractedAt]),
    extra.recorded,
  )
  for (const recorded of recordedSteps) {
    const alive = changes.filter((c) => c.recordedAt <= recorded && recorded < c.retractedAt)
    const plane = foldKnowledge(alive, recorded, reduceFor, extra)
    const before = new Map(open.map((box) => [planeKey(box), box]))
    open = plane.map((box) => {
      const key = planeKey(box)
      const same = before.get(key)
      if (same === undefined) return box
      before.delete(key)
      return same
    })
    for (const gone of before.values()) done.push({ ...gone, recordedTo: recorded })
  }
  return [...done, ...open]
}

/** The boxes in valid time x knowledge under one state of the record. */
function foldKnowledge<S>(
  alive: readonly Change[],
  recorded: Instant,
  reduceFor: (known: Instant, recorded: Instant) => Reduce<S>,
  extra: Breakpoints,
): Box<S>[] {
  const done: Box<S>[] = []
  let open: Box<S>[] = []
  let last: Known<S> | null = null
  const sorted = alive.toSorted(byValidity)
  for (const known of steps(
    alive.map((c) => c.knownAt),
    extra.known,
  )) {
    const visible: Change[] = sorted.filter((c) => c.knownAt <= known)
    const reduce = reduceFor(known, recorded)
    const since = last?.reduce === reduce ? firstNew(last.visible, visible) : -Infinity
    const segments: Segment<S>[] = foldValidity(visible, reduce, extra.valid, since, last?.segments ?? [])
    last = { visible, reduce, segments }
    const before = new Map(open.map((box) => [box.validFrom, box]))
    const next: Box<S>[] = []
    for (const { from, to, state } of segments) {
      if (state === null) continue
      const held = before.get(from)
      if (held !== undefined && held.validTo === to && sameState(held.state, state)) {
        before.delete(from)
        next.push(held)
      } else {
        next.push({
          validFrom: from,
          validTo: to,
          knownFrom: known,
          knownTo: Infinity,
          recordedFrom: recorded,
          recordedTo: Infinity,
          state,
        })
      }
    }
    for (const gone of before.values()) done.push({ ...gone, knownTo: known })
    open = next
  }
  return [...done, ...open]
}

/** What was folded for one state of knowledge. */
interface Known<S> {
  readonly visible: readonly Change[]
  readonly reduce: Reduce<S>
  readonly segments: readonly Segment<S>[]
}

/** When the first change that is not among the earlier ones is valid from; Infinity where there is none. */
function firstNew(earlier: readonly Change[], visible: readonly Change[]): Instant {
  return visible.find((change, index) => change !== earlier[index])?.validAt ?? Infinity
}

/** `earlier` are the segments of fewer changes, which stand until `since`: knowledge grows, and most of it is of late. */
function foldValidity<S>(
  visible: readonly Change[],
  reduce: Reduce<S>,
  extra: readonly Instant[],
  since: Instant,
  earlier: readonly Segment<S>[],
): Segment<S>[] {
  if (since === Infinity) return [...earlier]
  const segments = earlier.filter((segment) => segment.from < since)
  const kept = segments.at(-1)
  if (kept !== undefined) segments[segments.length - 1] = { ...kept, to: Infinity }
  let state: S | null = kept?.state ?? null
  let index = visible.filter((change) => change.validAt < since).length
  for (const at of steps(
    visible.slice(index).map((c) => c.validAt),
    extra.filter((instant) => instant >= since),
  )) {
    const first = index
    while (index < visible.length && visible[index]!.validAt === at) index += 1
    const next = reduce(state, visible.slice(first, index), at)
    const last = segments.at(-1)
    if (last !== undefined && sameState(last.state, next)) continue
    if (last !== undefined) segments[segments.length - 1] = { ...last, to: at }
    segments.push({ from: at, to: Infinity, state: next })
    state = next
  }
  return segments
}

function steps(own: readonly Instant[], extra: readonly Instant[]): Instant[] {
  return [...new Set([...own, ...extra])].filter((instant) => instant < Infinity).toSorted((a, b) => a - b)
}

function byValidity(a: Change, b: Change): number {
  return (
    compare(a.validAt, b.validAt) ||
    compare(a.knownAt, b.knownAt) ||
    compare(a.recordedAt, b.recordedAt) ||
    compare(a.id, b.id)
  )
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const texts = new WeakMap<object, string>()

function textOf(state: object): string {
  let text = texts.get(state)
  if (text === undefined) {
    text = JSON.stringify(state)
    texts.set(state, text)
  }
  return text
}

function sameState(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  return textOf(a) === textOf(b)
}

function planeKey(box: Box<unknown>): string {
  return `${box.validFrom} ${box.validTo} ${box.knownFrom} ${box.knownTo} ${textOf(box.state as object)}`
}

/** Reduces by merging patches: the state is every field's latest value; `deleted: true` ends the entity. */
export const mergePatches: Reduce<Record<string, unknown>> = (previous, changes) => {
  if (changes.length === 0) return previous
  return Object.assign({}, previous, ...changes.map((change) => change.patch)) as Record<string, unknown>
}
