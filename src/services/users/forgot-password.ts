import type { Db } from '#db/client.ts'
import type { Instant } from '#domain/instant.ts'
import type { Auth } from '#platform/auth/auth.ts'
import { membershipOf } from '../access/member.ts'
import { countAttempt } from '../access/rate-limit.ts'
import { recordAccessChange } from '../access/record-access-change.ts'
import { deliverIfSetUp } from '../mail/mail-account.ts'
import { resetMail } from '../mail/messages.ts'
import { makeLink } from './one-time-link.ts'

const HOUR = 60 * 60 * 1000
const PER_ADDRESS = 3

/** Mails a link for a new password to a member, at most three an hour; to nobody else, and nothing without mail. */
export async function mailResetLink(
  deps: { readonly db: Db; readonly auth: Auth; readonly secretsKey: Buffer; readonly publicUrl: string },
  address: string,
  now: Instant,
): Promise<void> {
  const { db, auth, secretsKey, publicUrl } = deps
  const user = await auth.userByEmail(address.toLowerCase())
  const membership = user && (await membershipOf(db, user.id))
  if (!user || !membership) return
  await countAttempt(db, { key: `forgot:${user.email}`, max: PER_ADDRESS, windowMs: HOUR }, now)
  const { orgId } = membership
  const about = { orgId, userId: user.id, email: user.email }
  const { url } = await makeLink(db, 'reset', about, { publicUrl, now })
  await deliverIfSetUp({ ctx: { db, orgId }, secretsKey }, resetMail(user.email, url))
  const ctx = { orgId, actor: { type: 'system', job: 'forgot-password' }, recordedAt: now } as const
  await recordAccessChange(db, ctx, user.id, { resetLinkMade: true })
}
