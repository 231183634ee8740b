import { sql } from 'kysely'
import type { Db } from './client.ts'
import { readSurvivors } from './merges.ts'
import { insertRows } from './insert.ts'
import type { SourceRecordTable } from './schema.ts'

const MAX_ROWS = 5_000

export interface SourceRecord {
  readonly externalId: string
  readonly entityId: string
  readonly rowHash: string | null
  /** the newest import that held this row unchanged */
  readonly seenIn: string | null
}

/** What a source calls these ids of one kind, by external id; a merged entity's ids lead to its survivor. */
export async function readSourceRecords(
  db: Db,
  orgId: string,
  source: string,
  kind: string,
  externalIds: readonly string[],
): Promise<Map<string, SourceRecord>> {
  if (externalIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('source_record')
    .select(['external_id as externalId', 'entity_id as entityId', 'row_hash as rowHash', 'seen_in as seenIn'])
    .where('org_id', '=', orgId)
    .where('source', '=', source)
    .where('kind', '=', kind)
    .where('external_id', '=', sql<string>`any(${[...externalIds]}::text[])`)
    .execute()
  const survivor = await readSurvivors(db, orgId)
  return new Map(
    rows.map((row) => [row.externalId, { ...row, seenIn: row.seenIn ?? null, entityId: survivor(row.entityId) }]),
  )
}

/**
 * Remembers the newest row of ids that are `known`, and ids that are not. Rows go in key order, so concurrent writers
 * cannot deadlock.
 */
export async function saveSourceRecords(
  db: Db,
  rows: readonly SourceRecordTable[],
  known: { readonly has: (externalId: string) => boolean },
): Promise<void> {
  const sorted = rows.toSorted((a, b) => (a.external_id < b.external_id ? -1 : 1))
  const added = sorted.filter((row) => !known.has(row.external_id))
  if (added.length > 0) await insertRows(db, 'source_record', added)
  const changed = sorted.filter((row) => known.has(row.external_id))
  for (let start = 0; start < changed.length; start += MAX_ROWS) {
    const batch = JSON.stringify(changed.slice(start, start + MAX_ROWS))
    await sql`
      insert into source_record (org_id, source, kind, external_id, entity_id, row_hash, import_id)
      select org_id, source, kind, external_id, entity_id, row_hash, import_id
      from json_populate_recordset(null::source_record, ${batch}::json)
      on conflict (org_id, source, kind, external_id) do update set row_hash = excluded.row_hash
    `.execute(db)
  }
}

/** Remembers that an import held these rows as they were. */
export async function markSeen(
  db: Db,
  at: { readonly orgId: string; readonly source: string; readonly kind: string; readonly importId: string },
  externalIds: readonly string[],
): Promise<void> {
  if (externalIds.length === 0) return
  await db
    .updateTable('source_record')
    .set({ seen_in: at.importId })
    .where('org_id', '=', at.orgId)
    .where('source', '=', at.source)
    .where('kind', '=', at.kind)
    .where(sql<boolean>`external_id = any(${[...externalIds]}::text[])`)
    .execute()
}

/** Makes the next row of these entities count as changed. */
export async function forgetRowHashes(db: Db, orgId: string, entityIds: readonly string[]): Promise<void> {
  if (entityIds.length === 0) return
  await sql`
    update source_record set row_hash = null where org_id = ${orgId} and entity_id = any(${[...entityIds]}::uuid[])
  `.execute(db)
}

/** `id hash` of each row of a source and kind that a file gave beside the row that counted. */
export async function readRepeats(db: Db, orgId: string, source: string, kind: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('source_repeat')
    .select(['external_id', 'row_hash'])
    .where('org_id', '=', orgId)
    .where('source', '=', source)
    .where('kind', '=', kind)
    .execute()
  return new Set(rows.map((row) => `${row.external_id} ${row.row_hash}`))
}
