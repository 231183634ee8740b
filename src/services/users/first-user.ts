import type { Db } from '#db/client.ts'
import { LeadoutError } from '#domain/errors.ts'
import { isZone } from '#domain/calendar/zone.ts'
import type { Instant } from '#domain/instant.ts'
import type { Auth } from '#platform/auth/auth.ts'
import { ensureOrg } from '../org/ensure-org.ts'
import { joinMember } from './join-member.ts'
import { type MadeLink, makeLink, readLink, useLink } from './one-time-link.ts'

export async function needsFirstUser(db: Db): Promise<boolean> {
  const member = await db.selectFrom('member').select('user_id').limit(1).executeTakeFirst()
  return member === undefined
}

/**
 * The link that start prints on the console while nobody can sign in; null once someone can. Every call makes the
 * links before it worthless.
 */
export async function firstUserLink(
  db: Db,
  at: { readonly publicUrl: string; readonly now: Instant },
): Promise<MadeLink | null> {
  return db.transaction().execute(async (tx) => {
    if (!(await needsFirstUser(tx))) return null
    await tx.deleteFrom('one_time_link').where('purpose', '=', 'first-user').where('used_at', 'is', null).execute()
    return makeLink(tx, 'first-user', {}, at)
  })
}

/**
 * Makes the owner, and the organisation if no import made one yet; `zone` is then its time zone.
 * @throws LeadoutError `not-found` for a used or expired link, `conflict` when there is a user already
 */
export async function createFirstUser(
  deps: { readonly db: Db; readonly auth: Auth },
  input: {
    readonly token: string
    readonly email: string
    readonly name: string
    readonly password: string
    readonly zone?: string | undefined
  },
  now: Instant,
): Promise<{ readonly userId: string }> {
  await readLink(deps.db, input.token, now)
  const orgId = await firstOrg(deps.db, input.zone, now)
  return deps.db.transaction().execute(async (tx) => {
    await useLink(tx, 'first-user', input.token, now)
    if (!(await needsFirstUser(tx))) throw new LeadoutError('conflict', 'This installation has its first user already.')
    const userId = await joinMember(
      { tx, auth: deps.auth },
      { orgId, actor: { type: 'system', job: 'first-user' }, recordedAt: now },
      { email: input.email, name: input.name, password: input.password, level: 'owner', personId: null },
    )
    return { userId }
  })
}

async function firstOrg(db: Db, zone: string | undefined, now: Instant): Promise<string> {
  const found = await db.selectFrom('org').select('org_id').orderBy('created_at').limit(1).executeTakeFirst()
  if (found) return found.org_id
  const known = zone !== undefined && isZone(zone) ? zone : 'UTC'
  return ensureOrg(db, { slug: 'main', name: 'Main', zone: known, currency: null }, now)
}
