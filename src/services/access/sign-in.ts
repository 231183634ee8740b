import type { Db } from '#db/client.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { Instant } from '#domain/instant.ts'
import type { Auth } from '#platform/auth/auth.ts'
import type { FactorCode } from '#platform/auth/factors.ts'
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
): Promise<{ readonly userId: string | null; readonly cookies: readonly string[] }> {
  const email = input.email.toLowerCase()
  const emailKey = `sign-in:${email}`
  await countAttempt(
    deps.db,
    { key: `sign-in-from:${from.address}`, max: PER_ADDRESS, windowMs: QUARTER_HOUR },
    from.now,
  )
  await countAttempt(deps.db, { key: emailKey, max: PER_EMAIL, windowMs: QUARTER_HOUR }, from.now)
  const found = await deps.auth.signIn(email, input.password, from.headers)
  // the password was right; whether there is a membership is said once the second factor was right, too
  if (found !== null && found.userId === null) return found
  if (found?.userId == null || !(await hasMembership(deps, found.userId))) {
    throw new LeadoutError('invalid', 'The e-mail or the password is wrong.')
  }
  await clearAttempts(deps.db, emailKey)
  return found
}

/**
 * Shows the second factor that a sign-in by password still waits for.
 * @throws LeadoutError `invalid` for a wrong code, `limit` after too many
 */
export async function signInWithCode(
  deps: { readonly db: Db; readonly auth: Auth },
  code: FactorCode,
  from: { readonly headers: Headers; readonly address: string; readonly now: Instant },
): Promise<SignedIn> {
  await countSecretAttempt(deps.db, `code:${from.address}`, from.now)
  return admit(deps, await deps.auth.factors.verify(code, from.headers), 'The code is wrong.')
}

/** @throws LeadoutError `invalid` for a passkey that proves no member, `limit` after too many */
export async function signInWithPasskey(
  deps: { readonly db: Db; readonly auth: Auth },
  response: unknown,
  from: { readonly headers: Headers; readonly address: string; readonly now: Instant },
): Promise<SignedIn> {
  await countSecretAttempt(deps.db, `passkey:${from.address}`, from.now)
  const found = await deps.auth.factors.passkeys.signIn(response, from.headers)
  return admit(deps, found, 'This passkey does not open Leadout.')
}

interface SignedIn {
  readonly userId: string
  readonly cookies: readonly string[]
}

async function admit(
  deps: { readonly db: Db; readonly auth: Auth },
  found: { readonly value: string; readonly cookies: readonly string[] } | null,
  refusal: string,
): Promise<SignedIn> {
  if (found === null || !(await hasMembership(deps, found.value))) throw new LeadoutError('invalid', refusal)
  return { userId: found.value, cookies: found.cookies }
}

/** A user without a membership that holds has no use for the session just made. */
async function hasMembership(deps: { readonly db: Db; readonly auth: Auth }, userId: string): Promise<boolean> {
  if ((await membershipOf(deps.db, userId)) !== null) return true
  await deps.auth.endSessions(userId)
  return false
}

/** Slows down whoever tries one-time links or the current password. @throws LeadoutError `limit` */
export async function countSecretAttempt(db: Db, who: string, now: Instant): Promise<void> {
  await countAttempt(db, { key: `secret:${who}`, max: PER_ADDRESS_LINKS, windowMs: QUARTER_HOUR }, now)
}
