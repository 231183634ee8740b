import type { Instant, LocalDate } from '../instant.ts'
import type { Change } from '../span/box.ts'

/** Since when a statement holds. */
export type Dating =
  /** it was never otherwise: describes what is new, or fills in what nobody has said yet */
  | { readonly kind: 'always' }
  | { readonly kind: 'from'; readonly at: Instant; readonly date: LocalDate | null }
  /** it was so from the beginning, and is known only now */
  | { readonly kind: 'correction' }

/** What one entry of a document says of one entity. */
export interface Statement {
  readonly patch: Readonly<Record<string, unknown>>
  readonly dating: Dating
}

export type PlannedStatement = Pick<Change, 'patch' | 'validAt' | 'validDate' | 'knownAt'>

/** An undated statement contradicts what is held; it must say from a date or correction. */
export interface Contradiction {
  readonly statement: number
  readonly field: string
  readonly held: unknown
}

type Said = Pick<Change, 'patch' | 'validAt' | 'knownAt' | 'recordedAt' | 'id'>

/** The fields of an entity at one instant, by the changes given; null before the first. */
export function stateAt(said: readonly Said[], at: Instant): Record<string, unknown> | null {
  const past = said.filter((change) => change.validAt <= at).toSorted(byValidity)
  return past.length === 0 ? null : Object.assign({}, ...past.map((change) => change.patch))
}

/** The instants at which anything was said of an entity, in order. */
export function instantsOf(said: readonly Said[]): Instant[] {
  return [...new Set(said.map((change) => change.validAt))].toSorted((a, b) => a - b)
}

/**
 * The ledger changes that make an entity be as the statements say, and nothing else: what is so already adds no change.
 * `said` are the changes that stand. The first description of an entity says what the business knew all along, so it
 * is known from when it holds; an edit is known at `now` (architecture.md 3 Every dated edit asks).
 */
export function planStatements(
  said: readonly Said[],
  statements: readonly Statement[],
  now: Instant,
): { readonly changes: readonly PlannedStatement[]; readonly contradictions: readonly Contradiction[] } {
  const planned: (PlannedStatement & Said)[] = []
  const contradictions: Contradiction[] = []
  const describes = new Set(
    said.flatMap((change) => Object.keys(change.patch).filter((field) => change.patch[field] != null)),
  )
  const write = (
    patch: Record<string, unknown>,
    validAt: Instant,
    validDate: LocalDate | null,
    correction: boolean,
  ) => {
    const fields = Object.keys(patch)
    if (fields.length === 0) return
    const edits = correction || fields.some((field) => describes.has(field) && !HOUSEKEEPING.has(field))
    const before = said.filter((change) => change.validAt === validAt && fields.some((field) => field in change.patch))
    const knownAt = Math.max(edits ? now : Math.min(validAt, now), ...before.map((change) => change.knownAt))
    planned.push({
      patch,
      validAt,
      validDate,
      knownAt,
      recordedAt: Infinity,
      id: String(planned.length).padStart(9, '0'),
    })
  }
  const all = (): Said[] => [...said, ...planned]
  const order = statements.map((statement, index) => ({ ...statement, index })).toSorted(byDating)

  for (const { patch, dating, index } of order) {
    if (dating.kind === 'from') {
      write(differing(patch, stateAt(all(), dating.at)), dating.at, dating.date, false)
      continue
    }
    const start = instantsOf(all())[0] ?? -Infinity
    if (dating.kind === 'correction' && said.length > 0) {
      for (const at of new Set([start, ...instantsOf(all())])) {
        const stated = at === start ? patch : pick(patch, saidAt(all(), at))
        write(differing(stated, stateAt(all(), at)), at, null, true)
      }
      continue
    }
    const first = stateAt(all(), start)
    const last = stateAt(all(), Infinity)
    const fresh: Record<string, unknown> = {}
    for (const [field, value] of Object.entries(differing(patch, first))) {
      if (said.length === 0 || !describes.has(field)) fresh[field] = value
      else if (!same(last?.[field], value))
        contradictions.push({ statement: index, field, held: last?.[field] ?? null })
    }
    write(fresh, start, null, false)
  }
  return {
    changes: planned.map(({ patch, validAt, validDate, knownAt }) => ({ patch, validAt, validDate, knownAt })),
    contradictions,
  }
}

/** Fields that an import writes of itself and that describe nothing. */
const HOUSEKEEPING = new Set(['employed', 'externalId'])

function byDating(a: Statement & { index: number }, b: Statement & { index: number }): number {
  return rank(a.dating) - rank(b.dating) || instantOf(a.dating) - instantOf(b.dating) || a.index - b.index
}

function rank(dating: Dating): number {
  return dating.kind === 'always' ? 0 : dating.kind === 'from' ? 1 : 2
}

function instantOf(dating: Dating): number {
  return dating.kind === 'from' ? dating.at : 0
}

function saidAt(said: readonly Said[], at: Instant): Set<string> {
  return new Set(said.filter((change) => change.validAt === at).flatMap((change) => Object.keys(change.patch)))
}

function pick(patch: Readonly<Record<string, unknown>>, fields: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(patch).filter(([field]) => fields.has(field)))
}

function differing(
  patch: Readonly<Record<string, unknown>>,
  state: Record<string, unknown> | null,
): Record<string, unknown> {
  if (state === null) return { ...patch }
  return Object.fromEntries(Object.entries(patch).filter(([field, value]) => !same(state[field], value)))
}

/** Absent is the same as empty; of two objects the order of keys does not matter. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b || (a == null && b == null)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every((key) => same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
}

function byValidity(a: Said, b: Said): number {
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
