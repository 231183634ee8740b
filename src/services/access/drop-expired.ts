import { at } from '#db/at.ts'
import type { Db } from '#db/client.ts'
import type { Instant } from '#domain/instant.ts'
import { dropOldAttempts } from './rate-limit.ts'

const DAY = 24 * 60 * 60 * 1000

/** Removes sessions, one-time links, API keys and attempt counters that opened nothing for a day. */
export async function dropExpired(db: Db, now: Instant): Promise<void> {
  const before = at(now - DAY)
  await db.deleteFrom('auth_session').where('expires_at', '<', before).execute()
  await db.deleteFrom('auth_api_key').where('expires_at', '<', before).execute()
  await db.deleteFrom('one_time_link').where('expires_at', '<', before).execute()
  await dropOldAttempts(db, now - DAY)
}
