import { sql } from 'kysely'
import { at } from '#db/at.ts'
import { type Instant } from '#domain/instant.ts'
import type { Ctx } from '../context.ts'
import { actorLevel } from './can.ts'

/** `file` is what a team lead does not see: the performance file and pay. */
export type PersonAspect = 'figures' | 'file'

/** Persons whose named figures an actor may see; `all` without listing them. */
export type VisiblePersons = 'all' | ReadonlySet<string>

/**
 * The person, the manager line, admin and owner; the lead of a team sees figures of its members (architecture.md,
 * Access). The manager line follows `manager_id` of memberships and the managers of teams, as they stood at `instant`
 * by what is known now; a cycle in the reporting line ends where it began.
 */
export async function visiblePersons(
  ctx: Ctx,
  instant: Instant,
  aspect: PersonAspect = 'figures',
): Promise<VisiblePersons> {
  const level = actorLevel(ctx.actor)
  if (level === 'owner' || level === 'admin') return 'all'
  if (ctx.actor.type !== 'user' && ctx.actor.type !== 'api-key') return new Set()
  const me = ctx.actor.personId
  if (me === null) return new Set()
  const reports = level === 'manager' ? await managedBy(ctx, me, instant) : []
  const mates = level === 'lead' && aspect === 'figures' ? await teamOf(ctx, me, instant) : []
  return new Set([me, ...reports, ...mates])
}

/** @returns whether one person's figures may be shown to the actor by name */
export function sees(visible: VisiblePersons, personId: string): boolean {
  return visible === 'all' || visible.has(personId)
}

const memberships = (orgId: string, instant: Instant) => sql`
  select person_id, team_id, manager_id from membership_span
  where org_id = ${orgId}::uuid and valid_from <= ${at(instant)} and valid_to > ${at(instant)}
    and known_to = 'infinity' and recorded_to = 'infinity'`

const teams = (orgId: string, instant: Instant) => sql`
  select entity_id as team_id, (state->>'parentId')::uuid as parent_id, (state->>'managerId')::uuid as manager_id
  from span
  where org_id = ${orgId}::uuid and kind = 'team' and valid_from <= ${at(instant)} and valid_to > ${at(instant)}
    and known_to = 'infinity' and recorded_to = 'infinity'`

/** Everybody below a person: direct and indirect reports, and the members of the teams that any of them manages. */
async function managedBy(ctx: Ctx, personId: string, instant: Instant): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`
    with recursive
      m as materialized (${memberships(ctx.orgId, instant)}),
      t as materialized (${teams(ctx.orgId, instant)}),
      -- nodes of one graph, persons and teams, so that a line may pass through both
      below (kind, id) as (
        values ('person', ${personId}::uuid)
        union
        select edge.kind, edge.id
        from below
        join lateral (
          select 'person' as kind, m.person_id as id from m
          where (below.kind = 'person' and m.manager_id = below.id) or (below.kind = 'team' and m.team_id = below.id)
          union all
          select 'team', t.team_id from t
          where (below.kind = 'person' and t.manager_id = below.id) or (below.kind = 'team' and t.parent_id = below.id)
        ) edge on true
      )
    select id as person_id from below where kind = 'person'`.execute(ctx.db)
  return rows.map((row) => row.person_id)
}

/** Members of the person's own team and of the teams below it. */
async function teamOf(ctx: Ctx, personId: string, instant: Instant): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`
    with recursive
      m as materialized (${memberships(ctx.orgId, instant)}),
      t as materialized (${teams(ctx.orgId, instant)}),
      below (id) as (
        select team_id from m where person_id = ${personId}::uuid and team_id is not null
        union
        select t.team_id from below join t on t.parent_id = below.id
      )
    select m.person_id from m join below on m.team_id = below.id`.execute(ctx.db)
  return rows.map((row) => row.person_id)
}
