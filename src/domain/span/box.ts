import type { Instant, LocalDate } from '../instant.ts'

/** A patch of one entity's fields, with the three instants of architecture.md 3 (Ledger). */
export interface Change {
  /** sorts changes that share all instants in the order in which they were written */
  readonly id: string
  readonly patch: Readonly<Record<string, unknown>>
  readonly validAt: Instant
  readonly knownAt: Instant
  readonly recordedAt: Instant
  /** Infinity unless withdrawn */
  readonly retractedAt: Instant
  /** the local date where the source gave no time; `validAt` is then the start of that day in the import's zone */
  readonly validDate: LocalDate | null
  /** the instant or the value was inferred, not recorded by the source */
  readonly reconstructed: boolean
  /** made by a person in Leadout, not brought by a source */
  readonly local?: boolean
}

/** Where in valid time, knowledge and record a state holds; each range is closed below and open above. */
export interface Range {
  readonly validFrom: Instant
  readonly validTo: Instant
  readonly knownFrom: Instant
  readonly knownTo: Instant
  readonly recordedFrom: Instant
  readonly recordedTo: Instant
}

export interface Box<S> extends Range {
  readonly state: S
}

/** One point of view: what was true at `valid`, by what had reached us up to `known` and `recorded`. */
export interface View {
  readonly valid: Instant
  readonly known: Instant
  readonly recorded: Instant
}

export function contains(range: Range, view: View): boolean {
  return (
    range.validFrom <= view.valid &&
    view.valid < range.validTo &&
    range.knownFrom <= view.known &&
    view.known < range.knownTo &&
    range.recordedFrom <= view.recorded &&
    view.recorded < range.recordedTo
  )
}

/**
 * The view for an as-of and a known-at instant. Before an organisation's first import nothing had been recorded here,
 * so only the business's own knowledge counts; from then on a change must also have reached Leadout.
 * Without `knownAt` the view is "as it was": everything known today.
 */
export function viewOf(asOf: Instant, knownAt: Instant | null, firstImportAt: Instant | null): View {
  if (knownAt === null) return { valid: asOf, known: LATEST, recorded: LATEST }
  const recorded = firstImportAt === null || knownAt < firstImportAt ? LATEST : knownAt
  return { valid: asOf, known: knownAt, recorded }
}

/** A point inside every range that is open to the future: the last millisecond of the year 9999. */
export const LATEST: Instant = 253_402_300_799_999
