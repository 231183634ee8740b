import { LeadoutError } from '#domain/errors.ts'
import type { Instant } from '#domain/instant.ts'
import { actorUserId } from '../access/can.ts'
import { recordAccessChange } from '../access/record-access-change.ts'
import type { Ctx } from '../context.ts'

export interface OpenSession {
  readonly id: string
  readonly createdAt: Instant
  readonly lastSeenAt: Instant
  readonly address: string | null
  readonly device: string | null
  readonly current: boolean
}

/** Where the actor is signed in, the newest first. */
export async function listSessions(ctx: Ctx, currentId: string | null): Promise<OpenSession[]> {
  const rows = await ctx.db
    .selectFrom('auth_session')
    .select([
      'id',
      'created_at as createdAt',
      'updated_at as lastSeenAt',
      'ip_address as address',
      'user_agent as device',
    ])
    .where('user_id', '=', requireUser(ctx))
    .orderBy('updated_at', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, current: row.id === currentId }))
}

/** Ends one of the actor's own sessions. @throws LeadoutError `not-found` */
export async function endSession(ctx: Ctx, id: string): Promise<void> {
  const userId = requireUser(ctx)
  await ctx.db.transaction().execute(async (tx) => {
    const gone = await tx
      .deleteFrom('auth_session')
      .where('id', '=', id)
      .where('user_id', '=', userId)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw new LeadoutError('not-found', 'There is no such session.')
    await recordAccessChange(tx, ctx, userId, { sessionEnded: id })
  })
}

function requireUser(ctx: Ctx): string {
  const userId = actorUserId(ctx.actor)
  if (userId === null) throw new LeadoutError('forbidden', 'Only a user has sessions.')
  return userId
}
