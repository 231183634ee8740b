import { allows, type AccessLevel, type Permission } from '#domain/access/permission.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { Actor, Ctx } from '../context.ts'

/** The level an actor acts with; a wallboard has none: its token opens its own procedures only. */
export function actorLevel(actor: Actor): AccessLevel | null {
  switch (actor.type) {
    case 'user':
    case 'api-key':
      return actor.level
    case 'cli':
    case 'system':
      return 'owner'
    case 'wall':
      return null
  }
}

export function can(ctx: Pick<Ctx, 'actor'>, permission: Permission): boolean {
  const level = actorLevel(ctx.actor)
  return level === null ? permission === 'public' : allows(level, permission)
}

/** @throws LeadoutError `forbidden`, naming the permission and nothing else */
export function requirePermission(ctx: Pick<Ctx, 'actor'>, permission: Permission): void {
  if (!can(ctx, permission))
    throw new LeadoutError('forbidden', 'Your access level does not allow this.', { permission })
}

/** The user behind a session or an API key. */
export function actorUserId(actor: Actor): string | null {
  return actor.type === 'user' || actor.type === 'api-key' ? actor.userId : null
}
