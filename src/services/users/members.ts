import type { Db } from '#db/client.ts'
import type { AccessLevel } from '#domain/access/permission.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { Auth } from '#platform/auth/auth.ts'
import { actorUserId, requirePermission } from '../access/can.ts'
import { recordAccessChange } from '../access/record-access-change.ts'
import type { Ctx } from '../context.ts'
import { notifyTopics } from '../live/notify-topics.ts'
import { requirePersons } from '../org/require-persons.ts'
import { revokeKeysOf } from './api-keys.ts'
import { dropInvitationsOf } from './invitations.ts'
import { requireReach } from './require-reach.ts'
import { type MadeLink, makeLink } from './one-time-link.ts'

export interface MemberRow {
  readonly userId: string
  readonly email: string
  readonly name: string
  readonly level: AccessLevel
  readonly personId: string | null
  readonly active: boolean
  /** epoch ms of the newest session, to the day; null: never signed in, or signed out everywhere */
  readonly lastSeenAt: number | null
}

export async function listMembers(ctx: Ctx): Promise<MemberRow[]> {
  requirePermission(ctx, 'members.manage')
  return ctx.db
    .selectFrom('member as m')
    .innerJoin('auth_user as u', 'u.id', 'm.user_id')
    .select((eb) => [
      'm.user_id as userId',
      'u.email',
      'u.name',
      'm.level',
      'm.person_id as personId',
      'm.active',
      eb
        .selectFrom('auth_session as s')
        .select((s) => s.fn.max('s.updated_at').as('at'))
        .whereRef('s.user_id', '=', 'm.user_id')
        .as('lastSeenAt'),
    ])
    .where('m.org_id', '=', ctx.orgId)
    .orderBy('u.name')
    .orderBy('m.user_id')
    .execute()
}

/** The member with this e-mail. @throws LeadoutError `not-found` */
export async function memberByEmail(ctx: Ctx, email: string): Promise<MemberRow> {
  const member = (await listMembers(ctx)).find((one) => one.email === email.toLowerCase())
  if (!member) throw new LeadoutError('not-found', `There is no user ${email}.`)
  return member
}

/** @throws LeadoutError `forbidden` for a level above the actor's own, `conflict` when the e-mail is a member already */
export async function inviteMember(
  ctx: Ctx,
  input: { readonly email: string; readonly level: AccessLevel; readonly personId: string | null },
  publicUrl: string,
): Promise<MadeLink> {
  requirePermission(ctx, 'members.manage')
  requireReach(ctx, input.level)
  const email = input.email.toLowerCase()
  const existing = await ctx.db
    .selectFrom('member as m')
    .innerJoin('auth_user as u', 'u.id', 'm.user_id')
    .select('u.id')
    .where('m.org_id', '=', ctx.orgId)
    .where('u.email', '=', email)
    .executeTakeFirst()
  if (existing) throw new LeadoutError('conflict', 'This e-mail belongs to a user already.')
  await dropInvitationsOf(ctx, email)
  // the user has no id before the link is used: who invited is told by the organisation's own row
  await recordAccessChange(ctx.db, ctx, ctx.orgId, { invited: input.level, personId: input.personId })
  return makeLink(
    ctx.db,
    'invite',
    { orgId: ctx.orgId, email, level: input.level, personId: input.personId },
    { publicUrl, now: ctx.recordedAt },
  )
}

/** A link that sets a new password. @throws LeadoutError `not-found`, `forbidden` for a user above the actor */
export async function resetLink(
  ctx: Ctx,
  userId: string,
  publicUrl: string,
): Promise<MadeLink & { readonly email: string }> {
  requirePermission(ctx, 'members.manage')
  const member = await findMember(ctx, userId)
  requireReach(ctx, member.level)
  await recordAccessChange(ctx.db, ctx, userId, { resetLinkMade: true })
  const about = { orgId: ctx.orgId, userId, email: member.email }
  return { ...(await makeLink(ctx.db, 'reset', about, { publicUrl, now: ctx.recordedAt })), email: member.email }
}

/**
 * @throws LeadoutError `not-found`, `forbidden` when either level is above the actor's, `precondition` when the
 *   organisation would be left without an owner
 */
export async function setLevel(
  ctx: Ctx,
  input: { readonly userId: string; readonly level: AccessLevel },
): Promise<void> {
  await changeMember(ctx, input.userId, { level: input.level }, () => requireReach(ctx, input.level))
}

/** Says which person of the team a user is. @throws LeadoutError as `setLevel`, `not-found` for an unknown person */
export async function setPerson(
  ctx: Ctx,
  input: { readonly userId: string; readonly personId: string | null },
): Promise<void> {
  await requirePersons(ctx, [input.personId])
  await changeMember(ctx, input.userId, { personId: input.personId })
}

/** Ends the access of a user: sessions and API keys die with it. The row stays, because the ledger names it. */
export async function deactivateMember(
  deps: { readonly ctx: Ctx; readonly auth: Auth },
  userId: string,
): Promise<void> {
  const { ctx, auth } = deps
  if (actorUserId(ctx.actor) === userId) throw new LeadoutError('precondition', 'You cannot end your own access.')
  await changeMember(ctx, userId, { active: false })
  await revokeKeysOf(ctx.db, userId)
  await auth.endSessions(userId)
}

/**
 * The sign-ins of a person that may be ended by the actor.
 * @throws LeadoutError `precondition` for the own one, `forbidden` for an owner's
 */
export async function endableSignIns(ctx: Ctx, personId: string): Promise<string[]> {
  requirePermission(ctx, 'members.manage')
  const members = await ctx.db
    .selectFrom('member')
    .select(['user_id', 'level'])
    .where('org_id', '=', ctx.orgId)
    .where('person_id', '=', personId)
    .where('active', '=', true)
    .orderBy('user_id')
    .execute()
  for (const { user_id, level } of members) {
    requireReach(ctx, level)
    if (actorUserId(ctx.actor) === user_id) throw new LeadoutError('precondition', 'You cannot end your own access.')
  }
  return members.map(({ user_id }) => user_id)
}

/** Gives access back with the level it had; the password still holds, sessions and API keys are gone. */
export async function reactivateMember(ctx: Ctx, userId: string): Promise<void> {
  await changeMember(ctx, userId, { active: true })
}

interface MemberPatch {
  readonly level?: AccessLevel
  readonly personId?: string | null
  readonly active?: boolean
}

async function changeMember(ctx: Ctx, userId: string, patch: MemberPatch, check: () => void = () => {}): Promise<void> {
  requirePermission(ctx, 'members.manage')
  await ctx.db.transaction().execute(async (tx) => {
    // owners are locked together, so that two of them cannot demote each other at once
    await tx
      .selectFrom('member')
      .select('user_id')
      .where('org_id', '=', ctx.orgId)
      .where('level', '=', 'owner')
      .orderBy('user_id')
      .forUpdate()
      .execute()
    const member = await findMember({ ...ctx, db: tx }, userId)
    requireReach(ctx, member.level)
    check()
    await tx
      .updateTable('member')
      .set({
        ...(patch.level !== undefined && { level: patch.level }),
        ...(patch.personId !== undefined && { person_id: patch.personId }),
        ...(patch.active !== undefined && { active: patch.active }),
      })
      .where('org_id', '=', ctx.orgId)
      .where('user_id', '=', userId)
      .execute()
    await requireOwner(tx, ctx.orgId)
    await recordAccessChange(tx, ctx, userId, { ...patch })
    await notifyTopics(tx, ctx.orgId, ['members'], ctx.recordedAt)
  })
}

async function findMember(
  ctx: Pick<Ctx, 'db' | 'orgId'>,
  userId: string,
): Promise<{ level: AccessLevel; email: string }> {
  const member = await ctx.db
    .selectFrom('member as m')
    .innerJoin('auth_user as u', 'u.id', 'm.user_id')
    .select(['m.level', 'u.email'])
    .where('m.org_id', '=', ctx.orgId)
    .where('m.user_id', '=', userId)
    .executeTakeFirst()
  if (!member) throw new LeadoutError('not-found', 'There is no such user.')
  return member
}

async function requireOwner(tx: Db, orgId: string): Promise<void> {
  const owner = await tx
    .selectFrom('member')
    .select('user_id')
    .where('org_id', '=', orgId)
    .where('level', '=', 'owner')
    .where('active', '=', true)
    .limit(1)
    .executeTakeFirst()
  if (!owner) throw new LeadoutError('precondition', 'An organisation keeps at least one owner.')
}
