import { sql } from 'kysely'
import type { Instant, LocalDate } from '../domain/instant.ts'
import { instantText } from '../domain/instant.ts'
import type { Change } from '../domain/span/box.ts'
import type { LedgerKind } from '../domain/world/kinds.ts'
import type { Db } from './client.ts'
import { insertRows } from './insert.ts'

/** A change as written; `id` is made by the caller so that changes sort in the order meant. */
export interface NewChange {
  readonly id: string
  readonly kind: LedgerKind | 'merge' | 'member' | 'wallboard' | 'savedView' | 'retention'
  readonly entityId: string
  readonly patch: Readonly<Record<string, unknown>>
  readonly validAt: Instant
  readonly validDate?: LocalDate | null
  readonly knownAt: Instant
  readonly reconstructed?: boolean
  readonly importId?: string | null
  readonly actorId?: string | null
  /** `salesforce`, `file`, `leadout` ... */
  readonly source: string
}

export async function appendChanges(
  db: Db,
  orgId: string,
  recordedAt: Instant,
  changes: readonly NewChange[],
): Promise<void> {
  const recorded = instantText(recordedAt)
  await insertRows(
    db,
    'change',
    changes.map((change) => ({
      org_id: orgId,
      id: change.id,
      kind: change.kind,
      entity_id: change.entityId,
      patch: change.patch,
      valid_at: instantText(change.validAt),
      valid_date: change.validDate ?? null,
      known_at: instantText(change.knownAt),
      recorded_at: recorded,
      reconstructed: change.reconstructed ?? false,
      import_id: change.importId ?? null,
      actor_id: change.actorId ?? null,
      source: change.source,
    })),
  )
}

export interface LedgerChange extends Change {
  readonly entityId: string
  readonly importId: string | null
  readonly source: string
}

/** Every change of the given entities, retractions applied to `retractedAt`, grouped by entity, oldest written first. */
export async function readChanges(
  db: Db,
  orgId: string,
  kind: LedgerKind,
  entityIds: readonly string[],
): Promise<Map<string, LedgerChange[]>> {
  if (entityIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('change')
    .select([
      'id',
      'entity_id',
      'patch',
      'valid_at',
      'valid_date',
      'known_at',
      'recorded_at',
      'reconstructed',
      'import_id',
      'source',
    ])
    .where('org_id', '=', orgId)
    .where('kind', '=', kind)
    .where('entity_id', '=', sql<string>`any(${[...entityIds]}::uuid[])`)
    .orderBy('entity_id')
    .orderBy('id')
    .execute()
  const retracted = await readRetractions(db, orgId)
  const groups = new Map<string, LedgerChange[]>(entityIds.map((id) => [id, []]))
  for (const row of rows) {
    const withdrawn = [row.id, row.import_id].flatMap((id) => retracted.get(id ?? '') ?? [])
    groups.get(row.entity_id)!.push({
      id: row.id,
      entityId: row.entity_id,
      patch: row.patch,
      validAt: row.valid_at,
      validDate: row.valid_date,
      knownAt: row.known_at,
      recordedAt: row.recorded_at,
      // an import that was undone and done again stands by what it wrote the second time
      retractedAt: Math.min(Infinity, ...withdrawn.filter((instant) => instant >= row.recorded_at)),
      reconstructed: row.reconstructed,
      local: row.source === 'leadout' && row.import_id === null,
      importId: row.import_id,
      source: row.source,
    })
  }
  return groups
}

/** Retraction instants by the id of the change or import withdrawn. */
async function readRetractions(db: Db, orgId: string): Promise<Map<string, Instant[]>> {
  const rows = await db
    .selectFrom('retraction')
    .select(['change_id', 'import_id', 'recorded_at'])
    .where('org_id', '=', orgId)
    .execute()
  const instants = new Map<string, Instant[]>()
  for (const { change_id, import_id, recorded_at } of rows) {
    const id = (change_id ?? import_id)!
    instants.set(id, [...(instants.get(id) ?? []), recorded_at])
  }
  return instants
}

/** Entities of a kind that have any change, or those of one import, in id order, `limit` after `after`. */
export async function readEntityIds(
  db: Db,
  orgId: string,
  kind: LedgerKind,
  options: { importId?: string; after?: string; limit: number },
): Promise<string[]> {
  let query = db
    .selectFrom('change')
    .select('entity_id')
    .distinct()
    .where('org_id', '=', orgId)
    .where('kind', '=', kind)
  if (options.importId !== undefined) query = query.where('import_id', '=', options.importId)
  if (options.after !== undefined) query = query.where('entity_id', '>', options.after)
  const rows = await query.orderBy('entity_id').limit(options.limit).execute()
  return rows.map((row) => row.entity_id)
}
