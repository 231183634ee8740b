import type { Instant, LocalDate } from '../domain/instant.ts'
import type { Db } from './client.ts'

export interface GoalChangeRow {
  readonly goalId: string
  readonly validAt: Instant
  /** null for a correction */
  readonly validDate: LocalDate | null
  readonly recordedAt: Instant
  readonly minor: number
  readonly by: string | null
}

/** What was ever set for the given goals, oldest first, whoever sees it: the ledger has no view. */
export async function goalHistory(db: Db, orgId: string, goalIds: readonly string[]): Promise<GoalChangeRow[]> {
  if (goalIds.length === 0) return []
  const rows = await db
    .selectFrom('change as c')
    .leftJoin('auth_user as u', 'u.id', 'c.actor_id')
    .select([
      'c.entity_id as goalId',
      'c.valid_at as validAt',
      'c.valid_date as validDate',
      'c.recorded_at as recordedAt',
      'c.patch',
      'u.name as by',
    ])
    .where('c.org_id', '=', orgId)
    .where('c.kind', '=', 'goal')
    .where('c.entity_id', 'in', goalIds)
    .orderBy('c.id')
    .execute()
  return rows.map(({ patch, ...row }) => ({ ...row, minor: Number(patch['minor']) }))
}
