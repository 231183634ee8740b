import type { ViewSurface } from '#db/schema-access.ts'
import { at } from '#db/at.ts'
import { sql } from 'kysely'
import type { Instant } from '#domain/instant.ts'
import type { Ctx } from '../context.ts'
import { requirePermission } from './can.ts'

export interface LoggedView {
  readonly id: string
  readonly at: Instant
  readonly viewer: {
    readonly kind: 'user' | 'api-key' | 'cli'
    readonly userId: string | null
    readonly name: string | null
  }
  readonly personId: string | null
  readonly teamId: string | null
  readonly surface: ViewSurface
}

export interface ViewPage {
  /** only views before this instant */
  readonly before?: Instant | undefined
  readonly limit: number
}

/** Who looked at the actor: by name, and on grids of the teams the actor belonged to on that day. Newest first. */
export async function viewsOfMe(ctx: Ctx, page: ViewPage): Promise<LoggedView[]> {
  const personId = 'personId' in ctx.actor ? ctx.actor.personId : null
  return personId === null ? [] : viewsOfPerson(ctx, personId, page)
}

/** The same of a person whose page the actor may see, which the caller has made sure of. */
export async function viewsOfPerson(ctx: Ctx, personId: string, page: ViewPage): Promise<LoggedView[]> {
  const rows = await viewQuery(ctx, page).where(isAbout(ctx, personId)).execute()
  return rows.map(toView)
}

/** How many lines `viewsOfPerson` has in all. */
export async function countViewsOfPerson(ctx: Ctx, personId: string): Promise<number> {
  const { count } = await ctx.db
    .selectFrom('view_log as v')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('v.org_id', '=', ctx.orgId)
    .where(isAbout(ctx, personId))
    .executeTakeFirstOrThrow()
  return Number(count)
}

function isAbout({ orgId }: Ctx, personId: string) {
  return sql<boolean>`(v.person_id = ${personId} or exists (
    select from membership_span s
    where s.org_id = ${orgId} and s.person_id = ${personId} and s.team_id = v.team_id
      and s.valid_from <= v.at and s.valid_to > v.at and s.known_to = 'infinity' and s.recorded_to = 'infinity'
  ))`
}

/** The whole log, administrators' own looks included. Newest first. */
export async function allViews(
  ctx: Ctx,
  page: ViewPage & { readonly personId?: string | undefined },
): Promise<LoggedView[]> {
  requirePermission(ctx, 'views.read-all')
  const { personId } = page
  const rows = await viewQuery(ctx, page)
    .$if(personId !== undefined, (query) => query.where('v.person_id', '=', personId ?? null))
    .execute()
  return rows.map(toView)
}

function viewQuery(ctx: Ctx, page: ViewPage) {
  return ctx.db
    .selectFrom('view_log as v')
    .leftJoin('auth_user as u', 'u.id', 'v.viewer_id')
    .select(['v.id', 'v.at', 'v.viewer_kind', 'v.viewer_id', 'u.name', 'v.person_id', 'v.team_id', 'v.surface'])
    .where('v.org_id', '=', ctx.orgId)
    .where('v.at', '<', at(page.before ?? Infinity))
    .orderBy('v.at', 'desc')
    .orderBy('v.id', 'desc')
    .limit(page.limit)
}

type ViewRow = Awaited<ReturnType<ReturnType<typeof viewQuery>['execute']>>[number]

function toView(row: ViewRow): LoggedView {
  return {
    id: row.id,
    at: row.at,
    viewer: { kind: row.viewer_kind, userId: row.viewer_id, name: row.name },
    personId: row.person_id,
    teamId: row.team_id,
    surface: row.surface,
  }
}
