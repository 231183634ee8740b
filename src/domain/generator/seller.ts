import { newAccount, writeAccount, type Account, type AccountFacts } from './accounts.ts'
import { serveCustomer } from './customers.ts'
import { runDeal, type Deal } from './deal.ts'
import { workDeal } from './deal-touches.ts'
import { isDealCut, writeDeal } from './deal-rows.ts'
import { chance, whole } from './draw.ts'
import { isTwice } from './faults.ts'
import { writeConvertedLead } from './leads.ts'
import { prospect } from './prospecting.ts'
import type { Sink } from './sink.ts'
import { spellAt, type Person } from './staffing.ts'
import { stream } from './streams.ts'
import { openTouches } from './touches.ts'
import { daysOf, weeksOf, type Week } from './weeks.ts'
import { isCut, officeOf, type World } from './world.ts'

/** Seconds after midnight before which nothing is entered: an account is there before its first deal. */
const OPENING = 7 * 3600

/** What a person did, as it really was; the rows say the same but for planted faults. */
export interface Work {
  readonly person: Person
  readonly weeks: readonly Week[]
  /** days of first meetings by week, whether a deal came of them or not */
  readonly firstMeetings: readonly (readonly number[])[]
  readonly deals: readonly Deal[]
}

/** Everything one person brought into being: first meetings, the accounts, deals and customers that follow, activities. */
export function runPerson(world: World, sink: Sink, person: Person): Work {
  const { scenario, effects } = world
  const { seed, creation } = scenario
  const weeks = [...weeksOf(world, person)]
  const touches = openTouches(world, sink, person, 'deal')
  const deals: Deal[] = []
  const firstMeetings: number[][] = []
  const accounts: { account: Account; day: number }[] = []
  let number = 0
  for (const week of weeks) {
    const days = daysOf(world, 'first-meetings', person, week, week.meetings, creation.dispersion)
    firstMeetings.push(days)
    for (const day of days) {
      number += 1
      const key = [person.no, number]
      const spell = spellAt(person, day)!
      const draw = stream(seed, 'first-meeting', ...key)
      const sdr = chance(draw, creation.sdrShare) ? sdrOf(world, draw, spell.team, day) : null
      const related =
        accounts.length > 0 && chance(draw, 0.06) ? accounts[whole(draw, 0, accounts.length - 1)]!.account.id : null
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
      const met = officeOf(world, spell).instant(day, OPENING)
      const account = newAccount(world, sink, person, facts, met)
      accounts.push({ account, day })
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
      if (deal === null) {
        if (isCut(world, met)) writeAccount(world, sink, account, facts, person, 'Prospect')
        continue
      }
      deals.push(deal)
      writeDeal(world, sink, deal, account)
      writeSecond(world, sink, deal, account)
      workDeal(world, touches, deal, account)
      const customer = serveCustomer(world, sink, touches, deal, account)
      deals.push(...customer.deals)
      if (isCut(world, met) || [deal, ...customer.deals].some((own) => isDealCut(world, own))) {
        const known = deal.outcome !== null && deal.outcome.enteredAt < world.cut.until
        writeAccount(world, sink, account, facts, known ? customer.owner : person, known ? customer.type : 'Prospect')
      }
    }
  }
  prospect(world, sink, person, weeks, accounts)
  return { person, weeks, firstMeetings, deals }
}

/** A deal entered twice by accident, or by a double import. */
function writeSecond(world: World, sink: Sink, deal: Deal, account: Account): void {
  const { seed, quality } = world.scenario
  const planted = isTwice(world, 'deals', deal.owner.no, deal.createdDay)
  if (planted || chance(stream(seed, 'duplicate', ...deal.key), quality.duplicates)) {
    writeDeal(world, sink, deal, account, `${deal.id}b`)
  }
}

/** An SDR of the team at work on the day, else one of any team; null where there is none. */
function sdrOf(world: World, draw: Parameters<typeof whole>[0], team: number, day: number): Person | null {
  const sdrs = world.staff.inRole('sdr', day)
  const own = sdrs.filter((person) => spellAt(person, day)!.team === team)
  const from = own.length > 0 ? own : sdrs
  return from.length === 0 ? null : from[whole(draw, 0, from.length - 1)]!
}
