import { exp, ln } from './arithmetic.ts'
import { DAYS_PER_MONTH, type Axis } from './axis.ts'
import { fadesFrom, leavesOn } from './attrition.ts'
import { CONSTANTS } from './constants.ts'
import { chance, exponential, lognormal, normal, whole } from './draw.ts'
import { addressOf, personName } from './names.ts'
import type { Scenario } from './scenario.ts'
import { stream } from './streams.ts'

export type Discipline = 'ae' | 'sdr' | 'csm' | 'lead'

/** Where a person belongs from a day on. */
export interface Spell {
  readonly from: number
  readonly team: number
  readonly discipline: Discipline
  /** null until `attachManagers` has run, and for whoever is at the top */
  readonly manager: number | null
}

export interface Person {
  /** part of every stream about the person: people who come later do not change it */
  readonly no: number
  readonly id: string
  readonly name: string
  readonly email: string
  /** what the plan said; a slip makes `hired` later */
  readonly planned: number
  readonly hired: number
  /** the day after the last */
  readonly left: number | null
  /** whether the person sells as well once leading a team */
  readonly coach: boolean
  spells: readonly Spell[]
  readonly ability: { readonly creation: number; readonly activity: number; readonly win: number }
  ramp: { readonly half: number; readonly scale: number; readonly ceiling: number }
  /** mean of log((sold + k) / (forecast + k)): above 0 the forecast is too low */
  bias: number
  /** the day from which a leaver does less and less; null for whoever stays, or goes without a sign */
  readonly fadesFrom: number | null
  /** first and last day of each absence */
  readonly leave: readonly { readonly from: number; readonly to: number }[]
}

export interface Hire {
  readonly no: number
  readonly planned: number
  readonly hired: number
  readonly team: number
  readonly discipline: Discipline
  /** stays whatever the attrition */
  readonly founder?: boolean
}

/** ln(0.97 / 0.03): a ramp is full where it reaches 97 % */
const FULL = ln(0.97 / 0.03)

/** A person with everything latent about them; `names` holds those taken. */
export function newPerson(scenario: Scenario, axis: Axis, names: Set<string>, hire: Hire): Person {
  const { seed, ability, ramp, forecast, playerCoaches, company } = scenario
  const { no, planned, hired, team, discipline } = hire
  const naming = stream(seed, 'name', no)
  let name = scenario.names[`u${no}`] ?? personName(naming)
  while (names.has(name)) name = `${personName(naming)}-${personName(naming).split(' ')[1]}`
  names.add(name)
  const leaves = hire.founder === true ? Infinity : leavesOn(scenario, axis, no, hired)
  const left = leaves < axis.days ? leaves : null
  const spells: Spell[] = [{ from: hired, team, discipline, manager: null }]
  const { afterDays, monthly } = CONSTANTS.promotion
  const promoted = Math.ceil(hired + afterDays + exponential(stream(seed, 'promotion', no), DAYS_PER_MONTH / monthly))
  if (discipline === 'sdr' && promoted > 0 && promoted < (left ?? axis.days)) {
    spells.push({ from: promoted, team, discipline: 'ae', manager: null })
  }
  return {
    no,
    id: `u${no}`,
    name,
    email: addressOf(name, `${company.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.example`),
    planned,
    hired,
    left,
    coach: team !== 0 && chance(stream(seed, 'coach', no), playerCoaches),
    spells,
    ability: {
      creation: lognormal(stream(seed, 'ability-creation', no), 1, ability.creationCv),
      activity: lognormal(stream(seed, 'ability-activity', no), 1, ability.activityCv),
      win: ability.winSd * normal(stream(seed, 'ability-win', no)),
    },
    ramp: { half: ramp.half, scale: (ramp.full - ramp.half) / FULL, ceiling: 1 },
    bias: forecast.biasSd * normal(stream(seed, 'bias', no)),
    fadesFrom: left === null ? null : fadesFrom(scenario, no, hired, left),
    leave: leaveOf(scenario, axis, no, hired, left),
  }
}

/** Three weeks a year in two blocks, and a few odd days. */
function leaveOf(
  { seed }: Scenario,
  axis: Axis,
  no: number,
  hired: number,
  left: number | null,
): { from: number; to: number }[] {
  const leave: { from: number; to: number }[] = []
  const firstYear = Number(axis.date(axis.begin).slice(0, 4))
  const lastYear = Number(axis.date(axis.days).slice(0, 4))
  for (let year = firstYear; year <= lastYear; year += 1) {
    const draw = stream(seed, 'leave', no, year)
    const january = axis.dayOf(`${year}-01-01`)
    const monday = (day: number) => day + ((8 - axis.weekday(day)) % 7)
    const summer = monday(january + whole(draw, 170, 225))
    const other = monday(january + (chance(draw, 0.5) ? whole(draw, 30, 140) : whole(draw, 270, 345)))
    leave.push({ from: summer, to: summer + 11 }, { from: other, to: other + 4 })
    for (let odd = whole(draw, 1, 3); odd > 0; odd -= 1) {
      const day = january + whole(draw, 0, 364)
      if (axis.weekday(day) < 6 && !leave.some(({ from, to }) => day >= from && day <= to))
        leave.push({ from: day, to: day })
    }
  }
  return leave
    .filter(({ from, to }) => from >= Math.max(axis.begin, hired) && to < (left ?? axis.days))
    .toSorted((a, b) => a.from - b.from)
}

/** What a person does of a full day's work `months` after the start of the role. */
export function rampAt({ half, scale, ceiling }: Person['ramp'], months: number): number {
  return ceiling / (1 + exp(-(months - half) / scale))
}

/** The spell that holds on a day; null before the first and from the last day on. */
export function spellAt({ spells, left }: Pick<Person, 'spells' | 'left'>, day: number): Spell | null {
  if (left !== null && day >= left) return null
  let found: Spell | null = null
  for (const spell of spells) if (spell.from <= day) found = spell
  return found
}

/**
 * Months since the person began to sell, or to find leads: a move to another team or manager does not begin it again,
 * and neither does a promotion to lead.
 */
export function monthsInRole({ spells }: Pick<Person, 'spells'>, day: number): number {
  let since = spells[0]!.from
  for (let index = 1; index < spells.length; index += 1) {
    const { from, discipline } = spells[index]!
    if (from <= day && discipline !== spells[index - 1]!.discipline && discipline !== 'lead') since = from
  }
  return (day - since) / DAYS_PER_MONTH
}

export function isAway({ leave }: Pick<Person, 'leave'>, day: number): boolean {
  return leave.some(({ from, to }) => day >= from && day <= to)
}
