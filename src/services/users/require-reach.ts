import type { AccessLevel } from '#domain/access/permission.ts'
import { LeadoutError } from '#domain/errors.ts'
import { actorLevel } from '../access/can.ts'
import type { Ctx } from '../context.ts'

/** An admin makes and changes everybody but owners. */
export function requireReach(ctx: Ctx, level: AccessLevel): void {
  if (level !== 'owner' || actorLevel(ctx.actor) === 'owner') return
  throw new LeadoutError('forbidden', 'Only an owner makes or changes an owner.')
}
