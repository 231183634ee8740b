import { isCurrent } from '#db/spans.ts'
import type { Ctx } from '#services/context.ts'

/** A person of the demo by its id in the files, with the team of today. */
export async function findPerson(
  { db, orgId }: Ctx,
  externalId: string,
): Promise<{ id: string; name: string; teamId: string | null } | null> {
  const row = await db
    .selectFrom('source_record as r')
    .innerJoin('subject as s', (join) => join.onRef('s.org_id', '=', 'r.org_id').onRef('s.id', '=', 'r.entity_id'))
    .leftJoin('membership_span as m', (join) =>
      join.onRef('m.org_id', '=', 'r.org_id').onRef('m.person_id', '=', 'r.entity_id').on(isCurrent('m')),
    )
    .select(['s.id', 's.name', 'm.team_id as teamId'])
    .where('r.org_id', '=', orgId)
    .where('r.kind', '=', 'person')
    .where('r.external_id', '=', externalId)
    .executeTakeFirst()
  return row === undefined || row.name === null ? null : { id: row.id, name: row.name, teamId: row.teamId }
}
