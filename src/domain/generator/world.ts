import { exp } from './arithmetic.ts'
import { axisOf, officeDays, type Axis, type OfficeDays } from './axis.ts'
import { CONSTANTS } from './constants.ts'
import { normal } from './draw.ts'
import { newEffects, type Effects } from './effects.ts'
import { calibrate, type Fate } from './fate.ts'
import type { Scenario } from './scenario.ts'
import { isAway, spellAt, type Person, type Spell } from './persons.ts'
import { staffCompany, type Staff } from './staffing.ts'
import { stream } from './streams.ts'

/** A planted fault of the data: the world is as it is, and the files say something else. */
export interface Fault {
  readonly kind: 'double-import' | 'silent-source' | 'incomplete'
  readonly stream: 'mails' | 'calendar' | 'calls' | 'deals'
  readonly persons: ReadonlySet<number> | null
  readonly from: number
  readonly to: number
  /** share of rows that is missing on a day */
  readonly missing: (day: number) => number
  /** counts a row that it took away or made stand twice */
  readonly tell: () => void
}

/** What was planted, as the truth file states it. */
export interface Planted {
  readonly id: string
  readonly kind: string
  readonly subject: { readonly kind: 'company' | 'team' | 'person'; readonly id: string | null }
  /** ids of those meant; null: everyone, also whoever comes later */
  readonly persons: readonly string[] | null
  readonly metric: string
  readonly size: number
  readonly unit: string
  /** the team that a person moved to */
  readonly into?: string
  /** first and last day; null: to the end */
  readonly from: string
  readonly to: string | null
  /** of a fault of the data, rows of its file that it took away or made stand twice, as far as they were made */
  readonly rows?: () => number
}

/** From an instant on, up to but not including another. */
export interface Cut {
  readonly since: number
  readonly until: number
}

/** A company before anything happens in it: everything latent, and nothing that is drawn row by row. */
export interface World {
  readonly scenario: Scenario
  /** what the CRM recorded in this window is in the files: everything up to the last day, unless somebody says else */
  readonly cut: Cut
  readonly axis: Axis
  readonly offices: readonly OfficeDays[]
  readonly staff: Staff
  readonly effects: Effects
  readonly faults: Fault[]
  readonly planted: Planted[]
  readonly fate: Fate
  /** factor on creation by month, from the first of the warm-up on */
  readonly market: readonly number[]
  /** factor by team and month, from the first of the warm-up on, where teams share one */
  readonly teamLevels: ReadonlyMap<number, readonly number[]>
  /** days at work by person, as `isWorking` found them: from the warm-up's first to the last; 1 is at work */
  readonly workdays: Map<number, Uint8Array>
}

/** A world without events; `plantEvents` puts them in. */
export function openWorld(scenario: Scenario, asked: Partial<Cut> = {}): World {
  const axis = axisOf(scenario)
  const offices = scenario.offices.map((office, no) => officeDays(axis, office, no))
  const cut = { since: -Infinity, until: offices[0]!.instant(axis.days, 0), ...asked }
  const staff = staffCompany(scenario, axis)
  const { phi, sd } = scenario.market
  const months = scenario.warmUpMonths + scenario.months + 3
  const shared = scenario.misspecified.correlatedReps
  return {
    scenario,
    cut,
    axis,
    offices,
    staff,
    effects: newEffects(),
    faults: [],
    planted: [],
    fate: calibrate(scenario),
    market: levels(scenario.seed, 'market', [], months, phi, sd),
    teamLevels: new Map(
      shared === null
        ? []
        : staff.teams.map(({ no }) => [
            no,
            levels(scenario.seed, 'team-level', [no], months, CONSTANTS.teamLevelPhi, shared),
          ]),
    ),
    workdays: new Map(),
  }
}

/** A stationary AR(1) of logarithms, as factors of mean 1. */
export function levels(
  seed: number,
  concern: string,
  entity: readonly number[],
  length: number,
  phi: number,
  sd: number,
): number[] {
  const draw = stream(seed, concern, ...entity)
  const innovation = sd * Math.sqrt(1 - phi * phi)
  let x = sd * normal(draw)
  return Array.from({ length }, () => {
    const level = exp(x - (sd * sd) / 2)
    x = phi * x + innovation * normal(draw)
    return level
  })
}

/** Market, season and what a team shares, as one factor on what a person creates on a day. */
export function climate(world: World, team: number, day: number): number {
  const { scenario, axis, market, teamLevels } = world
  const month = Math.max(0, scenario.warmUpMonths + axis.monthNo(day))
  const own = teamLevels.get(team)?.[month] ?? 1
  return market[month]! * scenario.season[axis.month(day)]! * own
}

/** Whether a person is at work on a day: employed, no holiday in the office, no leave. Asked once nobody moves any more. */
export function isWorking(world: World, person: Person, day: number): boolean {
  const { axis, workdays } = world
  let known = workdays.get(person.no)
  if (known === undefined) {
    known = Uint8Array.from({ length: axis.days - axis.begin }, (_, index) => {
      const on = axis.begin + index
      const spell = spellAt(person, on)
      return spell !== null && officeOf(world, spell).works(on) && !isAway(person, on) ? 1 : 0
    })
    workdays.set(person.no, known)
  }
  return known[day - axis.begin] === 1
}

export function officeOf(world: World, spell: Spell): OfficeDays {
  const { teams } = world.staff
  // without a team at the top the only team is the first
  return world.offices[(teams[spell.team] ?? teams[0]!).office]!
}

/** The working day of a person's office nearest to a day, not before `least`, and while employed by whoever is on the day. */
export function nearWorkday(world: World, person: Person, day: number, least: number): number {
  const end = (person.left ?? Infinity) - 1
  const last = Math.max(day, least) > end ? Infinity : end
  const first = Math.max(least, Math.min(day, person.hired))
  const spell = spellAt(person, Math.min(day, end)) ?? person.spells[0]!
  const { works } = officeOf(world, spell)
  for (let away = 0; away < 15; away += 1) {
    if (day - away >= first && works(day - away)) return day - away
    if (day + away >= first && day + away <= last && works(day + away)) return day + away
  }
  return Math.max(day, least)
}

/** The first working day of a person's office from a day on. */
export function nextWorkday(world: World, person: Person, day: number): number {
  const { works } = officeOf(world, spellAt(person, day) ?? person.spells.at(-1)!)
  for (let on = day; on < day + 15; on += 1) if (works(on)) return on
  return day
}

/** The first moment after the last day. */
export function endOf({ axis, offices }: World): number {
  return offices[0]!.instant(axis.days, 0)
}

/** Whether what was recorded at an instant is in the files. */
export function isCut({ cut }: World, at: number): boolean {
  return at >= cut.since && at < cut.until
}
