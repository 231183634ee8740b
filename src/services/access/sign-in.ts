import type { Db } from '#db/client.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { Instant } from '#domain/instant.ts'
import type { Auth } from '#platform/auth/auth.ts'
import { membershipOf } from './member.ts'
import { clearAttempts, countAttempt } from './rate-limit.ts'

const QUARTER_HOUR = 15 * 60 * 1000
const PER_EMAIL = 10
/** an office behind one address signs in as one */
const PER_ADDRESS = 100
const PER_ADDRESS_LINKS = 30

/**
 * Signs in with e-mail and password. A wrong password, an unknown e-mail and an ended membership read the same.
 * @throws LeadoutError `invalid` for wrong credentials, `limit` after too many attempts
 */
export async function signIn(
  deps: { readonly db: Db; readonly auth: Auth },
  input: { readonly email: string; readonly password: string },
  from: { readonly headers: Headers; readonly address: string; readonly now: Instant },
): Promise<{ readonly userId: string; readonly cookies: readonly string[] }> {
  const email = input.email.toLowerCase()
  const emailKey = `sign-in:${email}`
  await countAttempt(
    deps.db,
    { key: `sign-in-from:${from.address}`, max: PER_ADDRESS, windowMs: QUARTER_HOUR },
    from.now,
  )
  await countAttempt(deps.db, { key: emailKey, max: PER_EMAIL, windowMs: QUARTER_HOUR }, from.now)
  const found = await deps.auth.signIn(email, input.password, from.headers)
  const membership = found && (await membershipOf(deps.db, found.userId))
  if (!found || !membership) {
    if (found) await deps.auth.endSessions(found.userId)
    throw new LeadoutError('invalid', 'The e-mail or the password is wrong.')
  }
  await clearAttempts(deps.db, emailKey)
  return found
}

/** Slows down whoever tries one-time links or the current password. @throws LeadoutError `limit` */
export async function countSecretAttempt(db: Db, who: string, now: Instant): Promise<void> {
  await countAttempt(db, { key: `secret:${who}`, max: PER_ADDRESS_LINKS, windowMs: QUARTER_HOUR }, now)
}
