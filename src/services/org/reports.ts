import type { Db } from '../../db/client.ts'
import { inView } from '../../db/spans.ts'
import type { View } from '../../domain/span/box.ts'

/** Persons whose own membership names this manager in the view. */
export async function readDirectReports(db: Db, orgId: string, view: View, managerId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('membership_span as m')
    .select('m.person_id')
    .where('m.org_id', '=', orgId)
    .where('m.manager_id', '=', managerId)
    .where(inView('m', view))
    .orderBy('m.person_id')
    .execute()
  return rows.map((row) => row.person_id)
}
