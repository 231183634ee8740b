import type { ViewSurface } from '#db/schema-access.ts'
import { instantText, type LocalDate } from '#domain/instant.ts'
import { newId } from '#platform/ids.ts'
import type { Actor, Ctx } from '../context.ts'
import { actorUserId } from './can.ts'

/** A grid of names is logged once per viewer, team and day; everything else names each person every time. */
export type View =
  | { readonly surface: 'grid'; readonly teamIds: readonly string[]; readonly day: LocalDate }
  | { readonly surface: Exclude<ViewSurface, 'grid'>; readonly personIds: readonly string[]; readonly day: LocalDate }

/**
 * Writes who looked at whom into the append-only view log. A look at oneself is not logged; nor are jobs, which show
 * nobody anything. `day` is the organisation's local date.
 */
export async function logView(ctx: Ctx, view: View): Promise<void> {
  const kind = viewerKind(ctx.actor)
  if (kind === null) return
  const own = ctx.actor.type === 'user' ? ctx.actor.personId : null
  const subjects =
    view.surface === 'grid'
      ? view.teamIds.map((id) => ({ team_id: id, person_id: null }))
      : view.personIds.filter((id) => id !== own).map((id) => ({ team_id: null, person_id: id }))
  if (subjects.length === 0) return
  const common = {
    org_id: ctx.orgId,
    at: instantText(ctx.recordedAt),
    day: view.day,
    viewer_kind: kind,
    viewer_id: actorUserId(ctx.actor),
    surface: view.surface,
  }
  await ctx.db
    .insertInto('view_log')
    .values(subjects.map((subject) => ({ ...common, ...subject, id: newId() })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

function viewerKind(actor: Actor): 'user' | 'api-key' | 'cli' | null {
  return actor.type === 'user' || actor.type === 'api-key' || actor.type === 'cli' ? actor.type : null
}
