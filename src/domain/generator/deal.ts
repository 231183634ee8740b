import { exp } from './arithmetic.ts'
import { DAYS_PER_MONTH } from './axis.ts'
import { discounted, firstOffer, type Line, linesFor, listValue, sizeOf } from './catalogue.ts'
import { categoryOf, closeDates, discountOf, stagePath } from './deal-course.ts'
import { CONSTANTS } from './constants.ts'
import { chance, normal, whole } from './draw.ts'
import { interestPath, type Outcome } from './fate.ts'
import { renewalOutcome, traitsOf, turn } from './outcome.ts'
import { spellAt, type Person } from './persons.ts'
import { stream } from './streams.ts'
import { leaderAt } from './succession.ts'
import { endOf, nearWorkday, nextWorkday, officeOf, type World } from './world.ts'

export type DealField = 'Stage' | 'Owner' | 'Amount' | 'Close date' | 'Forecast category' | 'Deleted'

/** One entry of a deal's history, stamped when the CRM recorded it. */
export interface Step {
  readonly at: number
  readonly field: DealField
  /** amounts in minor units, owners as numbers of persons */
  readonly old: string | number | null
  readonly now: string | number | null
}

export interface Deal {
  readonly key: readonly number[]
  readonly id: string
  readonly account: string
  readonly type: 'new' | 'existing' | 'renewal'
  readonly owner: Person
  readonly creator: Person
  readonly currency: string
  readonly segment: string
  readonly source: string
  readonly createdDay: number
  readonly createdAt: number
  /** what was so at creation, beside the steps */
  readonly first: { readonly amount: number; readonly closeDate: string; readonly category: string }
  readonly steps: readonly Step[]
  readonly lines: readonly Line[]
  readonly discount: number
  readonly latent: Outcome & { readonly interest: number; readonly hidden: boolean }
  /** interest by week from creation on */
  readonly interest: Float64Array
  /** the outcome as it happened, and when it was entered; null while it has not come by the last day */
  readonly outcome: { readonly kind: 'won' | 'lost'; readonly day: number; readonly enteredAt: number } | null
  /** who owned it from a day on */
  readonly owners: readonly { readonly from: number; readonly person: Person }[]
  /** whether an event or a new owner turned the outcome */
  readonly turned: boolean
  readonly deletedAt: number | null
  readonly deletedOn: number | null
}

export const WON = 'Closed Won'
export const LOST = 'Closed Lost'

export interface DealSeed {
  readonly key: readonly number[]
  readonly id: string
  readonly account: string
  readonly type: Deal['type']
  readonly owner: Person
  readonly creator: Person
  readonly day: number
  /** a renewal keeps what the account had, and is decided by its own chance */
  readonly renewal?: { readonly lines: readonly Line[]; readonly chance: number; readonly closes: number } | undefined
}

/** A deal from its creation to the last day of the world, or to its outcome. */
export function runDeal(world: World, from: DealSeed): Deal {
  const { scenario, axis } = world
  const { seed } = scenario
  const { key, owner, day } = from
  const office = officeOf(world, spellAt(owner, day)!)
  const clock = stream(seed, 'clock', ...key)
  const traits = traitsOf(world, from)
  const latent = from.renewal === undefined ? world.fate.outcome(key, traits) : renewalOutcome(seed, from)
  const owners = ownersOf(world, owner, day)
  const ownerAt = (on: number) => holderAt({ owners }, on)
  const { kind, closes, turned } = turn(world, from, latent, ownerAt)
  const createdAt = office.instant(day, whole(clock, 7 * 3600, 9 * 3600 - 60))
  const at = (on: number) => {
    const spell = spellAt(ownerAt(on), on) ?? owner.spells[0]!
    return Math.max(createdAt + 1000, officeOf(world, spell).instant(on, whole(clock, 10 * 3600, 17 * 3600)))
  }
  const late =
    kind !== 'never' && chance(stream(seed, 'late', ...key), scenario.quality.lateEntry)
      ? whole(clock, 1, scenario.quality.lateEntryDays)
      : 0
  const entered =
    kind === 'never'
      ? Infinity
      : late === 0
        ? nearWorkday(world, ownerAt(closes), closes, closes)
        : nextWorkday(world, ownerAt(closes), closes + late)
  const horizon = Math.min(entered, axis.days)
  const lines =
    from.renewal?.lines ??
    linesFor(seed, key, sizeOf(scenario, key, traits.segment.size * world.effects.factor('size', owner.no, day)))
  const discount = discountOf(world, key, owner, day)
  const pathTo = kind === 'never' ? Math.round(scenario.outcome.loss.median * DAYS_PER_MONTH * 2) : closes - day
  const moves = stagePath(scenario, key, kind, pathTo)
  const steps: Step[] = []
  // in the history of a deal an entry at one instant stands for one state of it
  const push = (step: Step) => {
    if (step.old !== step.now && step.at < endOf(world)) steps.push(step)
  }

  const estimate = stream(seed, 'estimate', ...key)
  const list = listValue(lines)
  let amount =
    from.renewal === undefined
      ? Math.max(1_000, Math.round((list * exp(scenario.amounts.estimateSd * normal(estimate))) / 1_000) * 1_000)
      : discounted(lines, discount)
  let stage = scenario.stages[0]!.name
  let category = categoryOf(0, scenario.stages.length, owner)
  const dates = closeDates(world, from, horizon, traits)
  const first = { amount, closeDate: axis.date(dates[0]!.date), category }
  for (const [field, now] of [
    ['Stage', stage],
    ['Owner', owner.no],
    ['Amount', amount],
    ['Close date', first.closeDate],
    ['Forecast category', category],
  ] as const) {
    steps.push({ at: createdAt, field, old: null, now })
  }
  const last = scenario.stages.length - 1
  // two entries of one day stand in the order in which they were made
  let moment = createdAt
  for (const move of moves) {
    const on = nearWorkday(world, ownerAt(day + move.after), day + move.after, day)
    if (on >= horizon) break
    moment = Math.max(at(on), moment + 60_000)
    const next = scenario.stages[move.stage]!.name
    push({ at: moment, field: 'Stage', old: stage, now: next })
    stage = next
    const named = categoryOf(move.stage, scenario.stages.length, ownerAt(on))
    push({ at: moment, field: 'Forecast category', old: category, now: named })
    category = named
    const worth =
      move.stage === last
        ? discounted(lines, discount)
        : move.stage >= last / 2
          ? discounted(lines, firstOffer(discount))
          : amount
    push({ at: moment, field: 'Amount', old: amount, now: worth })
    amount = worth
  }
  let close = first.closeDate
  let moved = createdAt
  for (const { on, date } of dates.slice(1)) {
    const next = axis.date(date)
    moved = Math.max(at(on), moved + 60_000)
    push({ at: moved, field: 'Close date', old: close, now: next })
    close = next
  }
  for (const [index, held] of owners.entries()) {
    if (index === 0 || held.from >= horizon) continue
    push({
      at: office.instant(held.from, 9 * 3600),
      field: 'Owner',
      old: owners[index - 1]!.person.no,
      now: held.person.no,
    })
  }
  let outcome: Deal['outcome'] = null
  if (kind !== 'never' && entered < axis.days) {
    const enteredAt = Math.max(at(entered), moment + 60_000, moved + 60_000)
    if (enteredAt < endOf(world)) outcome = { kind, day: closes, enteredAt }
    push({ at: enteredAt, field: 'Stage', old: stage, now: kind === 'won' ? WON : LOST })
    push({ at: enteredAt, field: 'Close date', old: close, now: axis.date(closes) })
    if (kind === 'won') push({ at: enteredAt, field: 'Amount', old: amount, now: discounted(lines, discount) })
    push({ at: enteredAt, field: 'Forecast category', old: category, now: kind === 'won' ? 'closed' : 'omitted' })
  }
  const deletedOn = deletionOf(world, from)
  const deletedAt = deletedOn === null ? null : at(deletedOn)
  if (deletedAt !== null) {
    const kept = steps.filter((step) => step.at < deletedAt)
    steps.splice(0, steps.length, ...kept)
    push({ at: deletedAt, field: 'Deleted', old: 'false', now: 'true' })
    if (outcome !== null && outcome.enteredAt >= deletedAt) outcome = null
  }
  const weeks = Math.max(1, Math.ceil((Math.min(horizon, deletedOn ?? Infinity) - day) / 7))
  return {
    key,
    id: from.id,
    account: from.account,
    type: from.type,
    owner,
    creator: from.creator,
    currency: office.office.currency,
    segment: traits.segment.name,
    source: traits.source.name,
    createdDay: day,
    createdAt,
    first,
    steps: inOrder(steps),
    lines,
    discount,
    latent: { ...latent, interest: traits.interest, hidden: traits.hidden },
    interest: interestPath(scenario, key, traits.interest, weeks, kind === 'won' ? (closes - day) / 7 : null),
    outcome,
    owners,
    turned,
    deletedAt,
    deletedOn,
  }
}

function inOrder(steps: readonly Step[]): Step[] {
  return steps
    .map((step, index) => ({ step, index }))
    .toSorted((a, b) => a.step.at - b.step.at || a.index - b.index)
    .map(({ step }) => step)
}

/** The first owner; once an owner has left whoever leads the team, from the day there is one. */
export function ownersOf({ staff, axis }: World, owner: Person, day: number): Deal['owners'] {
  const owners = [{ from: day, person: owner }]
  for (;;) {
    const { person } = owners.at(-1)!
    if (person.left === null || person.left >= axis.days) return owners
    const { team } = spellAt(person, person.left - 1) ?? person.spells[0]!
    let from = person.left
    while (from < axis.days && leaderAt(staff, team, from, person) === null) from += 1
    const next = leaderAt(staff, team, from, person)
    if (next === null) return owners
    owners.push({ from, person: next })
  }
}

/** Who holds a deal on a day. */
export function holderAt({ owners }: Pick<Deal, 'owners'>, day: number): Person {
  return (owners.findLast(({ from }) => from <= day) ?? owners[0]!).person
}

/** The day on which a deal is deleted, before the last one. */
function deletionOf({ scenario, axis }: World, { key, day, type }: DealSeed): number | null {
  const draw = stream(scenario.seed, 'deletion', ...key)
  if (type !== 'new' || !chance(draw, scenario.quality.deletions)) return null
  const on = day + whole(draw, CONSTANTS.deletionDays.min, CONSTANTS.deletionDays.max)
  return on < axis.days - 1 ? on : null
}
