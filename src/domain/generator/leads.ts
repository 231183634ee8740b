import type { Account } from './accounts.ts'
import { campaignOf } from './campaigns.ts'
import { ownersOf } from './deal.ts'
import { pick, weighted, whole } from './draw.ts'
import { writeHistory } from './history.ts'
import { addressOf, companyName, personName } from './names.ts'
import type { Sink } from './sink.ts'
import type { Person } from './persons.ts'
import { stream } from './streams.ts'
import { stamp } from './tables.ts'
import { isCut, officeOf, type World } from './world.ts'

const SOURCES = ['Outbound', 'Web', 'Event', 'Partner'] as const

/** What becomes of a lead that is no meeting: the statuses that follow New, with their shares. */
const PATHS = [
  { share: 0.2, next: [] },
  { share: 0.3, next: ['Working'] },
  { share: 0.2, next: ['Working', 'Nurture'] },
  { share: 0.2, next: ['Working', 'Unqualified'] },
  { share: 0.1, next: ['Working', 'Nurture', 'Working'] },
] as const

/** The lead of an SDR that became the first meeting of an account. */
export function writeConvertedLead(
  world: World,
  sink: Sink,
  sdr: Person,
  account: Account,
  deal: string | null,
  key: readonly number[],
  day: number,
): void {
  const draw = stream(world.scenario.seed, 'lead', ...key)
  const office = officeOf(world, sdr.spells[0]!)
  const contact = account.contacts[0]!
  // nobody had a lead before the first day of work
  const age = Math.min(whole(draw, 3, 20), day - sdr.hired)
  const born = day - age
  const created = office.instant(born, whole(draw, 25_200, 28_799))
  const working =
    age > 1
      ? office.instant(Math.min(born + whole(draw, 1, 2), day - 1), whole(draw, 32_400, 61_200))
      : office.instant(day, whole(draw, 28_800, 32_399))
  const converted = office.instant(day, whole(draw, 32_400, 36_000))
  const source = pick(draw, SOURCES)
  const id = `l${key.join('x')}`
  const held = writeHistory(world, sink, 'lead-history', id, [
    { at: created, field: 'Status', now: 'New' },
    { at: created, field: 'Owner', now: sdr.id },
    { at: working, field: 'Status', now: 'Working' },
    { at: converted, field: 'Status', now: 'Converted' },
  ])
  if (held === null) return
  writeLeadRow(world, sink, { ...contact, id, company: account.name, source, day: born, created }, held, {
    at: converted,
    deal,
    account: account.id,
    contact: contact.id,
  })
}

/** A lead that no meeting comes of. */
export function writeLead(world: World, sink: Sink, sdr: Person, number: number, day: number): string {
  const id = `l${sdr.no}y${number}`
  const draw = stream(world.scenario.seed, 'open-lead', sdr.no, number)
  const { name: company, domain } = companyName(draw)
  const name = personName(draw)
  const office = officeOf(world, sdr.spells[0]!)
  const created = office.instant(day, whole(draw, 25_200, 28_800))
  const source = pick(draw, SOURCES)
  let on = day
  const moves = weighted(draw, PATHS, ({ share }) => share).next.map((now) => {
    on += whole(draw, on === day ? 0 : 4, on === day ? 3 : 30)
    return { at: office.instant(on, whole(draw, 32_400, 61_200)), field: 'Status' as const, now }
  })
  const owners = ownersOf(world, sdr, day)
  const entries = [
    { at: created, field: 'Status' as const, now: 'New' },
    ...owners.map(({ from, person }, index) => ({
      at: index === 0 ? created : office.instant(from, 30_000),
      field: 'Owner' as const,
      now: person.id,
    })),
    ...moves,
  ]
  const held = writeHistory(
    world,
    sink,
    'lead-history',
    id,
    entries.toSorted((a, b) => a.at - b.at),
  )
  if (held !== null) {
    writeLeadRow(world, sink, { id, name, email: addressOf(name, domain), company, source, day, created }, held, null)
  }
  return id
}

interface LeadFacts {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly company: string
  readonly source: string
  readonly day: number
  readonly created: number
}

function writeLeadRow(
  world: World,
  sink: Sink,
  { id, name, email, company, source, day, created }: LeadFacts,
  held: Readonly<Record<string, string>>,
  into: {
    readonly at: number
    readonly deal: string | null
    readonly account: string
    readonly contact: string
  } | null,
): void {
  const status = held['Status']!
  const done = status === 'Converted' && into !== null
  const end = done ? [stamp(into.at), into.deal, into.account, into.contact] : [null, null, null, null]
  sink.row('leads', [
    id,
    name,
    email,
    null,
    null,
    company,
    held['Owner']!,
    source,
    status,
    done,
    stamp(created),
    ...end,
  ])
  const campaign = campaignOf(world, source, day)
  if (campaign !== null && isCut(world, created)) {
    sink.row('campaign-members', [`${id}k`, campaign.id, id, 'Responded'])
  }
}
