import type { ActivityTopic } from '../activity/type.ts'
import type { Instant } from '../instant.ts'
import type { CapturedEntry } from './entry.ts'
import { domainOf } from './entry.ts'
import { isFreeMail } from './free-mail.ts'
import { isSensitive } from './sensitive.ts'

/** What an address is here; null ids where it is not that. */
export interface KnownAddress {
  readonly contactId: string | null
  readonly leadId: string | null
  readonly accountId: string | null
}

/** What the decision about an entry looks things up in. */
export interface CaptureWorld {
  /** whose mailbox or calendar it is */
  readonly personId: string
  /** the person of ours with this address */
  person(address: string): string | null
  /** a domain of ours: colleagues who are on no list have addresses there, too */
  isOurDomain(domain: string): boolean
  known(address: string): KnownAddress | null
  /** `several`: more than one account has it, so it says nothing; `ignored`: someone said that it is not business */
  accountOf(domain: string): string | 'several' | 'ignored' | null
  /** open deals at a moment that a contact was spoken with about, owned by one of these, theirs in this order */
  dealOf(
    contactId: string,
    owners: readonly string[],
    at: Instant,
  ): { readonly dealId: string; readonly ownerId: string } | null
}

/** Why an entry counts for what it counts for, the strongest first (metrics.md Matching order). */
export type MatchReason = 'deal' | 'contact' | 'lead' | 'account'

export interface Match {
  readonly reason: MatchReason
  /** the domain by which, or of the contact through whom, it was found */
  readonly domain: string
  readonly dealId: string | null
  readonly accountId: string | null
  readonly contactId: string | null
  readonly leadId: string | null
}

/** Why nothing of an entry is kept. */
export type LeaveReason =
  | 'internal'
  | 'newsletter'
  | 'automatic'
  | 'free-mail'
  | 'sensitive'
  | 'not-business'
  | 'declined'
  | 'free'
  | 'cancelled'

/** What is kept as busy time and nothing else. */
export type BusyReason = 'internal' | 'alone' | 'private'

export type Decision =
  | {
      readonly fate: 'store'
      readonly type: 'email' | 'meeting'
      readonly match: Match
      readonly personId: string
      readonly direction: 'inbound' | 'outbound' | null
      readonly held: boolean
      readonly topic: ActivityTopic | null
      /** of ours, and of theirs as far as they are known */
      readonly ours: readonly string[]
      readonly theirs: readonly string[]
    }
  | { readonly fate: 'busy'; readonly why: BusyReason }
  /** a company that no account has; `busy` where it takes time of the day */
  | {
      readonly fate: 'aside'
      readonly domains: readonly string[]
      readonly busy: boolean
      readonly direction: 'inbound' | 'outbound' | null
      readonly held: boolean
    }
  | { readonly fate: 'leave'; readonly why: LeaveReason }

const leave = (why: LeaveReason): Decision => ({ fate: 'leave', why })
const busy = (why: BusyReason): Decision => ({ fate: 'busy', why })

/** What becomes of one entry of a mailbox or calendar (metrics.md Touch, Meeting held, Matching order). */
export function decide(entry: CapturedEntry, world: CaptureWorld): Decision {
  if (entry.mark === 'newsletter' || entry.mark === 'automatic') return leave(entry.mark)
  const isOurs = (address: string) => world.person(address) !== null || world.isOurDomain(domainOf(address))
  const addresses = [
    ...new Set([...(entry.from === null ? [] : [entry.from]), ...entry.people.map(({ address }) => address)]),
  ]
  const outside = addresses.filter((address) => !isOurs(address))
  const people = addresses.flatMap((address) => world.person(address) ?? [])
  const meeting = entry.kind === 'meeting'
  if (meeting) {
    const own = entry.people.find(({ address }) => world.person(address) === world.personId)
    if (own?.answer === 'declined') return leave('declined')
    if (entry.mark === 'private') return entry.cancelled ? leave('cancelled') : busy('private')
  }
  if (outside.length === 0) return withoutOutside(entry, people, world.personId)
  const usable = outside.filter((address) => isUsable(address, world))
  if (usable.length === 0) return unusable(entry, outside, world)
  const ours = [...new Set([...people, world.personId])]
  const match = findMatch(usable, ours, entry.at, world)
  if (match === null || !overrules(match, entry)) {
    if (entry.mark === 'sensitive') return entry.cancelled ? leave('cancelled') : busy('private')
    const domains = [...new Set(usable.map(domainOf))].filter((domain) => !isFreeMail(domain))
    return {
      fate: 'aside',
      domains,
      busy: meeting && !entry.cancelled && entry.mark !== 'free',
      ...manner(entry, isOurs, usable),
    }
  }
  const theirs = usable.flatMap((address) => {
    const known = world.known(address)
    return known?.contactId ?? known?.leadId ?? []
  })
  return {
    fate: 'store',
    type: meeting ? 'meeting' : 'email',
    match,
    personId: creditedTo(entry, match, ours, world),
    ...manner(entry, isOurs, usable),
    topic: entry.topic,
    ours,
    theirs: [...new Set(theirs)],
  }
}

/** Known contacts and accounts overrule a title that sounds private: some sell to doctors. */
function overrules(match: Match, entry: CapturedEntry): boolean {
  return entry.mark !== 'sensitive' || match.reason !== 'account'
}

function manner(
  entry: CapturedEntry,
  isOurs: (address: string) => boolean,
  usable: readonly string[],
): { readonly direction: 'inbound' | 'outbound' | null; readonly held: boolean } {
  if (entry.kind === 'mail')
    return { direction: entry.from !== null && isOurs(entry.from) ? 'outbound' : 'inbound', held: true }
  const declined = new Set(entry.people.filter(({ answer }) => answer === 'declined').map(({ address }) => address))
  return { direction: null, held: !entry.cancelled && usable.some((address) => !declined.has(address)) }
}

function withoutOutside(entry: CapturedEntry, people: readonly string[], personId: string): Decision {
  if (entry.kind === 'mail') return leave('internal')
  if (entry.cancelled) return leave('cancelled')
  if (entry.mark === 'free') return leave('free')
  if (entry.mark === 'sensitive') return busy('private')
  return busy(people.some((person) => person !== personId) || entry.people.length > 1 ? 'internal' : 'alone')
}

/** A company's address, or a private one that belongs to a known contact. */
function isUsable(address: string, world: CaptureWorld): boolean {
  if (world.known(address) !== null) return true
  const domain = domainOf(address)
  if (isFreeMail(domain)) return false
  const account = world.accountOf(domain)
  if (account === 'ignored') return false
  return account !== null || !isSensitive(address)
}

function unusable(entry: CapturedEntry, outside: readonly string[], world: CaptureWorld): Decision {
  if (entry.kind === 'meeting') {
    if (entry.cancelled) return leave('cancelled')
    return entry.mark === 'free' ? leave('free') : busy('private')
  }
  const [first] = outside
  if (isFreeMail(domainOf(first!))) return leave('free-mail')
  return leave(world.accountOf(domainOf(first!)) === 'ignored' ? 'not-business' : 'sensitive')
}

/** The strongest match of any of them; of equal ones that of the address mentioned first. */
function findMatch(usable: readonly string[], ours: readonly string[], at: Instant, world: CaptureWorld): Match | null {
  const known = usable.flatMap((address) => {
    const found = world.known(address)
    return found === null ? [] : [{ domain: domainOf(address), ...found }]
  })
  for (const one of known) {
    const deal = one.contactId === null ? null : world.dealOf(one.contactId, ours, at)
    if (deal !== null) return { reason: 'deal', ...one, dealId: deal.dealId }
  }
  const accountOf = (domain: string) => {
    const account = world.accountOf(domain)
    return account === 'several' || account === 'ignored' ? null : account
  }
  for (const reason of ['contact', 'lead'] as const) {
    const one = known.find(({ contactId, leadId }) => (reason === 'contact' ? contactId : leadId) !== null)
    if (one !== undefined) return { reason, ...one, accountId: one.accountId ?? accountOf(one.domain), dealId: null }
  }
  for (const address of usable) {
    const accountId = accountOf(domainOf(address))
    if (accountId !== null)
      return { reason: 'account', domain: domainOf(address), accountId, dealId: null, contactId: null, leadId: null }
  }
  return null
}

/** Our sender or organiser; else the owner of the deal, if on it; else the first of ours (metrics.md Credit). */
function creditedTo(entry: CapturedEntry, match: Match, ours: readonly string[], world: CaptureWorld): string {
  const sender = entry.from === null ? null : world.person(entry.from)
  if (sender !== null) return sender
  if (match.dealId !== null && match.contactId !== null) {
    const deal = world.dealOf(match.contactId, ours, entry.at)
    if (deal !== null) return deal.ownerId
  }
  return ours[0]!
}
