import type { Account } from './accounts.ts'
import { pick, whole } from './draw.ts'
import { addressOf, companyName, personName } from './names.ts'
import type { Sink } from './sink.ts'
import type { Person } from './staffing.ts'
import { stream } from './streams.ts'
import { stamp } from './tables.ts'
import { isCut, officeOf, type World } from './world.ts'

const SOURCES = ['Outbound', 'Web', 'Event', 'Partner'] as const
const STATUSES = ['New', 'Working', 'Working', 'Nurture', 'Unqualified', 'Unqualified'] as const

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
  const created = office.instant(day - whole(draw, 3, 20), whole(draw, 32_400, 61_200))
  const converted = office.instant(day, whole(draw, 32_400, 36_000))
  if (!isCut(world, created) && !isCut(world, converted)) return
  const done = converted < world.cut.until
  sink.row('leads', [
    `l${key.join('x')}`,
    contact.name,
    contact.email,
    null,
    null,
    account.name,
    sdr.id,
    pick(draw, SOURCES),
    done ? 'Converted' : 'Working',
    done,
    stamp(created),
    ...(done ? [stamp(converted), deal, account.id, contact.id] : [null, null, null, null]),
  ])
}

/** A lead that nothing has come of yet. */
export function writeLead(world: World, sink: Sink, sdr: Person, number: number, day: number): string {
  const id = `l${sdr.no}y${number}`
  const draw = stream(world.scenario.seed, 'open-lead', sdr.no, number)
  const { name: company, domain } = companyName(draw)
  const name = personName(draw)
  const created = officeOf(world, sdr.spells[0]!).instant(day, whole(draw, 25_200, 28_800))
  if (!isCut(world, created)) return id
  sink.row('leads', [
    id,
    name,
    addressOf(name, domain),
    null,
    null,
    company,
    sdr.id,
    pick(draw, SOURCES),
    pick(draw, STATUSES),
    false,
    stamp(created),
    null,
    null,
    null,
    null,
  ])
  return id
}
