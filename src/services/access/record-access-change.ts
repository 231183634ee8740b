import type { Db } from '#db/client.ts'
import { instantText } from '#domain/instant.ts'
import { newId } from '#platform/ids.ts'
import type { Ctx } from '../context.ts'
import { actorUserId } from './can.ts'

/** The audit of access: one ledger row of kind `member` per change of a user's rights. Holds ids, never names. */
export async function recordAccessChange(
  tx: Db,
  ctx: Pick<Ctx, 'orgId' | 'actor' | 'recordedAt'>,
  userId: string,
  patch: Record<string, unknown>,
): Promise<void> {
  const at = instantText(ctx.recordedAt)
  await tx
    .insertInto('change')
    .values({
      org_id: ctx.orgId,
      id: newId(),
      kind: 'member',
      entity_id: userId,
      patch: JSON.stringify(patch),
      valid_at: at,
      valid_date: null,
      known_at: at,
      recorded_at: at,
      import_id: null,
      actor_id: actorUserId(ctx.actor),
      source: 'leadout',
    })
    .execute()
}
