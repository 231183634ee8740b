import { sql } from 'kysely'
import type { Instant } from '../domain/instant.ts'
import type { MergeKind } from '../domain/merge/references.ts'
import type { Db } from './client.ts'

export interface Merge {
  readonly id: string
  readonly kind: MergeKind
  readonly from: string
  readonly into: string
  readonly recordedAt: Instant
  /** users whose login went to the survivor */
  readonly logins: readonly string[]
  /** imports of a mailbox or calendar that went to the survivor */
  readonly uploads: readonly string[]
}

/** The merges that stand, oldest first. */
export async function readMerges(db: Db, orgId: string): Promise<Merge[]> {
  const rows = await db
    .selectFrom('change as c')
    .select(['c.id', 'c.entity_id', 'c.patch', 'c.recorded_at'])
    .where('c.org_id', '=', orgId)
    .where('c.kind', '=', 'merge')
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('retraction as r')
            .select(sql<number>`1`.as('one'))
            .whereRef('r.org_id', '=', 'c.org_id')
            .whereRef('r.import_id', '=', 'c.import_id'),
        ),
      ),
    )
    .orderBy('c.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.patch['kind'] as MergeKind,
    from: row.entity_id,
    into: String(row.patch['into']),
    recordedAt: row.recorded_at,
    logins: textsOf(row.patch['logins']),
    uploads: textsOf(row.patch['uploads']),
  }))
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}

/** Which entity stands for an id today: its survivor where it was merged, else itself. */
export async function readSurvivors(db: Db, orgId: string): Promise<(id: string) => string> {
  const into = new Map((await readMerges(db, orgId)).map((merge) => [merge.from, merge.into]))
  return (id) => {
    let survivor = id
    for (let next = into.get(id); next !== undefined; next = into.get(next)) survivor = next
    return survivor
  }
}
