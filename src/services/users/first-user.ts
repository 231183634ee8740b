import type { Db } from '#db/client.ts'
import { LeadoutError } from '#domain/errors.ts'
import { type Instant, instantText } from '#domain/instant.ts'
import type { Auth } from '#platform/auth/auth.ts'
import { newId } from '#platform/ids.ts'
import { joinMember } from './join-member.ts'
import { type MadeLink, makeLink, useLink } from './one-time-link.ts'

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
 * Makes the owner, and the organisation if no import made one yet.
 * @throws LeadoutError `not-found` for a used or expired link, `conflict` when there is a user already
 */
export async function createFirstUser(
  deps: { readonly db: Db; readonly auth: Auth },
  input: { readonly token: string; readonly email: string; readonly name: string; readonly password: string },
  now: Instant,
): Promise<{ readonly userId: string }> {
  return deps.db.transaction().execute(async (tx) => {
    await useLink(tx, 'first-user', input.token, now)
    if (!(await needsFirstUser(tx))) throw new LeadoutError('conflict', 'This installation has its first user already.')
    const orgId = await firstOrg(tx, now)
    const userId = await joinMember(
      { tx, auth: deps.auth },
      { orgId, actor: { type: 'system', job: 'first-user' }, recordedAt: now },
      { email: input.email, name: input.name, password: input.password, level: 'owner', personId: null },
    )
    return { userId }
  })
}

async function firstOrg(tx: Db, now: Instant): Promise<string> {
  const found = await tx.selectFrom('org').select('org_id').orderBy('created_at').limit(1).executeTakeFirst()
  if (found) return found.org_id
  const orgId = newId()
  await tx
    .insertInto('org')
    .values({ org_id: orgId, slug: 'main', name: 'My team', created_at: instantText(now) })
    .execute()
  return orgId
}
