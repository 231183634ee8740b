import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { isCurrent } from '../../db/spans.ts'
import type { CaptureWorld } from '../../domain/capture/decide.ts'
import { isFreeMail } from '../../domain/capture/free-mail.ts'

/**
 * Whose a domain is: as someone said; else the account with that website; else the account of all contacts who have
 * addresses there. A domain below another one is its owner's, too.
 */
export async function readAccountDomains(
  db: Db,
  orgId: string,
  survivor: (id: string) => string,
): Promise<CaptureWorld['accountOf']> {
  const learned = await readLearned(db, orgId, survivor)
  const websites = await readWebsites(db, orgId)
  const contacts = await readContactDomains(db, orgId)
  return (given) => {
    for (const domain of upwards(given)) {
      const said = learned.get(domain)
      if (said !== undefined) return said ?? 'ignored'
      for (const accounts of [websites.get(domain), contacts.get(domain)]) {
        if (accounts === undefined) continue
        return accounts.size === 1 ? [...accounts][0]! : 'several'
      }
    }
    return null
  }
}

/** A domain and those above it that can belong to somebody: `eu.acme.com`, `acme.com`. */
function upwards(domain: string): string[] {
  const labels = domain.split('.')
  return labels.slice(0, -1).map((_, from) => labels.slice(from).join('.'))
}

async function readLearned(
  db: Db,
  orgId: string,
  survivor: (id: string) => string,
): Promise<Map<string, string | null>> {
  const rows = await db
    .selectFrom('learned_domain')
    .select(['domain', 'account_id'])
    .where('org_id', '=', orgId)
    .execute()
  return new Map(rows.map((row) => [row.domain, row.account_id === null ? null : survivor(row.account_id)]))
}

async function readWebsites(db: Db, orgId: string): Promise<Map<string, Set<string>>> {
  const { rows } = await sql<{ id: string; website: string }>`
    select s.entity_id as id, s.state->>'website' as website from span s
    where s.org_id = ${orgId} and s.kind = 'account' and s.state->>'website' <> '' and ${isCurrent('s')}
  `.execute(db)
  return gathered(
    rows.flatMap(({ id, website }) => (hostOf(website) === null ? [] : [[hostOf(website)!, id] as const])),
  )
}

async function readContactDomains(db: Db, orgId: string): Promise<Map<string, Set<string>>> {
  const { rows } = await sql<{ domain: string; id: string }>`
    select distinct lower(split_part(n.email, '@', 2)) as domain, s.state->>'accountId' as id
    from subject n
    join span s on s.org_id = n.org_id and s.kind = 'contact' and s.entity_id = n.id and ${isCurrent('s')}
    where n.org_id = ${orgId} and n.kind = 'contact' and n.email like '%@%' and s.state->>'accountId' is not null
  `.execute(db)
  return gathered(rows.map(({ domain, id }) => [domain, id] as const))
}

function gathered(pairs: readonly (readonly [string, string])[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const [domain, id] of pairs) {
    if (isFreeMail(domain)) continue
    const ids = found.get(domain)
    if (ids === undefined) found.set(domain, new Set([id]))
    else ids.add(id)
  }
  return found
}

/** `https://www.Acme.com/de` is acme.com. */
export function hostOf(website: string): string | null {
  const host = website
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/?#:].*$/, '')
  return /^(?:[\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]{2,}$/u.test(host) ? host : null
}
