import type { Db } from '#db/client.ts'
import type { AccessLevel } from '#domain/access/permission.ts'
import { LeadoutError } from '#domain/errors.ts'
import { instantText } from '#domain/instant.ts'
import type { Auth } from '#platform/auth/auth.ts'
import { recordAccessChange } from '../access/record-access-change.ts'
import type { Ctx } from '../context.ts'

export interface NewMember {
  readonly email: string
  readonly name: string
  readonly password: string
  readonly level: AccessLevel
  readonly personId: string | null
}

/**
 * Makes a user and the membership. A user whom an attempt before left without any membership is taken over: the
 * one-time link proves the right to, and there is nothing yet that the old password opened.
 * @throws LeadoutError `conflict` when the e-mail belongs to a member
 */
export async function joinMember(
  deps: { readonly tx: Db; readonly auth: Auth },
  ctx: Pick<Ctx, 'orgId' | 'actor' | 'recordedAt'>,
  input: NewMember,
): Promise<string> {
  const { tx, auth } = deps
  const userId = await userWithoutMembership(tx, auth, input)
  await tx
    .insertInto('member')
    .values({
      org_id: ctx.orgId,
      user_id: userId,
      level: input.level,
      person_id: input.personId,
      created_at: instantText(ctx.recordedAt),
    })
    .execute()
  await recordAccessChange(tx, ctx, userId, { level: input.level, personId: input.personId, active: true })
  return userId
}

async function userWithoutMembership(tx: Db, auth: Auth, input: NewMember): Promise<string> {
  const existing = await auth.userByEmail(input.email)
  if (!existing) return auth.createUser(input)
  const membership = await tx
    .selectFrom('member')
    .select('org_id')
    .where('user_id', '=', existing.id)
    .limit(1)
    .executeTakeFirst()
  if (membership) throw new LeadoutError('conflict', 'A user with this e-mail exists.')
  await auth.setPassword(existing.id, input.password)
  return existing.id
}
