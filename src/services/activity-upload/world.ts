import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { readSurvivors } from '../../db/merges.ts'
import { isCurrent } from '../../db/spans.ts'
import type { CaptureWorld, KnownAddress } from '../../domain/capture/decide.ts'
import type { CapturedEntry } from '../../domain/capture/entry.ts'
import { domainOf } from '../../domain/capture/entry.ts'
import { isFreeMail } from '../../domain/capture/free-mail.ts'
import type { Instant } from '../../domain/instant.ts'
import { readAccountDomains } from './domains.ts'

interface OpenDeal {
  readonly dealId: string
  readonly from: Instant
  readonly to: Instant
  readonly createdAt: Instant
  readonly contacts: ReadonlySet<string>
}

/** Looks up what entries mention, a batch at a time; what it has looked up it remembers. */
export interface WorldReader {
  worldFor(entries: readonly CapturedEntry[]): Promise<CaptureWorld>
}

export async function openWorld(db: Db, orgId: string, personId: string): Promise<WorldReader> {
  const survivor = await readSurvivors(db, orgId)
  const people = await readPeople(db, orgId, survivor)
  const ourDomains = new Set([...people.keys()].map(domainOf).filter((domain) => !isFreeMail(domain)))
  const accountOf = await readAccountDomains(db, orgId, survivor)
  const known = new Map<string, KnownAddress | null>()
  const deals = new Map<string, readonly OpenDeal[]>()
  return {
    async worldFor(entries) {
      const addresses = new Set(
        entries.flatMap(({ from, people: all }) => [
          ...(from === null ? [] : [from]),
          ...all.map(({ address }) => address),
        ]),
      )
      const unread = [...addresses].filter((address) => !known.has(address) && !people.has(address))
      const found = await readKnown(db, orgId, unread, survivor)
      for (const address of unread) known.set(address, found.get(address) ?? null)
      const owners = new Set([personId, ...[...addresses].flatMap((address) => people.get(address) ?? [])])
      for (const owner of owners) if (!deals.has(owner)) deals.set(owner, await readOpenDeals(db, orgId, owner))
      return {
        personId,
        person: (address) => people.get(address) ?? null,
        isOurDomain: (domain) => ourDomains.has(domain),
        known: (address) => known.get(address) ?? null,
        accountOf,
        dealOf: (contactId, asked, at) => {
          for (const ownerId of asked) {
            const open = (deals.get(ownerId) ?? []).find(
              ({ from, to, contacts }) => from <= at && at < to && contacts.has(contactId),
            )
            if (open !== undefined) return { dealId: open.dealId, ownerId }
          }
          return null
        },
      }
    },
  }
}

/** Persons of ours by every address they have here: the one in their record, and the one they sign in with. */
async function readPeople(db: Db, orgId: string, survivor: (id: string) => string): Promise<Map<string, string>> {
  const { rows } = await sql<{ address: string; id: string }>`
    select lower(u.email) as address, m.person_id as id
    from member m join auth_user u on u.id = m.user_id
    where m.org_id = ${orgId} and m.person_id is not null
    union all
    select lower(n.email), n.id from subject n
    join span p on p.org_id = n.org_id and p.kind = 'person' and p.entity_id = n.id and ${isCurrent('p')}
    where n.org_id = ${orgId} and n.kind = 'person' and n.email is not null
  `.execute(db)
  return new Map(rows.map(({ address, id }) => [address, survivor(id)]))
}

async function readKnown(
  db: Db,
  orgId: string,
  addresses: readonly string[],
  survivor: (id: string) => string,
): Promise<Map<string, KnownAddress>> {
  if (addresses.length === 0) return new Map()
  const { rows } = await sql<{ address: string; kind: string; id: string; accountId: string | null }>`
    select lower(n.email) as address, n.kind, n.id, s.state->>'accountId' as "accountId"
    from subject n
    join span s on s.org_id = n.org_id and s.kind = n.kind and s.entity_id = n.id and ${isCurrent('s')}
    where n.org_id = ${orgId} and n.kind in ('contact', 'lead') and lower(n.email) = any(${[...addresses]}::text[])
    order by n.kind desc, n.id desc
  `.execute(db)
  // contacts come last and the oldest of them the very last: it is the one that stands
  return new Map(
    rows.map(({ address, kind, id, accountId }) => [
      address,
      {
        contactId: kind === 'contact' ? survivor(id) : null,
        leadId: kind === 'lead' ? survivor(id) : null,
        accountId: accountId === null ? null : survivor(accountId),
      },
    ]),
  )
}

/** Deals while open in a person's hands, the newest first, and the contacts they were spoken about with by the CRM. */
async function readOpenDeals(db: Db, orgId: string, ownerId: string): Promise<OpenDeal[]> {
  const { rows } = await sql<{
    dealId: string
    from: Instant
    to: Instant
    createdAt: Instant
    contacts: string[] | null
  }>`
    with own as (
      select d.deal_id, d.valid_from, d.valid_to, d.created_at from deal_span d
      where d.org_id = ${orgId} and d.owner_id = ${ownerId} and d.status = 'open'
        and d.known_to = 'infinity' and d.recorded_to = 'infinity'
    ), spoken as (
      select a.deal_id, coalesce(p.subject_id, a.contact_id) as contact_id
      from activity a
      left join activity_participant p on p.org_id = a.org_id and p.activity_id = a.id and p.side = 'theirs'
      where a.org_id = ${orgId} and a.deal_id in (select o.deal_id from own o) and a.recorded_to = 'infinity'
        and a.source not in ('calendar', 'mailbox')
    )
    select o.deal_id as "dealId", o.valid_from as "from", o.valid_to as "to", o.created_at as "createdAt",
      (select array_agg(distinct s.contact_id) from spoken s where s.deal_id = o.deal_id and s.contact_id is not null) as contacts
    from own o
    order by o.created_at desc, o.deal_id, o.valid_from
  `.execute(db)
  return rows.map(({ contacts, ...row }) => ({ ...row, contacts: new Set(contacts ?? []) }))
}
