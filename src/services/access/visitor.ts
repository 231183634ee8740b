import type { Db } from '#db/client.ts'
import type { Instant } from '#domain/instant.ts'
import type { Auth } from '#platform/auth/auth.ts'
import type { Actor, Ctx } from '../context.ts'
import { lesserLevel, levelOfKey } from './key-level.ts'
import { type Membership, membershipOf } from './member.ts'

export interface FoundVisitor {
  readonly ctx: Ctx
  readonly email: string | null
  readonly name: string | null
  readonly orgName: string
}

/**
 * Who a request comes from: an API key (`authorization: Bearer` or `x-api-key`), else the session cookie. A key that
 * is wrong is nobody, never the session beside it. `cookies` prolong a session.
 */
export async function findVisitor(
  deps: { readonly db: Db; readonly auth: Auth },
  headers: Headers,
  now: Instant,
): Promise<{ readonly visitor: FoundVisitor | null; readonly cookies: readonly string[] }> {
  const key = apiKeyOf(headers)
  if (key !== null) {
    const holder = await deps.auth.verifyApiKey(key)
    const membership = holder && (await membershipOf(deps.db, holder.userId))
    if (!holder || !membership) return { visitor: null, cookies: [] }
    const most = (await levelOfKey(deps.db, holder.keyId)) ?? membership.level
    const limited = { ...membership, level: lesserLevel(membership.level, most) }
    return { visitor: visitorOf(deps.db, { type: 'api-key', ...holder }, limited, now), cookies: [] }
  }
  if (!headers.has('cookie')) return { visitor: null, cookies: [] }
  const session = await deps.auth.session(headers)
  const membership = session && (await membershipOf(deps.db, session.userId))
  if (!session || !membership) return { visitor: null, cookies: session?.cookies ?? [] }
  const { email, name } = session
  const visitor = visitorOf(deps.db, { type: 'user', userId: session.userId }, membership, now)
  return { visitor: { ...visitor, email, name }, cookies: session.cookies }
}

type Proven = { type: 'user'; userId: string } | { type: 'api-key'; userId: string; keyId: string }

function visitorOf(db: Db, proven: Proven, membership: Membership, now: Instant): FoundVisitor {
  const actor: Actor = { ...proven, level: membership.level, personId: membership.personId }
  return {
    ctx: { db, orgId: membership.orgId, actor, recordedAt: now },
    email: null,
    name: null,
    orgName: membership.orgName,
  }
}

function apiKeyOf(headers: Headers): string | null {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
  return bearer ?? headers.get('x-api-key')
}
