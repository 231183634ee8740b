import type { Db } from '#db/client.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { Auth } from '#platform/auth/auth.ts'
import type { AccessLevel } from '#domain/access/permission.ts'
import { actorLevel, actorUserId, can } from '../access/can.ts'
import { keyLevelIn, lesserLevel, limitKey } from '../access/key-level.ts'
import { recordAccessChange } from '../access/record-access-change.ts'
import type { Ctx } from '../context.ts'

export interface ApiKeyRow {
  readonly id: string
  readonly name: string
  /** the first characters of the key */
  readonly start: string
  readonly userId: string
  /** what it may do at most; null: whatever its user may */
  readonly level: AccessLevel | null
  readonly createdAt: number
  readonly expiresAt: number | null
  readonly lastUsedAt: number | null
}

/** The actor's own keys; those of the whole organisation for whoever manages members. */
export async function listApiKeys(ctx: Ctx): Promise<ApiKeyRow[]> {
  const rows = await keysOfOrg(ctx).orderBy('k.created_at').orderBy('k.id').execute()
  return rows.map(({ metadata, ...row }) => ({
    ...row,
    name: row.name ?? '',
    start: row.start ?? '',
    level: keyLevelIn(metadata),
  }))
}

/**
 * A key that acts with its user's access level of the moment, or with `level` where that is less; the key itself is
 * returned this once. A key that a limited key makes is limited as well. Nobody makes a
 * key for somebody else, or administrators could act as others unseen; the command line may, and the ledger says so.
 * @throws LeadoutError `not-found` when the user is no member, `forbidden` for a level above the own one
 */
export async function createApiKey(
  deps: { readonly ctx: Ctx; readonly auth: Auth },
  input: {
    readonly userId: string
    readonly name: string
    readonly expiresInDays?: number | undefined
    readonly level?: AccessLevel | undefined
  },
): Promise<{ readonly id: string; readonly key: string }> {
  const { ctx, auth } = deps
  if (actorUserId(ctx.actor) !== input.userId && ctx.actor.type !== 'cli') {
    throw new LeadoutError('forbidden', 'An API key is made by the user it acts as.')
  }
  const own = actorLevel(ctx.actor) ?? 'viewer'
  const level = input.level ?? (ctx.actor.type === 'api-key' ? own : undefined)
  if (level !== undefined && lesserLevel(own, level) !== level)
    throw new LeadoutError('forbidden', 'A key may do no more than whoever makes it.')
  const member = await ctx.db
    .selectFrom('member')
    .select('user_id')
    .where('org_id', '=', ctx.orgId)
    .where('user_id', '=', input.userId)
    .where('active', '=', true)
    .executeTakeFirst()
  if (!member) throw new LeadoutError('not-found', 'There is no such user.')
  const made = await auth.createApiKey(input)
  if (level !== undefined) await limitKey(ctx.db, made.id, level)
  await recordAccessChange(ctx.db, ctx, input.userId, { apiKeyCreated: made.id, ...(level && { level }) })
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
      'k.metadata',
    ])
    .where('m.org_id', '=', ctx.orgId)
  return can(ctx, 'members.manage') ? all : all.where('m.user_id', '=', actorUserId(ctx.actor))
}
