import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { accountWithin } from '../../db/accounts.ts'
import { isWithin } from '../../db/deal-facts.ts'
import { inView, isCurrent } from '../../db/spans.ts'
import type { CommentReason, CommentSubject } from '../../domain/comment.ts'
import { LeadoutError } from '../../domain/errors.ts'
import { type Instant, instantText } from '../../domain/instant.ts'
import { newId } from '../../platform/ids.ts'
import { actorUserId, requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { dealReach } from '../deals/access.ts'
import { notifyTopics } from '../live/notify-topics.ts'
import { resolveView } from '../org/view.ts'

export interface Subject {
  readonly kind: CommentSubject
  readonly id: string
}

export interface Comment {
  readonly id: string
  readonly subjectId: string
  readonly text: string
  readonly reasons: readonly CommentReason[]
  /** null: written at the command line */
  readonly author: string | null
  /** the reader wrote it and may take it back */
  readonly own: boolean
  readonly at: Instant
}

/** Comments on things of one kind, oldest first; those taken back are left out. */
export async function readComments(
  ctx: Ctx,
  { kind, ids }: { readonly kind: CommentSubject; readonly ids: readonly string[] },
): Promise<Comment[]> {
  requirePermission(ctx, 'deals.read')
  const seen = await seenSubjects(ctx.db, ctx, kind, ids)
  if (seen.length === 0) return []
  const me = actorUserId(ctx.actor)
  const rows = await ctx.db
    .selectFrom('comment as c')
    .leftJoin('auth_user as u', (join) => join.on(sql<boolean>`u.id::text = c.author_id::text`))
    .select(['c.id', 'c.subject_id', 'c.text', 'c.reasons', 'c.author_id', 'c.at', 'u.name'])
    .where('c.org_id', '=', ctx.orgId)
    .where('c.subject_kind', '=', kind)
    .where('c.subject_id', 'in', seen)
    .where('c.removed_at', 'is', null)
    .orderBy('c.at')
    .orderBy('c.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    subjectId: row.subject_id,
    text: row.text,
    reasons: row.reasons,
    author: row.name,
    own: row.author_id !== null && row.author_id === me,
    at: row.at,
  }))
}

/** @throws LeadoutError `invalid` for a comment that says nothing, `not-found` for a subject that is not there */
export async function addComment(
  ctx: Ctx,
  { subject, text, reasons }: { subject: Subject; text: string; reasons: readonly CommentReason[] },
): Promise<{ readonly commentId: string }> {
  requirePermission(ctx, 'deals.write')
  const said = text.trim()
  if (said === '' && reasons.length === 0) throw new LeadoutError('invalid', 'A comment needs a word or a reason.')
  return ctx.db.transaction().execute(async (tx) => {
    if ((await seenSubjects(tx, ctx, subject.kind, [subject.id])).length === 0)
      throw new LeadoutError('not-found', `There is no such ${subject.kind}.`)
    const commentId = newId()
    await tx
      .insertInto('comment')
      .values({
        org_id: ctx.orgId,
        id: commentId,
        subject_kind: subject.kind,
        subject_id: subject.id,
        reasons: [...new Set(reasons)],
        text: said,
        author_id: actorUserId(ctx.actor),
        at: instantText(ctx.recordedAt),
      })
      .execute()
    await notifyTopics(tx, ctx.orgId, ['figures'], ctx.recordedAt)
    return { commentId }
  })
}

/** Takes back a comment of one's own; its text goes, that there was one stays. */
export async function removeComment(ctx: Ctx, { commentId }: { readonly commentId: string }): Promise<void> {
  requirePermission(ctx, 'deals.write')
  await ctx.db.transaction().execute(async (tx) => {
    const author = actorUserId(ctx.actor)
    const removed = await tx
      .updateTable('comment')
      .set({ removed_at: instantText(ctx.recordedAt), text: '', reasons: [] })
      .where('org_id', '=', ctx.orgId)
      .where('id', '=', commentId)
      .where('removed_at', 'is', null)
      .where('author_id', author === null ? 'is' : '=', author)
      .returning('id')
      .executeTakeFirst()
    if (removed === undefined) throw new LeadoutError('not-found', 'There is no such comment of yours.')
    await notifyTopics(tx, ctx.orgId, ['figures'], ctx.recordedAt)
  })
}

/** Those of the subjects that are there and that the actor may see. */
async function seenSubjects(tx: Db, ctx: Ctx, kind: CommentSubject, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const { orgId } = ctx
  const orgView = await resolveView(tx, orgId, ctx.recordedAt, {})
  const within = { orgId, view: orgView.view, reach: await dealReach(ctx, orgView) }
  const { rows } =
    kind === 'deal'
      ? await sql<{ id: string }>`
          select distinct s.deal_id as id from deal_span s
          left join membership_span m on m.org_id = s.org_id and m.person_id = s.owner_id and ${inView('m', within.view)}
          where s.org_id = ${orgId} and s.deal_id = any(${[...ids]}::uuid[])
            and ${isWithin(within.reach, sql`s.owner_id`, sql`m.team_id`)}
        `.execute(tx)
      : await sql<{ id: string }>`
          select s.entity_id as id from span s
          where s.org_id = ${orgId} and s.kind = ${kind} and s.entity_id = any(${[...ids]}::uuid[]) and ${isCurrent('s')}
            and ${accountWithin(within, sql`s.entity_id`, sql`(s.state->>'ownerId')::uuid`)}
        `.execute(tx)
  return rows.map(({ id }) => id)
}
