import { createHash, randomBytes } from 'node:crypto'
import { at as sqlAt } from '#db/at.ts'
import type { Db } from '#db/client.ts'
import type { LinkPurpose } from '#db/schema-access.ts'
import type { AccessLevel } from '#domain/access/permission.ts'
import { LeadoutError } from '#domain/errors.ts'
import { type Instant, instantText } from '#domain/instant.ts'

const TOKEN_BYTES = 32
const HOUR = 60 * 60 * 1000
const LIFETIME: Record<LinkPurpose, number> = { 'first-user': 24 * HOUR, invite: 7 * 24 * HOUR, reset: 24 * HOUR }

export interface LinkFor {
  readonly orgId?: string
  readonly userId?: string
  readonly email?: string
  readonly level?: AccessLevel
  readonly personId?: string | null
}

export interface OneTimeLink extends LinkFor {
  readonly purpose: LinkPurpose
  readonly expiresAt: Instant
}

export interface MadeLink {
  /** the token is in the fragment, which no server log and no `referer` header ever holds */
  readonly url: string
  readonly expiresAt: Instant
}

/** Makes a link that works once; only its hash is stored. */
export async function makeLink(
  db: Db,
  purpose: LinkPurpose,
  about: LinkFor,
  at: { readonly publicUrl: string; readonly now: Instant },
): Promise<MadeLink> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const expiresAt = at.now + LIFETIME[purpose]
  await db
    .insertInto('one_time_link')
    .values({
      token_hash: hashed(token),
      purpose,
      org_id: about.orgId ?? null,
      user_id: about.userId ?? null,
      email: about.email ?? null,
      level: about.level ?? null,
      person_id: about.personId ?? null,
      created_at: instantText(at.now),
      expires_at: instantText(expiresAt),
    })
    .execute()
  return { url: `${at.publicUrl}/join#${token}`, expiresAt }
}

/** @throws LeadoutError `not-found` for an unknown, used or expired token, which read the same */
export async function readLink(db: Db, token: string, now: Instant): Promise<OneTimeLink> {
  const row = await db
    .selectFrom('one_time_link')
    .selectAll()
    .where('token_hash', '=', hashed(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', sqlAt(now))
    .executeTakeFirst()
  return opened(row)
}

/**
 * Uses a link up inside the caller's transaction: rolled back, it can be used again; of two at once, one wins.
 * @throws LeadoutError `not-found`
 */
export async function useLink(tx: Db, purpose: LinkPurpose, token: string, now: Instant): Promise<OneTimeLink> {
  const row = await tx
    .updateTable('one_time_link')
    .set({ used_at: instantText(now) })
    .where('token_hash', '=', hashed(token))
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', sqlAt(now))
    .returningAll()
    .executeTakeFirst()
  return opened(row)
}

interface LinkRow {
  readonly purpose: LinkPurpose
  readonly org_id: string | null
  readonly user_id: string | null
  readonly email: string | null
  readonly level: AccessLevel | null
  readonly person_id: string | null
  readonly expires_at: Instant
}

function opened(row: LinkRow | undefined): OneTimeLink {
  if (!row) throw new LeadoutError('not-found', 'This link has been used or has expired. Ask for a new one.')
  return {
    purpose: row.purpose,
    expiresAt: row.expires_at,
    ...(row.org_id !== null && { orgId: row.org_id }),
    ...(row.user_id !== null && { userId: row.user_id }),
    ...(row.email !== null && { email: row.email }),
    ...(row.level !== null && { level: row.level }),
    personId: row.person_id,
  }
}

function hashed(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
