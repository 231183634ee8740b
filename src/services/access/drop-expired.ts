import { at } from '#db/at.ts'
import type { Db } from '#db/client.ts'
import type { Instant } from '#domain/instant.ts'
import { dropOldCalls } from './once.ts'
import { dropOldAttempts } from './rate-limit.ts'

const DAY = 24 * 60 * 60 * 1000

/** a browser may come back with its unsent edits after a holiday */
const REPEATS = 60 * DAY

/** Removes sessions, one-time links, API keys and attempt counters that opened nothing for a day, and keys of old calls. */
export async function dropExpired(db: Db, now: Instant): Promise<void> {
  const before = at(now - DAY)
  await db.deleteFrom('auth_session').where('expires_at', '<', before).execute()
  await db.deleteFrom('auth_api_key').where('expires_at', '<', before).execute()
  await db.deleteFrom('analysis_session').where('expires_at', '<', before).execute()
  await db.deleteFrom('one_time_link').where('expires_at', '<', before).execute()
  await dropOldAttempts(db, now - DAY)
  await dropOldCalls(db, now - REPEATS)
}
