import type { StaleDays } from '../../db/activity-days.ts'
import type { Db } from '../../db/client.ts'
import type { LocalDate, Instant } from '../../domain/instant.ts'
import type { CellValue, FilePlan, ImportRecord, Problem, Question, TimeValue } from '../../domain/import/record.ts'
import type { NewChange } from '../../db/ledger.ts'
import { appendChanges } from '../../db/ledger.ts'
import type { LedgerKind } from '../../domain/world/kinds.ts'
import { refold } from '../ledger/refold.ts'
import { localDate, startOfDate } from '../org/view.ts'
import type { MaybeSet } from './maybe-set.ts'
import type { Repeats } from './repeats.ts'

export interface ObjectCounts {
  new: number
  changed: number
  unchanged: number
  duplicate: number
  rejected: number
  cellProblems: number
}

/** What one applying carries from step to step. Everything in it lives and dies with one transaction. */
export interface ImportRun {
  readonly db: Db
  readonly orgId: string
  readonly importId: string
  readonly actorId: string | null
  readonly recordedAt: Instant
  readonly takenAt: Instant
  readonly zone: string
  readonly currency: string
  /** an export taken later has been imported before this one */
  readonly late: boolean
  /** declared complete: what is absent from it is gone */
  readonly complete: boolean
  /** source key of a file's records: its vendor */
  readonly sourceOf: (fileNo: number) => string
  /** every vendor whose files are in this import: their ids resolve in each other's references */
  readonly sources: readonly string[]
  readonly counts: Map<string, ObjectCounts>
  readonly touched: Map<LedgerKind, Set<string>>
  readonly problem: (problem: Problem) => void
  /**
   * The answer given, else null; a question without an answer stops the import before anything is written. Its words
   * are made once, however many rows ask it.
   */
  readonly ask: (key: string, question: () => Promise<Question>) => Promise<string | null>
  /** the cells of a staged row by header */
  readonly cellsOf: (fileNo: number, row: number) => Promise<Readonly<Record<string, string>>>
  /** a staged row, read again; null where it is none */
  readonly recordOf: (fileNo: number, row: number) => Promise<ImportRecord | null>
  /** see `repeats.ts` */
  readonly repeats: Repeats
  /** records that wait for the end of their object's files */
  readonly deferred: ImportRecord[]
  /** by source: the ids of activities that this import has written, where nothing else is held; else null */
  readonly activityIds: Map<string, MaybeSet | null>
  /** activities that this import holds unchanged, of a source that has repeats */
  readonly met: Set<string>
  /** persons and days whose activities this import adds to or corrects */
  readonly stale: StaleDays
  /** files say where everyone belonged: a list of users adds nothing to that */
  readonly memberships: boolean
  /** the files of an object are read, and what was deferred is settled */
  settling: boolean
  readonly fileName: (fileNo: number) => string
  readonly file: (fileNo: number) => FilePlan
  /** a plain decimal amount, as field histories write it, in minor units of the import's currency; null if unreadable */
  readonly readMinor: (text: string) => number | null
}

export function countsOf(run: ImportRun, object: string): ObjectCounts {
  let counts = run.counts.get(object)
  if (counts === undefined) {
    counts = { new: 0, changed: 0, unchanged: 0, duplicate: 0, rejected: 0, cellProblems: 0 }
    run.counts.set(object, counts)
  }
  return counts
}

/** A change of this import; instants and origin are filled in where the caller does not say otherwise. */
export type ImportChange = Omit<NewChange, 'importId' | 'actorId' | 'knownAt'> & { readonly knownAt?: Instant }

export async function write(run: ImportRun, changes: readonly ImportChange[]): Promise<void> {
  if (changes.length === 0) return
  const stamped = changes.map((change) => ({
    ...change,
    knownAt: change.knownAt ?? run.takenAt,
    importId: run.importId,
    actorId: run.actorId,
  }))
  await appendChanges(run.db, run.orgId, run.recordedAt, stamped)
  for (const { kind, entityId } of changes) touch(run, kind as LedgerKind, entityId)
}

function touch(run: ImportRun, kind: LedgerKind, entityId: string): void {
  let ids = run.touched.get(kind)
  if (ids === undefined) {
    ids = new Set()
    run.touched.set(kind, ids)
  }
  ids.add(entityId)
}

/** Folds what has been touched of these kinds so far, so that the next step can read it. */
export async function settle(run: ImportRun, kinds: readonly LedgerKind[]): Promise<void> {
  for (const kind of kinds) {
    const ids = run.touched.get(kind)
    if (ids === undefined || ids.size === 0) continue
    await refold(run.db, run.orgId, kind, ids)
    run.touched.delete(kind)
  }
}

export function textOf(record: ImportRecord, field: string): string | null {
  const value = record.values[field]
  return value === undefined || value === null || typeof value === 'object' ? null : String(value)
}

export function isTime(value: CellValue | null | undefined): value is TimeValue {
  return typeof value === 'object' && value !== null && ('date' in value || 'at' in value)
}

export interface Moment {
  readonly at: Instant
  /** set where the source gave no time */
  readonly date: LocalDate | null
}

/** A time cell as an instant; a bare date starts with its day in the import's zone. */
export function momentOf(run: { readonly zone: string }, value: CellValue | null | undefined): Moment | null {
  if (!isTime(value)) return null
  return 'date' in value ? { at: startOfDate(value.date, run.zone), date: value.date } : { at: value.at, date: null }
}

export function dateOf(run: { readonly zone: string }, value: CellValue | null | undefined): LocalDate | null {
  if (!isTime(value)) return null
  return 'date' in value ? value.date : localDate(value.at, run.zone)
}

export function minorOf(value: CellValue | null | undefined): number | null {
  return typeof value === 'object' && value !== null && 'minor' in value ? value.minor : null
}

export function currencyOf(record: ImportRecord, field: string): string | null {
  const value = record.values[field]
  const own = typeof value === 'object' && value !== null && 'minor' in value ? value.currency : undefined
  return own ?? textOf(record, 'currency')
}
