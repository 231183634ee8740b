import { CONSTANTS } from './constants.ts'
import { chance, counts } from './draw.ts'
import { monthsInRole, rampAt, spellAt, type Discipline, type Person, type Spell } from './persons.ts'
import { stream } from './streams.ts'
import { climate, isWorking, levels, type World } from './world.ts'

/** What a person was expected to do in one week before the dice fell, by day at work and in all. */
export interface Week {
  readonly no: number
  readonly days: readonly number[]
  /** of the first day at work */
  readonly spell: Spell
  readonly meetings: Rate
  readonly mails: Rate
  readonly calls: Rate
  /** new leads of an SDR */
  readonly leads: number
  /** the level of the person's activity, and that of bursts; 1 where a world has none */
  readonly level: number
  readonly burst: number
}

/** An expected number, and how it falls to the days of the week. */
export interface Rate {
  readonly sum: number
  readonly byDay: readonly number[]
}

export function capacityOf(person: Person, discipline: Discipline): number {
  if (discipline === 'lead') return person.coach ? CONSTANTS.coachCapacity : 0
  return discipline === 'ae' ? 1 : 0
}

/**
 * The weeks of a person, those of the warm-up below 0, with the rates that hold on each of their days: an event, a month
 * and a new role begin on their day; weeks without work are left out.
 */
export function* weeksOf(world: World, person: Person): Generator<Week> {
  const { scenario, axis, effects } = world
  const { seed, creation, activity } = scenario
  const first = Math.floor(axis.begin / 7)
  const last = Math.ceil(axis.days / 7)
  const levelsByWeek = levels(seed, 'activity-level', [person.no], last, activity.level.phi, activity.level.sd)
  for (let no = first; no < last; no += 1) {
    const days: number[] = []
    for (let day = no * 7; day < Math.min(axis.days, no * 7 + 7); day += 1) {
      if (isWorking(world, person, day)) days.push(day)
    }
    const spell = days.length === 0 ? null : spellAt(person, days[0]!)
    if (spell === null) continue
    // activities begin with the first day
    const level = no < 0 ? 0 : levelsByWeek[no]!
    const burst = burstOf(world, person, no)
    const meetings: number[] = []
    const mails: number[] = []
    const calls: number[] = []
    let leads = 0
    for (const day of days) {
      const { team, discipline } = spellAt(person, day)!
      const isSdr = discipline === 'sdr'
      const capacity = capacityOf(person, discipline)
      const able = (rampAt(person.ramp, monthsInRole(person, day)) * staying(world, person, day)) / 5
      const met = capacity * able * person.ability.creation * burst
      const busy = (isSdr ? 1 : capacity) * able * person.ability.activity * level * burst
      const { mails: mailing, calls: calling } = activity
      const factor = (channel: 'first-meetings' | 'mails' | 'calls') => effects.factor(channel, person.no, day)
      meetings.push(
        met === 0 ? 0 : creation.firstMeetingsPerWeek * met * climate(world, team, day) * factor('first-meetings'),
      )
      mails.push((isSdr ? mailing.sdr : mailing.ae) * busy * factor('mails'))
      calls.push((isSdr ? calling.sdr : calling.ae) * busy * factor('calls'))
      if (isSdr) leads += creation.leadsPerWeek * able
    }
    yield { no, days, spell, meetings: rate(meetings), mails: rate(mails), calls: rate(calls), leads, level, burst }
  }
}

function rate(byDay: readonly number[]): Rate {
  return { sum: byDay.reduce((sum, one) => sum + one, 0), byDay }
}

/** What a leaver who fades still does of the usual: less by the day, down to the scenario's least on the last one. */
function staying({ scenario }: World, { fadesFrom, left }: Person, day: number): number {
  if (fadesFrom === null || left === null || day < fadesFrom) return 1
  return 1 - ((1 - scenario.fading.least) * (day + 1 - fadesFrom)) / (left - fadesFrom)
}

/** Two levels of mean 1 between which a person switches by week. */
function burstOf({ scenario }: World, { no }: Person, week: number): number {
  const { bursts } = scenario.misspecified
  if (bursts === null) return 1
  const { on, factor } = bursts
  return chance(stream(scenario.seed, 'burst', no, week), on) ? factor : Math.max(0, (1 - on * factor) / (1 - on))
}

/** The days on which a week's events fall: as many as drawn, on days at work by their rates. */
export function daysOf(
  world: World,
  concern: string,
  person: Person,
  week: Week,
  { sum, byDay }: Rate,
  dispersion: number,
): number[] {
  if (sum <= 0) return []
  const draw = stream(world.scenario.seed, concern, person.no, week.no)
  const days: number[] = []
  for (let more = counts(draw, sum, dispersion); more > 0; more -= 1) {
    let rest = draw.uniform() * sum
    let index = 0
    while (index < byDay.length - 1 && rest >= byDay[index]!) {
      rest -= byDay[index]!
      index += 1
    }
    days.push(week.days[index]!)
  }
  return days
}
