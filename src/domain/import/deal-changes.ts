import type { Instant, LocalDate } from '../instant.ts'
import type { DealFields, DealStatus } from '../deal/state.ts'
import type { Change } from '../span/box.ts'

/** What one row of a deal list says of a deal, references resolved. Fields absent from `fields` were in no column. */
export interface DealSnapshot {
  readonly fields: DealFields
  /** kind of the stated stage; null where the row states none */
  readonly status: DealStatus | null
  readonly created: { readonly at: Instant; readonly date: LocalDate | null } | null
  /** the start of the close date in the import's zone */
  readonly close: { readonly at: Instant; readonly date: LocalDate } | null
  /** newest system stamp of the row */
  readonly modifiedAt: Instant | null
}

export interface DealChangesInput {
  readonly snapshot: DealSnapshot
  /** what sources have said of this deal before, history rows of this import included; retracted ones left out */
  readonly said: readonly Change[]
  /** when the newest export taken before this one that held this deal was taken */
  readonly previousTakenAt: Instant | null
  /** when the oldest export taken after this one, but imported before it, was taken */
  readonly nextTakenAt: Instant | null
  readonly takenAt: Instant
  /** local date of `takenAt` in the import's zone */
  readonly takenDate: LocalDate
  /** the start of that date in the zone */
  readonly takenDayStart: Instant
  /** fields whose every change the source records: no history row means never changed */
  readonly tracked: ReadonlySet<string>
  /** the source stamps creation itself, so the business knew of the deal from then on */
  readonly creationStamped: boolean
}

export type PlannedChange = Pick<Change, 'patch' | 'validAt' | 'knownAt' | 'reconstructed'> & {
  readonly validDate: LocalDate | null
}

/**
 * Turns a row of an export into ledger changes (architecture.md 3 Ledger; metrics.md Deal outcome):
 * a field without history holds its present value from creation; a closed deal without stage history is open, stage
 * unknown, until its outcome; what a newer export says differently became so between the two.
 */
export function planDealChanges(input: DealChangesInput): PlannedChange[] {
  const born = input.said.some((change) => change.patch['created'] === true)
  if (!born) return planCreation(input)
  const changes = planUpdate(input)
  return [...changes, ...restored(input, changes)]
}

/** An older export imported after a newer one says nothing of the time from the newer one on. */
function restored(input: DealChangesInput, changes: readonly PlannedChange[]): PlannedChange[] {
  const { nextTakenAt } = input
  if (nextTakenAt === null) return []
  const fields = new Set(changes.flatMap(({ patch }) => Object.keys(patch)))
  const patch = Object.fromEntries(
    [...fields].flatMap((field) => {
      const moved = input.said.some((change) => field in change.patch && change.validAt > input.takenAt)
      const last = lastSaid(input.said, field)
      return moved || last === undefined ? [] : [[field, last]]
    }),
  )
  if (Object.keys(patch).length === 0) return []
  return [{ patch, validAt: nextTakenAt, validDate: null, knownAt: nextTakenAt, reconstructed: true }]
}

function planCreation(input: DealChangesInput): PlannedChange[] {
  const { snapshot, takenAt, tracked } = input
  const creation = creationOf(input)
  const changes: PlannedChange[] = [
    {
      patch: { created: true, externalId: snapshot.fields.externalId ?? null },
      validAt: creation.at,
      validDate: creation.date,
      reconstructed: creation.inferred,
      knownAt: input.creationStamped && !creation.inferred ? creation.at : takenAt,
    },
  ]
  const fromCreation = { validAt: creation.at, validDate: creation.date }
  const kept: Record<string, unknown> = {}
  const neverChanged: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(snapshot.fields)) {
    if (field === 'externalId' || field === 'stageId' || field === 'outcome') continue
    const last = lastSaid(input.said, field)
    if (last === undefined) (tracked.has(field) ? neverChanged : kept)[field] = value
    else if (!same(last, value)) changes.push(stated(input, { [field]: value }))
  }
  if (Object.keys(kept).length > 0)
    changes.push({ patch: kept, ...fromCreation, knownAt: takenAt, reconstructed: true })
  if (Object.keys(neverChanged).length > 0) {
    changes.push({ patch: neverChanged, ...fromCreation, knownAt: creation.at, reconstructed: false })
  }
  changes.push(...stageChanges(input, creation.at))
  return changes
}

function stageChanges(input: DealChangesInput, createdAt: Instant): PlannedChange[] {
  const { snapshot, takenAt, said } = input
  const patch = stagePatch(snapshot.fields)
  if (patch === null) return []
  const last = lastSaid(said, 'stageId')
  if (last !== undefined) return same(last, patch['stageId']) && patch['outcome'] == null ? [] : [stated(input, patch)]
  if (snapshot.status === 'open' || snapshot.status === null) {
    return [{ patch, validAt: createdAt, validDate: null, knownAt: takenAt, reconstructed: true }]
  }
  const outcome = outcomeMoment(input, createdAt)
  return [{ patch, validAt: outcome.at, validDate: outcome.date, knownAt: takenAt, reconstructed: true }]
}

function planUpdate(input: DealChangesInput): PlannedChange[] {
  const { snapshot, previousTakenAt } = input
  const differing = Object.entries(snapshot.fields).filter(
    ([field, value]) =>
      field !== 'stageId' && field !== 'outcome' && !same(lastSaid(before(input), field) ?? null, value),
  )
  const fields = Object.fromEntries(differing)
  const patch = stagePatch(snapshot.fields)
  const last = lastSaid(before(input), 'stageId') ?? null
  const moved = patch !== null && (!same(last, patch['stageId']) || patch['outcome'] != null)
  const decided = moved && snapshot.status !== 'open' && snapshot.status !== null && !hasStageHistory(input)
  if (decided) {
    // what became different together with the outcome was so at the outcome: its owner and amount are those of the row
    const outcome = outcomeMoment(input, previousTakenAt ?? -Infinity)
    return [
      {
        patch: { ...fields, ...patch },
        validAt: outcome.at,
        validDate: outcome.date,
        knownAt: input.takenAt,
        reconstructed: true,
      },
    ]
  }
  return [...(differing.length === 0 ? [] : [stated(input, fields)]), ...(moved ? [stated(input, patch)] : [])]
}

/** Whether the source itself has recorded a stage since the export before this one. */
function hasStageHistory({ said, previousTakenAt }: DealChangesInput): boolean {
  return said.some(
    (change) => !change.reconstructed && 'stageId' in change.patch && change.knownAt > (previousTakenAt ?? -Infinity),
  )
}

/** What had been said of the deal by the time the export was taken. */
function before(input: DealChangesInput): readonly Change[] {
  return input.said.filter((change) => change.validAt <= input.takenAt)
}

/** A value that the export states without saying since when: since the row's stamp, else since the export. */
function stated(input: DealChangesInput, patch: Readonly<Record<string, unknown>>): PlannedChange {
  const stamp = input.snapshot.modifiedAt
  const newest = Math.max(input.previousTakenAt ?? -Infinity, ...lastMoves(before(input), Object.keys(patch)))
  const usable = stamp !== null && stamp > newest && stamp <= input.takenAt
  return {
    patch,
    validAt: usable ? stamp : Math.max(input.takenAt, newest),
    validDate: null,
    knownAt: input.takenAt,
    reconstructed: false,
  }
}

/** The day of an outcome without history: the close date, but not before the deal was last seen open nor after the export. */
function outcomeMoment(input: DealChangesInput, earliest: Instant): { at: Instant; date: LocalDate | null } {
  const { snapshot, takenAt } = input
  if (snapshot.close === null || snapshot.close.at > takenAt)
    return { at: Math.max(input.takenDayStart, earliest), date: input.takenDate }
  if (snapshot.close.at < earliest) return { at: earliest, date: null }
  return { at: snapshot.close.at, date: snapshot.close.date }
}

interface Creation {
  readonly at: Instant
  readonly date: LocalDate | null
  readonly inferred: boolean
}

/** A deal without a creation date exists from its first history row, else its earliest date, else the export. */
function creationOf({ snapshot, said, takenAt }: DealChangesInput): Creation {
  if (snapshot.created !== null) return { ...snapshot.created, inferred: false }
  const first = said.reduce(
    (earliest, change) => Math.min(earliest, Number.isFinite(change.validAt) ? change.validAt : Infinity),
    Infinity,
  )
  if (first < Infinity) return { at: first, date: null, inferred: true }
  if (snapshot.close !== null && snapshot.close.at <= takenAt) return { ...snapshot.close, inferred: true }
  return { at: takenAt, date: null, inferred: true }
}

function stagePatch(fields: DealFields): Record<string, unknown> | null {
  if (fields.stageId === undefined && fields.outcome === undefined) return null
  return {
    ...(fields.stageId !== undefined && { stageId: fields.stageId }),
    ...(fields.outcome !== undefined && { outcome: fields.outcome }),
  }
}

/** The value of a field by the last change that names it; undefined where none does. */
function lastSaid(said: readonly Change[], field: string): unknown {
  let last: Change | undefined
  for (const change of said) {
    if (!(field in change.patch)) continue
    if (last === undefined || change.validAt > last.validAt || (change.validAt === last.validAt && change.id > last.id))
      last = change
  }
  return last?.patch[field]
}

function lastMoves(said: readonly Change[], fields: readonly string[]): Instant[] {
  return said.filter((change) => fields.some((field) => field in change.patch)).map((change) => change.validAt)
}

function same(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b))
}
