import { LeadoutError } from '#domain/errors.ts'
import type { Auth } from '#platform/auth/auth.ts'
import { actorUserId } from '../access/can.ts'
import { recordAccessChange } from '../access/record-access-change.ts'
import type { Ctx } from '../context.ts'

/**
 * Changes the actor's own password and ends every session, the one that asks included: the caller signs in again.
 * @throws LeadoutError `invalid` when the current password is wrong
 */
export async function changePassword(
  { ctx, auth }: { readonly ctx: Ctx; readonly auth: Auth },
  input: { readonly current: string; readonly next: string },
): Promise<void> {
  const userId = actorUserId(ctx.actor)
  if (userId === null || !(await auth.checkPassword(userId, input.current))) {
    throw new LeadoutError('invalid', 'The current password is wrong.')
  }
  await auth.setPassword(userId, input.next)
  await recordAccessChange(ctx.db, ctx, userId, { passwordChanged: true })
}
