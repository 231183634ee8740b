import { chance, counts, whole } from './draw.ts'
import { monthsInRole, rampAt, spellAt, type Discipline, type Person, type Spell } from './persons.ts'
import { stream } from './streams.ts'
import { climate, isWorking, levels, type World } from './world.ts'

/** What a person was expected to do in one week before the dice fell; `exposure` is working days / 5. */
export interface Week {
  readonly no: number
  readonly days: readonly number[]
  readonly spell: Spell
  readonly exposure: number
  /** of full, by time in the role */
  readonly ramp: number
  readonly meetings: number
  readonly mails: number
  readonly calls: number
}

/** A lead who sells has half of the time for it. */
const COACH = 0.5

export function capacityOf(person: Person, discipline: Discipline): number {
  if (discipline === 'lead') return person.coach ? COACH : 0
  return discipline === 'ae' ? 1 : 0
}

/** The weeks of a person, those of the warm-up below 0, with the rates that hold in each; weeks without work are left out. */
export function* weeksOf(world: World, person: Person): Generator<Week> {
  const { scenario, axis, effects } = world
  const { seed, creation, activity, misspecified } = scenario
  const first = Math.floor(axis.begin / 7)
  const last = Math.ceil(axis.days / 7)
  const level = levels(seed, 'activity-level', [person.no], last, activity.level.phi, activity.level.sd)
  for (let no = first; no < last; no += 1) {
    const days: number[] = []
    for (let day = no * 7; day < Math.min(axis.days, no * 7 + 7); day += 1) {
      if (isWorking(world, person, day)) days.push(day)
    }
    const day = days[0]
    if (day === undefined) continue
    const spell = spellAt(person, day)!
    const exposure = days.length / 5
    const ramp = rampAt(person.ramp, monthsInRole(person, day))
    const role = spell.discipline === 'sdr' ? 'sdr' : 'ae'
    const capacity = capacityOf(person, spell.discipline)
    const doing = spell.discipline === 'sdr' ? 1 : capacity
    // activities begin with the first day
    const there = no < 0 ? 0 : level[no]!
    const busy = doing * exposure * ramp * person.ability.activity * there * burst(world, person, no)
    yield {
      no,
      days,
      spell,
      exposure,
      ramp,
      meetings:
        creation.firstMeetingsPerWeek *
        capacity *
        exposure *
        ramp *
        person.ability.creation *
        climate(world, spell.team, day) *
        (misspecified.bursts === null ? 1 : burst(world, person, no)) *
        effects.factor('first-meetings', person.no, day),
      mails: activity.mails[role] * busy * effects.factor('mails', person.no, day),
      calls: activity.calls[role] * busy * effects.factor('calls', person.no, day),
    }
  }
}

/** Two levels of mean 1 between which a person switches by week. */
function burst({ scenario }: World, { no }: Person, week: number): number {
  const { bursts } = scenario.misspecified
  if (bursts === null) return 1
  const { on, factor } = bursts
  return chance(stream(scenario.seed, 'burst', no, week), on) ? factor : Math.max(0, (1 - on * factor) / (1 - on))
}

/** The days on which a week's events fall: as many as drawn, each on any working day. */
export function daysOf(
  world: World,
  concern: string,
  person: Person,
  week: Week,
  mean: number,
  dispersion: number,
): number[] {
  if (mean <= 0) return []
  const draw = stream(world.scenario.seed, concern, person.no, week.no)
  const many = counts(draw, mean, dispersion)
  const days: number[] = []
  for (let event = 0; event < many; event += 1) days.push(week.days[whole(draw, 0, week.days.length - 1)]!)
  return days
}
