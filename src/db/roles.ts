import type { Instant } from '#domain/instant.ts'
import type { View } from '#domain/span/box.ts'
import type { Db } from './client.ts'
import { inView } from './spans.ts'

/** What a person does, for whom and under whom, at the view's instant. */
export interface RoleRow {
  readonly personId: string
  readonly teamId: string | null
  readonly managerId: string | null
  readonly discipline: string | null
  readonly segment: string | null
  /** `-Infinity`: always */
  readonly roleSince: Instant
}

export async function rolesInView(db: Db, orgId: string, view: View): Promise<RoleRow[]> {
  return db
    .selectFrom('membership_span as m')
    .select([
      'm.person_id as personId',
      'm.team_id as teamId',
      'm.manager_id as managerId',
      'm.discipline',
      'm.segment',
      'm.role_since as roleSince',
    ])
    .where('m.org_id', '=', orgId)
    .where(inView('m', view))
    .orderBy('m.person_id')
    .execute()
}
