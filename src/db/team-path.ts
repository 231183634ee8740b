import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { View } from '../domain/span/box.ts'
import { knownIn } from './spans.ts'

/**
 * A recursive common table expression `team_path (team_id, ancestor_id, valid_from, valid_to)`: which team was below
 * which, and when; every team is below itself. A circle of teams ends where it began.
 */
export function teamPath(orgId: string, view: View): RawBuilder<unknown> {
  return sql`
    team_path as (
      select t.entity_id as team_id, t.entity_id as ancestor_id, t.valid_from, t.valid_to, array[t.entity_id] as passed
      from span t
      where t.org_id = ${orgId} and t.kind = 'team' and ${knownIn('t', view)}
      union all
      select p.team_id, u.parent_id, greatest(p.valid_from, u.valid_from), least(p.valid_to, u.valid_to), p.passed || u.parent_id
      from team_path p
      join lateral (
        select (t.state->>'parentId')::uuid as parent_id, t.valid_from, t.valid_to from span t
        where t.org_id = ${orgId} and t.kind = 'team' and t.entity_id = p.ancestor_id and ${knownIn('t', view)}
          and t.valid_from < p.valid_to and t.valid_to > p.valid_from
      ) u on u.parent_id is not null and u.parent_id <> all (p.passed)
    )
  `
}
