import { sql } from 'kysely'
import type { Instant } from '../domain/instant.ts'
import type { View } from '../domain/span/box.ts'
import type { StateOf } from '../domain/world/kinds.ts'
import { at } from './at.ts'
import type { Db } from './client.ts'
import { inView, knownIn } from './spans.ts'

export interface MemberRow {
  readonly personId: string
  readonly teamId: string | null
  readonly office: string | null
  readonly validFrom: Instant
  readonly validTo: Instant
}

/** Memberships that had begun by the view's instant and lasted beyond `after`. */
export async function membershipsSince(db: Db, orgId: string, view: View, after: Instant): Promise<MemberRow[]> {
  return db
    .selectFrom('membership_span as m')
    .select([
      'm.person_id as personId',
      'm.team_id as teamId',
      'm.office',
      'm.valid_from as validFrom',
      'm.valid_to as validTo',
    ])
    .where('m.org_id', '=', orgId)
    .where('m.valid_from', '<=', at(view.valid))
    .where('m.valid_to', '>', at(after))
    .where(knownIn('m', view))
    .orderBy('m.person_id')
    .orderBy('m.valid_from')
    .execute()
}

export interface DatedRow<S> {
  readonly id: string
  readonly state: S
  readonly validFrom: Instant
  readonly validTo: Instant
}

/** What entities of a kind were, stretch by stretch, up to the view's instant and beyond `after`; oldest first. */
export async function historySince<K extends 'team' | 'goal'>(
  db: Db,
  orgId: string,
  kind: K,
  view: View,
  after: Instant,
): Promise<DatedRow<StateOf<K>>[]> {
  const rows = await db
    .selectFrom('span as s')
    .select(['s.entity_id as id', 's.state', 's.valid_from as validFrom', 's.valid_to as validTo'])
    .where('s.org_id', '=', orgId)
    .where('s.kind', '=', kind)
    .where('s.valid_from', '<=', at(view.valid))
    .where('s.valid_to', '>', at(after))
    .where(knownIn('s', view))
    .orderBy('s.entity_id')
    .orderBy('s.valid_from')
    .execute()
  return rows.map((row) => ({ ...row, state: row.state as StateOf<K> }))
}

/** Names of the users that are persons, by id. */
export async function personNames(db: Db, orgId: string, view: View): Promise<Map<string, string>> {
  const result = await sql<{ id: string; name: string | null }>`
    select p.entity_id as id, coalesce(s.name, s.email, p.state->>'externalId') as name
    from span p
    left join subject s on s.org_id = p.org_id and s.id = p.entity_id
    where p.org_id = ${orgId} and p.kind = 'person' and ${inView('p', view)}
      and p.state->>'notPerson' is distinct from 'true'
  `.execute(db)
  return new Map(result.rows.map(({ id, name }) => [id, name ?? id]))
}
