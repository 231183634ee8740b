import { newAccount, writeAccount, type AccountFacts } from './accounts.ts'
import type { OfficeDays } from './axis.ts'
import { CONSTANTS } from './constants.ts'
import { serveCustomer, type AccountKeeper } from './customers.ts'
import { holderAt, ownersOf, runDeal, type Deal } from './deal.ts'
import { workDeal } from './deal-touches.ts'
import { chance, whole } from './draw.ts'
import { addSold } from './forecasts.ts'
import type { Entry } from './history.ts'
import { writeConvertedLead } from './leads.ts'
import { prospect, type Met } from './prospecting.ts'
import type { Batch, Sink } from './sink.ts'
import { spellAt, type Person } from './persons.ts'
import { writeDealRows } from './second.ts'
import { stream } from './streams.ts'
import { openTouches } from './touches.ts'
import { daysOf, weeksOf, type Week } from './weeks.ts'
import { officeOf, type World } from './world.ts'

/** Seconds after midnight before which nothing is entered: an account is there before its first deal. */
const OPENING = 7 * 3600
const HANDOVER = 8 * 3600

/** What a person did, as it really was; the rows say the same but for planted faults. */
export interface Work {
  readonly person: Person
  readonly weeks: readonly Week[]
  /** days of first meetings by week, whether a deal came of them or not */
  readonly firstMeetings: readonly (readonly number[])[]
  /** what was won by month of the outcome, minor units */
  readonly sold: ReadonlyMap<number, number>
}

/**
 * Everything one person brought into being: first meetings, the accounts, deals and customers that follow, activities.
 * Deals are shown to `watch` and not kept.
 */
export function* runPerson(
  world: World,
  sink: Sink,
  person: Person,
  watch: (deal: Deal) => void,
): Generator<Batch, Work> {
  const { scenario, effects } = world
  const { seed, creation } = scenario
  const weeks = [...weeksOf(world, person)]
  const touches = openTouches(world, sink, person, 'deal')
  const sold = new Map<number, number>()
  const made = (deal: Deal) => {
    addSold(world, sold, person, deal)
    watch(deal)
  }
  const firstMeetings: number[][] = []
  const accounts: Met[] = []
  let number = 0
  for (const week of weeks) {
    yield* sink.full()
    const days = daysOf(world, 'first-meetings', person, week, week.meetings, creation.dispersion)
    firstMeetings.push(days)
    for (const day of days) {
      number += 1
      const key = [person.no, number]
      const spell = spellAt(person, day)!
      const draw = stream(seed, 'first-meeting', ...key)
      const sdr = chance(draw, creation.sdrShare) ? sdrOf(world, draw, spell.team, day) : null
      const related =
        accounts.length > 0 && chance(draw, CONSTANTS.relatedAccounts)
          ? accounts[whole(draw, 0, accounts.length - 1)]!.account
          : null
      const deal = chance(draw, creation.toDeal * effects.factor('deals-created', person.no, day))
        ? runDeal(world, {
            key,
            id: `d${key.join('x')}`,
            account: `a${key.join('x')}`,
            type: 'new',
            owner: person,
            creator: sdr ?? person,
            day,
          })
        : null
      const facts: AccountFacts = {
        key,
        parent: related,
        segment: deal?.segment ?? scenario.segments[0]!.name,
        source: deal?.source ?? (sdr === null ? 'Inbound' : 'Outbound'),
        country: officeOf(world, spell).office.country,
      }
      const office = officeOf(world, spell)
      const account = newAccount(world, sink, person, facts, office.instant(day, OPENING))
      accounts.push({ account: account.id, contact: account.contacts[0]!.id, day })
      if (sdr !== null) writeConvertedLead(world, sink, sdr, account, deal?.id ?? null, key, day)
      touches.meeting(
        person,
        day,
        {
          deal: deal?.id ?? null,
          account: account.id,
          contacts: account.contacts.slice(0, 2).map(({ id }) => id),
          lead: null,
        },
        { outcome: 'initial', host: sdr ?? person, colleagues: sdr === null ? [] : [sdr], held: true },
      )
      const keepers: AccountKeeper[] = [{ from: day, person, type: 'Prospect' }]
      if (deal !== null) {
        made(deal)
        writeDealRows(world, sink, deal, account)
        workDeal(world, touches, deal, account)
        const customer = serveCustomer(world, sink, touches, deal, account)
        for (const later of customer.deals) made(later)
        keepers.push(...customer.keepers)
      }
      writeAccount(world, sink, account, facts, historyOf(world, office, keepers))
    }
  }
  yield* prospect(world, sink, person, weeks, accounts)
  return { person, weeks, firstMeetings, sold }
}

/** Who owned an account and what it was, by entry; whoever leads the team takes over from an owner who leaves. */
function historyOf(world: World, office: OfficeDays, keepers: readonly AccountKeeper[]): Entry[] {
  return keepers.flatMap(({ from, person, type }, index) => {
    const until = keepers[index + 1]?.from ?? Infinity
    // the account is there before its first deal, and changes before the day's work
    const at = (day: number) => office.instant(day, index === 0 && day === from ? OPENING : HANDOVER)
    const owners = ownersOf(world, person, Math.min(from, (person.left ?? Infinity) - 1))
    const first = { from, person: holderAt({ owners }, from) }
    const later = owners.filter((held) => held.from > from && held.from < until)
    return [
      ...[first, ...later].map((held) => ({ at: at(held.from), field: 'Owner' as const, now: held.person.id })),
      { at: at(from), field: 'Type' as const, now: type },
    ].toSorted((a, b) => a.at - b.at)
  })
}

/** An SDR of the team at work on the day, else one of any team; null where there is none. */
function sdrOf(world: World, draw: Parameters<typeof whole>[0], team: number, day: number): Person | null {
  const sdrs = world.staff.inRole('sdr', day)
  const own = sdrs.filter((person) => spellAt(person, day)!.team === team)
  const from = own.length > 0 ? own : sdrs
  return from.length === 0 ? null : from[whole(draw, 0, from.length - 1)]!
}
