import { describe, expect, it } from 'vitest'
import type { CaptureWorld, Decision } from './decide.ts'
import { decide } from './decide.ts'
import type { CapturedEntry } from './entry.ts'
import { readAddress } from './entry.ts'
import { isFreeMail } from './free-mail.ts'
import { isSensitive } from './sensitive.ts'

const ANA = 'ana@us.test'
const BO = 'bo@acme.test'

const world: CaptureWorld = {
  personId: 'ana',
  person: (address) => ({ [ANA]: 'ana', 'max@us.test': 'max' })[address] ?? null,
  isOurDomain: (domain) => domain === 'us.test',
  known: (address) =>
    ({
      [BO]: { contactId: 'bo', leadId: null, accountId: 'acme' },
      'kim@gmail.com': { contactId: 'kim', leadId: null, accountId: 'solo' },
      'lee@new.test': { contactId: null, leadId: 'lee', accountId: null },
    })[address] ?? null,
  accountOf: (domain) =>
    ({ 'acme.test': 'acme', 'two.test': 'several', 'spam.test': 'ignored', 'kanzlei.test': 'law' })[domain] ?? null,
  dealOf: (contactId, owners) =>
    contactId === 'kim' && owners.includes('max') ? { dealId: 'kim-deal', ownerId: 'max' } : null,
}

const mail = (from: string, to: readonly string[], more: Partial<CapturedEntry> = {}): CapturedEntry => ({
  kind: 'mail',
  key: 'k',
  thread: 'k',
  at: 0,
  date: null,
  seconds: null,
  from,
  people: to.map((address) => ({ address, answer: null })),
  createdAt: 0,
  cancelled: false,
  mark: null,
  topic: null,
  revision: 0,
  ...more,
})
const meeting = (from: string | null, to: readonly string[], more: Partial<CapturedEntry> = {}) =>
  mail(from ?? '', to, { kind: 'meeting', thread: null, from, seconds: 3600, ...more })
const fate = (decision: Decision) =>
  decision.fate === 'store'
    ? [decision.fate, decision.match.reason]
    : decision.fate === 'aside'
      ? [decision.fate, ...decision.domains]
      : [decision.fate, decision.why]

describe('a mail', () => {
  it.each<[string, CapturedEntry, readonly string[]]>([
    ['to a colleague', mail(ANA, ['max@us.test', 'unlisted@us.test']), ['leave', 'internal']],
    ['to a contact', mail(ANA, [BO]), ['store', 'contact']],
    ['to someone else of an account', mail(ANA, ['new@acme.test']), ['store', 'account']],
    ['to a lead', mail(ANA, ['lee@new.test']), ['store', 'lead']],
    ['to an unknown company', mail(ANA, ['x@unknown.test', 'y@unknown.test']), ['aside', 'unknown.test']],
    ['to a domain of two accounts', mail(ANA, ['x@two.test']), ['aside', 'two.test']],
    ['to a private address', mail(ANA, ['x@gmail.com']), ['leave', 'free-mail']],
    ['to a private address of a contact', mail(ANA, ['kim@gmail.com']), ['store', 'contact']],
    ['to a domain that is not business', mail(ANA, ['x@spam.test']), ['leave', 'not-business']],
    ['to a works council', mail(ANA, ['betriebsrat@other.test']), ['leave', 'sensitive']],
    ['to a lawyer who is an account', mail(ANA, ['anwalt@kanzlei.test']), ['store', 'account']],
    ['of a list', mail('news@acme.test', [ANA], { mark: 'newsletter' }), ['leave', 'newsletter']],
    ['of a machine', mail(BO, [ANA], { mark: 'automatic' }), ['leave', 'automatic']],
  ])('%s', (_, entry, expected) => {
    expect(fate(decide(entry, world))).toEqual(expected)
  })

  it('counts for the deal of a colleague who is on it, before the contact', () => {
    const alone = decide(mail(ANA, [BO, 'kim@gmail.com']), world)
    expect(alone).toMatchObject({ match: { reason: 'contact', contactId: 'bo' } })
    const both = decide(mail(ANA, [BO, 'kim@gmail.com', 'max@us.test']), world)
    expect(both).toMatchObject({ match: { reason: 'deal', dealId: 'kim-deal', contactId: 'kim' }, personId: 'ana' })
  })

  it('has a direction, and is credited to our sender, else to whose deal it is', () => {
    expect(decide(mail(ANA, [BO]), world)).toMatchObject({ direction: 'outbound', personId: 'ana' })
    expect(decide(mail(BO, [ANA]), world)).toMatchObject({ direction: 'inbound', personId: 'ana' })
    expect(decide(mail('kim@gmail.com', [ANA, 'max@us.test']), world)).toMatchObject({ personId: 'max' })
    expect(decide(mail('max@us.test', [BO, ANA]), world)).toMatchObject({ direction: 'outbound', personId: 'max' })
  })
})

describe('a meeting', () => {
  it.each<[string, CapturedEntry, readonly string[]]>([
    ['with a contact', meeting(ANA, [BO]), ['store', 'contact']],
    ['with colleagues', meeting('max@us.test', [ANA]), ['busy', 'internal']],
    ['with nobody', meeting(null, []), ['busy', 'alone']],
    ['marked private, with a contact', meeting(ANA, [BO], { mark: 'private' }), ['busy', 'private']],
    ['that sounds private', meeting(null, [], { mark: 'sensitive' }), ['busy', 'private']],
    ['that sounds private, with a contact', meeting(ANA, [BO], { mark: 'sensitive' }), ['store', 'contact']],
    ['that sounds private, with an account', meeting(ANA, ['x@acme.test'], { mark: 'sensitive' }), ['busy', 'private']],
    ['with a private address', meeting(ANA, ['x@gmail.com']), ['busy', 'private']],
    ['shown as free', meeting(null, [], { mark: 'free' }), ['leave', 'free']],
    ['cancelled, with colleagues', meeting('max@us.test', [ANA], { cancelled: true }), ['leave', 'cancelled']],
    ['with an unknown company', meeting(ANA, ['x@unknown.test']), ['aside', 'unknown.test']],
  ])('%s', (_, entry, expected) => {
    expect(fate(decide(entry, world))).toEqual(expected)
  })

  it('is left out where the person declined', () => {
    const people = [{ address: ANA, answer: 'declined' as const }]
    expect(fate(decide(meeting(BO, [], { people }), world))).toEqual(['leave', 'declined'])
  })

  it('is not held where it is cancelled or nobody of theirs comes', () => {
    const declined = [{ address: BO, answer: 'declined' as const }]
    expect(decide(meeting(ANA, [BO]), world)).toMatchObject({ held: true })
    expect(decide(meeting(ANA, [BO], { cancelled: true }), world)).toMatchObject({ held: false })
    expect(decide(meeting(ANA, [], { people: declined }), world)).toMatchObject({ held: false })
    const one = [...declined, { address: 'x@acme.test', answer: null }]
    expect(decide(meeting(ANA, [], { people: one }), world)).toMatchObject({ held: true })
  })
})

it('tells addresses from what mail systems write in their place', () => {
  expect(readAddress('MAILTO:Ana@Example.com')).toBe('ana@example.com')
  expect(readAddress('<ana@exämple.com>')).toBe('ana@exämple.com')
  for (const text of [
    'invalid:nomail',
    '/O=ORG/CN=ANA',
    'ana@localhost',
    'a b@c.de',
    '',
    'ana@@x.de',
    `${'a'.repeat(300)}@x.de`,
  ])
    expect(readAddress(text)).toBeNull()
})

it('knows private mailboxes and what is nobody’s business', () => {
  expect(['gmail.com', 'yahoo.co.uk', 'hotmail.fr', 'web.de', 'gmx.at'].every(isFreeMail)).toBe(true)
  expect(['acme.com', 'livestock.com', 'yahoo-inc.com', 'outlookgroup.com'].some(isFreeMail)).toBe(false)
  for (const text of [
    'hr@acme.com',
    'dr.weiss@zahnarzt-weiss.de',
    'Betriebsratssitzung',
    'job interview',
    'Gewerkschaft',
  ])
    expect(isSensitive(text), text).toBe(true)
  for (const text of ['ana@acme.com', 'chris@hrs.com', 'Quarterly review', 'Demo for Lawson', 'reunion'])
    expect(isSensitive(text), text).toBe(false)
})
