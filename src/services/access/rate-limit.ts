import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#db/client.ts'
import { at } from '#db/at.ts'
import { LeadoutError } from '#domain/errors.ts'
import { type Instant, instantText } from '#domain/instant.ts'

export interface RateLimit {
  /** what is counted, e.g. `sign-in:person@example.org` */
  readonly key: string
  readonly max: number
  readonly windowMs: number
}

/**
 * Counts one attempt in a fixed window that every process of the installation shares.
 * @throws LeadoutError `limit` with `retryAfterSeconds` once the window is full
 */
export async function countAttempt(db: Db, limit: RateLimit, now: Instant): Promise<void> {
  const windowStart = instantText(now)
  const expired = sql<boolean>`rate_limit.window_start <= ${instantText(now - limit.windowMs)}::timestamptz`
  const row = await db
    .insertInto('rate_limit')
    .values({ key: hashed(limit.key), hits: 1, window_start: windowStart })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        hits: sql`case when ${expired} then 1 else rate_limit.hits + 1 end`,
        window_start: sql`case when ${expired} then ${windowStart}::timestamptz else rate_limit.window_start end`,
      }),
    )
    .returning(['hits', 'window_start'])
    .executeTakeFirstOrThrow()
  if (row.hits <= limit.max) return
  const retryAfterSeconds = Math.max(1, Math.ceil((row.window_start + limit.windowMs - now) / 1000))
  throw new LeadoutError('limit', 'Too many attempts. Wait a little and try again.', { retryAfterSeconds })
}

/** Forgets the attempts of a key, after a success. */
export async function clearAttempts(db: Db, key: string): Promise<void> {
  await db.deleteFrom('rate_limit').where('key', '=', hashed(key)).execute()
}

/** Removes windows nobody will look at again. */
export async function dropOldAttempts(db: Db, before: Instant): Promise<void> {
  await db.deleteFrom('rate_limit').where('window_start', '<', at(before)).execute()
}

function hashed(key: string): string {
  return createHash('sha256').update(key).digest('base64url')
}
