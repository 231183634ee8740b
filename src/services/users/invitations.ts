import { at } from '#db/at.ts'
import type { AccessLevel } from '#domain/access/permission.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { Instant } from '#domain/instant.ts'
import { requirePermission } from '../access/can.ts'
import { recordAccessChange } from '../access/record-access-change.ts'
import type { Ctx } from '../context.ts'
import { notifyTopics } from '../live/notify-topics.ts'
import { requireReach } from './require-reach.ts'
import { type MadeLink, makeLink } from './one-time-link.ts'

/** An invitation nobody has used yet. */
export interface Invitation {
  /** the hash of its token, which opens nothing */
  readonly id: string
  readonly email: string
  readonly level: AccessLevel
  readonly personId: string | null
  readonly createdAt: Instant
  readonly expiresAt: Instant
}

/** Invitations that wait, those past their day included: they can be sent again. The newest first. */
export async function listInvitations(ctx: Ctx): Promise<Invitation[]> {
  requirePermission(ctx, 'members.manage')
  const rows = await openInvitations(ctx)
    .where('email', 'not in', (eb) =>
      eb
        .selectFrom('member as m')
        .innerJoin('auth_user as u', 'u.id', 'm.user_id')
        .select('u.email')
        .where('m.org_id', '=', ctx.orgId),
    )
    .orderBy('created_at', 'desc')
    .execute()
  return rows.flatMap(({ email, level, ...row }) =>
    email === null || level === null ? [] : [{ ...row, email, level }],
  )
}

/** Makes an invitation worthless. @throws LeadoutError `not-found` for one that is used, gone or another's */
export async function revokeInvitation(ctx: Ctx, id: string): Promise<Invitation> {
  requirePermission(ctx, 'members.manage')
  return ctx.db.transaction().execute(async (tx) => {
    const found = await openInvitations({ ...ctx, db: tx })
      .where('token_hash', '=', id)
      .executeTakeFirst()
    if (found === undefined || found.email === null || found.level === null)
      throw new LeadoutError('not-found', 'There is no such invitation.')
    requireReach(ctx, found.level)
    await tx.deleteFrom('one_time_link').where('token_hash', '=', id).execute()
    await recordAccessChange(tx, ctx, ctx.orgId, { invitationRevoked: found.level, personId: found.personId })
    await notifyTopics(tx, ctx.orgId, ['members'], ctx.recordedAt)
    return { ...found, email: found.email, level: found.level }
  })
}

/** A new link in the place of one that was lost or has run out. @throws LeadoutError `not-found` */
export async function renewInvitation(
  ctx: Ctx,
  id: string,
  publicUrl: string,
): Promise<MadeLink & { readonly email: string }> {
  const { email, level, personId } = await revokeInvitation(ctx, id)
  await recordAccessChange(ctx.db, ctx, ctx.orgId, { invited: level, personId })
  const about = { orgId: ctx.orgId, email, level, personId }
  return { ...(await makeLink(ctx.db, 'invite', about, { publicUrl, now: ctx.recordedAt })), email }
}

/** Removes what could be used in vain: every open invitation of an address. */
export async function dropInvitationsOf(ctx: Ctx, email: string): Promise<void> {
  await ctx.db
    .deleteFrom('one_time_link')
    .where('org_id', '=', ctx.orgId)
    .where('purpose', '=', 'invite')
    .where('email', '=', email)
    .where('used_at', 'is', null)
    .execute()
}

function openInvitations({ db, orgId, recordedAt }: Pick<Ctx, 'db' | 'orgId' | 'recordedAt'>) {
  return db
    .selectFrom('one_time_link')
    .select([
      'token_hash as id',
      'email',
      'level',
      'person_id as personId',
      'created_at as createdAt',
      'expires_at as expiresAt',
    ])
    .where('org_id', '=', orgId)
    .where('purpose', '=', 'invite')
    .where('used_at', 'is', null)
    .where('created_at', '<=', at(recordedAt))
}
