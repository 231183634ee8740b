import { instantText } from '#domain/instant.ts'
import { LeadoutError } from '#domain/errors.ts'
import { actorUserId } from '../access/can.ts'
import type { Ctx } from '../context.ts'

/** What a user prefers, on every device; nothing of it is a figure or a right. */
export async function readPreferences(ctx: Ctx): Promise<Readonly<Record<string, unknown>>> {
  const userId = actorUserId(ctx.actor)
  if (userId === null) return {}
  const row = await ctx.db
    .selectFrom('preference')
    .select('preferences')
    .where('org_id', '=', ctx.orgId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row?.preferences ?? {}
}

/** Writes the preferences given over those there are; answers with all of them. */
export async function writePreferences(
  ctx: Ctx,
  given: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const userId = actorUserId(ctx.actor)
  if (userId === null) throw new LeadoutError('forbidden', 'Only a user has preferences.')
  const next = { ...(await readPreferences(ctx)), ...given }
  const row = { preferences: JSON.stringify(next), updated_at: instantText(ctx.recordedAt) }
  await ctx.db
    .insertInto('preference')
    .values({ org_id: ctx.orgId, user_id: userId, ...row })
    .onConflict((conflict) => conflict.columns(['org_id', 'user_id']).doUpdateSet(row))
    .execute()
  return next
}
