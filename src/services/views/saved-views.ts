import { sql } from 'kysely'
import { appendChanges } from '#db/ledger.ts'
import { LeadoutError } from '#domain/errors.ts'
import { instantText } from '#domain/instant.ts'
import { newId } from '#platform/ids.ts'
import { actorUserId, can, requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { notifyTopics } from '../live/notify-topics.ts'

/** A list with its filters, grouping and sort under a name. */
export interface SavedView {
  readonly id: string
  readonly name: string
  /** the part of the address that makes the list */
  readonly search: Readonly<Record<string, string>>
  readonly shared: boolean
  /** whether the reader may change and remove it */
  readonly own: boolean
}

export interface ViewToSave {
  /** made by the caller; one that is there already is replaced */
  readonly id: string
  readonly place: string
  readonly name: string
  readonly search: Readonly<Record<string, string>>
  readonly shared: boolean
}

/** Views of a place that the actor made or that are shared with everyone, by name. */
export async function readSavedViews(ctx: Ctx, place: string): Promise<SavedView[]> {
  requirePermission(ctx, 'deals.read')
  const rows = await ctx.db
    .selectFrom('saved_view')
    .select(['id', 'name', 'search', 'shared', 'user_id'])
    .where('org_id', '=', ctx.orgId)
    .where('place', '=', place)
    .where((where) => where.or([where('shared', '=', true), isMine(ctx)]))
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map(({ user_id, ...view }) => ({ ...view, own: mayChange(ctx, { ...view, userId: user_id }) }))
}

/** @throws LeadoutError `forbidden` for a view of someone else, and for sharing without the permission */
export async function saveView(ctx: Ctx, view: ViewToSave): Promise<void> {
  requirePermission(ctx, 'deals.read')
  if (view.shared) requirePermission(ctx, 'lists.share')
  await ctx.db.transaction().execute(async (tx) => {
    const held = await findView({ ...ctx, db: tx }, view.id)
    if (held !== null) requireChange(ctx, held)
    const at = instantText(ctx.recordedAt)
    const row = { place: view.place, name: view.name, search: JSON.stringify(view.search), shared: view.shared }
    await tx
      .insertInto('saved_view')
      .values({
        ...row,
        org_id: ctx.orgId,
        id: view.id,
        user_id: actorUserId(ctx.actor),
        created_at: at,
        updated_at: at,
      })
      .onConflict((conflict) => conflict.columns(['org_id', 'id']).doUpdateSet({ ...row, updated_at: at }))
      .execute()
    await record({ ...ctx, db: tx }, view.id, { ...view })
  })
}

/** @throws LeadoutError `not-found`, `forbidden` */
export async function removeView(ctx: Ctx, id: string): Promise<void> {
  requirePermission(ctx, 'deals.read')
  await ctx.db.transaction().execute(async (tx) => {
    const held = await findView({ ...ctx, db: tx }, id)
    if (held === null || (!held.shared && !isOwn(ctx, held.userId)))
      throw new LeadoutError('not-found', 'There is no such view.')
    requireChange(ctx, held)
    await tx.deleteFrom('saved_view').where('org_id', '=', ctx.orgId).where('id', '=', id).execute()
    await record({ ...ctx, db: tx }, id, { deleted: true })
  })
}

interface HeldView {
  readonly shared: boolean
  readonly userId: string | null
}

async function findView({ db, orgId }: Ctx, id: string): Promise<HeldView | null> {
  const row = await db
    .selectFrom('saved_view')
    .select(['shared', 'user_id as userId'])
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

function requireChange(ctx: Ctx, view: HeldView): void {
  if (!mayChange(ctx, view)) throw new LeadoutError('forbidden', 'This view is not yours to change.')
}

/** Who shares lists keeps the shared ones in order, whoever made them. */
function mayChange(ctx: Ctx, { shared, userId }: HeldView): boolean {
  return isOwn(ctx, userId) || (shared && can(ctx, 'lists.share'))
}

function isOwn(ctx: Ctx, userId: string | null): boolean {
  return userId === actorUserId(ctx.actor)
}

function isMine(ctx: Ctx) {
  return sql<boolean>`user_id is not distinct from ${actorUserId(ctx.actor)}`
}

async function record(
  { db, orgId, recordedAt, actor }: Ctx,
  id: string,
  patch: Record<string, unknown>,
): Promise<void> {
  const at = { validAt: recordedAt, knownAt: recordedAt }
  const actorId = actorUserId(actor)
  await appendChanges(db, orgId, recordedAt, [
    { id: newId(), kind: 'savedView', entityId: id, patch, ...at, actorId, source: 'leadout' },
  ])
  await notifyTopics(db, orgId, ['board'], recordedAt)
}
