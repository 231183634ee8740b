import type { Db } from '../../db/client.ts'
import type { Instant } from '../../domain/instant.ts'
import { instantText } from '../../domain/instant.ts'

/** What a human decided for files of one shape: the next export of that shape is not asked about again. */
export interface SavedMapping {
  /** what the file was called */
  readonly name?: string
  /** an entry of a mapping file, as the file source reads it; null where nobody edited one */
  readonly entry: unknown
  readonly answers: Readonly<Record<string, string>>
}

export async function saveMapping(
  tx: Db,
  orgId: string,
  fingerprint: string,
  saved: SavedMapping,
  now: Instant,
): Promise<void> {
  const row = { mapping: JSON.stringify(saved), updated_at: instantText(now) }
  await tx
    .insertInto('saved_mapping')
    .values({ org_id: orgId, fingerprint, ...row })
    .onConflict((conflict) => conflict.columns(['org_id', 'fingerprint']).doUpdateSet(row))
    .execute()
}

/** What was saved under these fingerprints. */
export async function readSavedMappings(
  db: Db,
  orgId: string,
  fingerprints: readonly string[],
): Promise<Map<string, SavedMapping>> {
  if (fingerprints.length === 0) return new Map()
  const rows = await db
    .selectFrom('saved_mapping')
    .select(['fingerprint', 'mapping'])
    .where('org_id', '=', orgId)
    .where('fingerprint', 'in', fingerprints)
    .execute()
  return new Map(rows.map((row) => [row.fingerprint, row.mapping as SavedMapping]))
}
