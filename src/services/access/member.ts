import type { AccessLevel } from '#domain/access/permission.ts'
import type { Db } from '#db/client.ts'

export interface Membership {
  readonly orgId: string
  readonly orgName: string
  readonly level: AccessLevel
  readonly personId: string | null
}

/** The oldest active membership of a user: the organisation that a session opens. */
export async function membershipOf(db: Db, userId: string): Promise<Membership | null> {
  const row = await db
    .selectFrom('member')
    .innerJoin('org', 'org.org_id', 'member.org_id')
    .select(['member.org_id', 'org.name', 'member.level', 'member.person_id'])
    .where('member.user_id', '=', userId)
    .where('member.active', '=', true)
    .orderBy('member.created_at')
    .orderBy('member.org_id')
    .limit(1)
    .executeTakeFirst()
  return row ? { orgId: row.org_id, orgName: row.name, level: row.level, personId: row.person_id } : null
}
