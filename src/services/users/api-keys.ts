import type { Db } from '#db/client.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { Auth } from '#platform/auth/auth.ts'
import { actorUserId, can } from '../access/can.ts'
import { recordAccessChange } from '../access/record-access-change.ts'
import type { Ctx } from '../context.ts'

export interface ApiKeyRow {
  readonly id: string
  readonly name: string
  /** the first characters of the key */
  readonly start: string
  readonly userId: string
  readonly createdAt: number
  readonly expiresAt: number | null
  readonly lastUsedAt: number | null
}

/** The actor's own keys; those of the whole organisation for whoever manages members. */
export async function listApiKeys(ctx: Ctx): Promise<ApiKeyRow[]> {
  const rows = await keysOfOrg(ctx).orderBy('k.created_at').orderBy('k.id').execute()
  return rows.map((row) => ({ ...row, name: row.name ?? '', start: row.start ?? '' }))
}

/**
 * A key that acts with its user's access level of the moment; the key itself is returned this once. Nobody makes a
 * key for somebody else, or administrators could act as others unseen; the command line may, and the ledger says so.
 * @throws LeadoutError `not-found` when the user is no member
 */
export async function createApiKey(
  deps: { readonly ctx: Ctx; readonly auth: Auth },
  input: { readonly userId: string; readonly name: string; readonly expiresInDays?: number | undefined },
): Promise<{ readonly id: string; readonly key: string }> {
  const { ctx, auth } = deps
  if (actorUserId(ctx.actor) !== input.userId && ctx.actor.type !== 'cli') {
    throw new LeadoutError('forbidden', 'An API key is made by the user it acts as.')
  }
  const member = await ctx.db
    .selectFrom('member')
    .select('user_id')
    .where('org_id', '=', ctx.orgId)
    .where('user_id', '=', input.userId)
    .where('active', '=', true)
    .executeTakeFirst()
  if (!member) throw new LeadoutError('not-found', 'There is no such user.')
  const made = await auth.createApiKey(input)
  await recordAccessChange(ctx.db, ctx, input.userId, { apiKeyCreated: made.id })
  return made
}

/** @throws LeadoutError `not-found` for a key the actor may not see, so that ids of others tell nothing */
export async function revokeApiKey(ctx: Ctx, keyId: string): Promise<void> {
  const key = await keysOfOrg(ctx).where('k.id', '=', keyId).executeTakeFirst()
  if (!key) throw new LeadoutError('not-found', 'There is no such API key.')
  await ctx.db.transaction().execute(async (tx) => {
    await tx.deleteFrom('auth_api_key').where('id', '=', keyId).execute()
    await recordAccessChange(tx, ctx, key.userId, { apiKeyRevoked: keyId })
  })
}

export async function revokeKeysOf(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('auth_api_key').where('reference_id', '=', userId).execute()
}

function keysOfOrg(ctx: Ctx) {
  const all = ctx.db
    .selectFrom('member as m')
    .innerJoin('auth_api_key as k', (join) =>
      join.on((eb) => eb('k.reference_id', '=', eb.cast<string>('m.user_id', 'text'))),
    )
    .select([
      'k.id',
      'k.name',
      'k.start',
      'm.user_id as userId',
      'k.created_at as createdAt',
      'k.expires_at as expiresAt',
      'k.last_request as lastUsedAt',
    ])
    .where('m.org_id', '=', ctx.orgId)
  return can(ctx, 'members.manage') ? all : all.where('m.user_id', '=', actorUserId(ctx.actor))
}
