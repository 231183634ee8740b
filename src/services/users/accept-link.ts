import type { Db } from '#db/client.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { Instant } from '#domain/instant.ts'
import type { Auth } from '#platform/auth/auth.ts'
import { recordAccessChange } from '../access/record-access-change.ts'
import { joinMember } from './join-member.ts'
import { useLink } from './one-time-link.ts'

export interface UserDeps {
  readonly db: Db
  readonly auth: Auth
}

/**
 * Makes the user that an invitation is for.
 * @throws LeadoutError `not-found` for a used or expired link, `conflict` when the e-mail has a user already
 */
export async function acceptInvite(
  deps: UserDeps,
  input: { readonly token: string; readonly name: string; readonly password: string },
  now: Instant,
): Promise<{ readonly userId: string; readonly email: string }> {
  return deps.db.transaction().execute(async (tx) => {
    const { orgId, email, level, personId } = await useLink(tx, 'invite', input.token, now)
    if (orgId === undefined || email === undefined || level === undefined)
      throw new LeadoutError('internal', 'An invitation lacks its parts')
    const ctx = { orgId, actor: { type: 'system', job: 'invitation' }, recordedAt: now } as const
    const userId = await joinMember({ tx, auth: deps.auth }, ctx, {
      email,
      level,
      personId: personId ?? null,
      name: input.name,
      password: input.password,
    })
    return { userId, email }
  })
}

/**
 * Sets a new password by a reset link and ends every session of the user.
 * @throws LeadoutError `not-found` for a used or expired link
 */
export async function acceptReset(
  deps: UserDeps,
  input: { readonly token: string; readonly password: string },
  now: Instant,
): Promise<{ readonly userId: string; readonly email: string }> {
  return deps.db.transaction().execute(async (tx) => {
    const { orgId, userId, email } = await useLink(tx, 'reset', input.token, now)
    if (orgId === undefined || userId === undefined || email === undefined)
      throw new LeadoutError('internal', 'A reset link lacks its parts')
    await deps.auth.setPassword(userId, input.password)
    const ctx = { orgId, actor: { type: 'system', job: 'password-reset' }, recordedAt: now } as const
    await recordAccessChange(tx, ctx, userId, { passwordReset: true })
    return { userId, email }
  })
}
