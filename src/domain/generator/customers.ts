import type { Account } from './accounts.ts'
import { DAYS_PER_MONTH } from './axis.ts'
import { CONSTANTS } from './constants.ts'
import { type Deal, holderAt, ownersOf, runDeal } from './deal.ts'
import { workDeal } from './deal-touches.ts'
import { chance, pick, poisson, whole } from './draw.ts'
import { writeDealRows } from './second.ts'
import type { Sink } from './sink.ts'
import { spellAt, type Person } from './persons.ts'
import { stream } from './streams.ts'
import type { Touches } from './touches.ts'
import { isWorking, nearWorkday, type World } from './world.ts'

/** Who keeps an account from a day on, and what it is. */
export interface AccountKeeper {
  readonly from: number
  readonly person: Person
  readonly type: 'Prospect' | 'Customer' | 'Former customer'
}

/** What became of the account after a win. */
export interface Customer {
  readonly keepers: readonly AccountKeeper[]
  readonly deals: readonly Deal[]
}

/** The customer that a won deal makes: handed over to a CSM where there is one, served, renewed, expanded. */
export function serveCustomer(world: World, sink: Sink, touches: Touches, won: Deal, account: Account): Customer {
  const { scenario, axis } = world
  if (won.outcome?.kind !== 'won' || won.deletedAt !== null) return { keepers: [], deals: [] }
  const { seed, customers } = scenario
  const { expansionDays, renewalDays } = CONSTANTS.customers
  const draw = stream(seed, 'customer', ...won.key)
  const deals: Deal[] = []
  let from = won.outcome.day + 1
  const term = Math.round(customers.termMonths * DAYS_PER_MONTH)
  let keeper = csmOf(world, draw, from) ?? holderAt(won, from)
  const keepers: AccountKeeper[] = [{ from, person: keeper, type: 'Customer' }]
  for (let year = 1; from < axis.days; year += 1) {
    const ends = from + term
    serve(world, touches, draw, keeper, won, account, from, Math.min(ends, axis.days))
    const expands = chance(draw, customers.expansion)
    const at = from + whole(draw, expansionDays.min, expansionDays.max)
    const grower = keeperAt(world, draw, keeper, at)
    if (expands && grower !== null) add(dealOf('existing', [...won.key, year * 10 + 1], grower, at, undefined))
    const offered = nearWorkday(world, keeper, ends - renewalDays, from)
    const next = keeperAt(world, draw, keeper, offered) ?? keeper
    if (next !== keeper) keepers.push({ from: offered, person: next, type: 'Customer' })
    keeper = next
    if (offered >= axis.days || spellAt(keeper, offered) === null) break
    const renewal = dealOf('renewal', [...won.key, year * 10 + 2], keeper, offered, {
      lines: won.lines,
      chance: customers.renewal,
      closes: ends,
    })
    add(renewal)
    if (renewal.outcome?.kind === 'lost') {
      keepers.push({ from: renewal.outcome.day + 1, person: keeper, type: 'Former customer' })
      break
    }
    from = ends
  }
  return { keepers, deals }

  function dealOf(
    type: 'existing' | 'renewal',
    key: number[],
    person: Person,
    day: number,
    renewal: Parameters<typeof runDeal>[1]['renewal'],
  ) {
    const on = nearWorkday(world, person, day, won.outcome!.day + 1)
    return runDeal(world, {
      key,
      id: `d${key.join('x')}`,
      account: account.id,
      type,
      owner: person,
      creator: person,
      day: on,
      renewal,
    })
  }
  function add(deal: Deal): void {
    if (deal.createdDay >= axis.days) return
    deals.push(deal)
    writeDealRows(world, sink, deal, account)
    workDeal(world, touches, deal, account)
  }
}

function serve(
  world: World,
  touches: Touches,
  draw: Parameters<typeof chance>[0],
  keeper: Person,
  won: Deal,
  account: Account,
  from: number,
  to: number,
): void {
  const { mails, meetings } = world.scenario.activity.customer
  const party = {
    deal: null,
    account: account.id,
    contacts: account.contacts.slice(0, 2).map(({ id }) => id),
    lead: null,
  }
  const owners = ownersOf(world, keeper, from)
  for (let week = from; week < to; week += 7) {
    const who = holderAt({ owners }, week)
    const days: number[] = []
    for (let day = week; day < Math.min(week + 7, to); day += 1) if (isWorking(world, who, day)) days.push(day)
    const share = days.length / 5
    for (let more = poisson(draw, mails * share); more > 0; more -= 1) {
      const direction = chance(draw, CONSTANTS.customers.inbound) ? 'inbound' : 'outbound'
      touches.mail(who, pick(draw, days), party, { direction, thread: `${won.id}s${Math.floor(week / 7)}` })
    }
    for (let more = poisson(draw, meetings * share); more > 0; more -= 1) {
      touches.meeting(who, pick(draw, days), party, { outcome: 'follow-up', host: who, colleagues: [] })
    }
  }
}

function keeperAt(world: World, draw: Parameters<typeof chance>[0], keeper: Person, day: number): Person | null {
  if (day >= world.axis.days) return null
  if (spellAt(keeper, day) !== null) return keeper
  const heir = csmOf(world, draw, day) ?? holderAt({ owners: ownersOf(world, keeper, (keeper.left ?? day) - 1) }, day)
  return spellAt(heir, day) === null ? null : heir
}

function csmOf(world: World, draw: Parameters<typeof chance>[0], day: number): Person | null {
  const all = world.staff.inRole('csm', day)
  return all.length === 0 ? null : all[whole(draw, 0, all.length - 1)]!
}
