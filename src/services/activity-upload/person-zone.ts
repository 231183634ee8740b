import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { at } from '../../db/at.ts'
import { isCurrent } from '../../db/spans.ts'
import type { Instant } from '../../domain/instant.ts'
import { readSettings } from '../org/settings.ts'

/** Where a person's clock hangs: in the zone of their team, else of the organisation. */
export async function zoneOfPerson(db: Db, orgId: string, personId: string, now: Instant): Promise<string> {
  const { rows } = await sql<{ zone: string | null }>`
    select t.state->>'zone' as zone
    from membership_span m
    join span t on t.org_id = m.org_id and t.kind = 'team' and t.entity_id = m.team_id and ${isCurrent('t')}
    where m.org_id = ${orgId} and m.person_id = ${personId} and m.valid_from <= ${at(now)} and m.valid_to > ${at(now)}
      and m.known_to = 'infinity' and m.recorded_to = 'infinity'
    limit 1
  `.execute(db)
  return rows[0]?.zone ?? (await readSettings(db, orgId)).zone
}
