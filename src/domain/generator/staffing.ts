import { exp, ln } from './arithmetic.ts'
import { DAYS_PER_MONTH, type Axis, type OfficeDays } from './axis.ts'
import { chance, exponential, lognormal, normal, weighted, whole } from './draw.ts'
import { addressOf, personName } from './names.ts'
import type { Scenario } from './scenario.ts'
import { stream } from './streams.ts'

export type Discipline = 'ae' | 'sdr' | 'csm' | 'lead'

/** Where a person belongs from a day on. */
export interface Spell {
  readonly from: number
  readonly team: number
  readonly discipline: Discipline
  readonly manager: number | null
}

export interface Team {
  readonly no: number
  readonly id: string
  readonly name: string
  /** null for the one at the top */
  readonly parent: number | null
  readonly office: number
  readonly lead: number
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
  readonly left: number | null
  /** whether a lead sells as well */
  readonly coach: boolean
  spells: readonly Spell[]
  readonly ability: { readonly creation: number; readonly activity: number; readonly win: number }
  ramp: { readonly half: number; readonly scale: number; readonly ceiling: number }
  /** mean of log((sold + k) / (forecast + k)): above 0 the forecast is too low */
  bias: number
  /** first and last day of each absence */
  readonly leave: readonly { readonly from: number; readonly to: number }[]
}

export interface Staff {
  readonly teams: readonly Team[]
  readonly persons: Person[]
  readonly byNo: ReadonlyMap<number, Person>
  /** those who have a role on a day, remembered: events must have been planted before it is asked */
  readonly inRole: (discipline: Discipline, day: number) => readonly Person[]
}

const LATER = { growth: 2_000, backfill: 10_000 } as const
/** ln(0.97 / 0.03): a ramp is full where it reaches 97 % */
const FULL = ln(0.97 / 0.03)

/** Teams, everyone who was ever employed, and where they belonged. */
export function staffCompany(scenario: Scenario, axis: Axis, offices: readonly OfficeDays[]): Staff {
  const { seed, people, teamSize } = scenario
  const count = Math.max(1, Math.round(people / teamSize))
  const head = count > 1
  const teams: Team[] = []
  const leadOf = (team: number) => (head ? team + 1 : 1)
  if (head) teams.push({ no: 0, id: 't0', name: 'Sales', parent: null, office: 0, lead: 1 })
  for (let no = 1; no <= count; no += 1) {
    const office = head ? officeOf(scenario, no, count) : 0
    const city = offices[office]!.office.name
    teams.push({ no, id: `t${no}`, name: `${city} ${no}`, parent: head ? 0 : null, office, lead: leadOf(no) })
  }
  const names = new Set<string>()
  const persons: Person[] = []
  const hire = (no: number, planned: number, hired: number, spell: Omit<Spell, 'from'>) => {
    const person = newPerson(scenario, axis, names, no, planned, hired, spell)
    persons.push(person)
    return person
  }
  const manager = (team: number, no: number) => (no === leadOf(team) ? (head ? 1 : null) : leadOf(team))
  for (let no = 1; no <= people; no += 1) {
    const team = head ? (no === 1 ? 0 : ((no - 2) % count) + 1) : 1
    const lead = no <= (head ? count + 1 : 1)
    const discipline = lead ? 'lead' : disciplineOf(scenario, no)
    const tenure = whole(stream(seed, 'tenure', no), 60, 1000)
    const boss = no === 1 ? null : manager(team, no)
    hire(no, -tenure, -tenure, { team, discipline, manager: boss })
  }
  hireForGrowth(scenario, axis, count, leadOf, hire)
  // leavers are replaced, and so are those who replaced them
  for (let index = 0; index < persons.length; index += 1) {
    const leaver = persons[index]!
    if (leaver.left === null || scenario.hiring.backfillDays === null || leaver.no >= 10 * LATER.backfill) continue
    const no = leaver.no + LATER.backfill
    const planned = leaver.left + scenario.hiring.backfillDays
    const hired = planned + slipOf(scenario, no)
    const { team, discipline, manager: boss } = leaver.spells.at(-1)!
    if (hired < axis.days) hire(no, planned, hired, { team, discipline, manager: boss })
  }
  return { teams, persons, byNo: new Map(persons.map((person) => [person.no, person])), inRole: rememberRoles(persons) }
}

function rememberRoles(persons: readonly Person[]): Staff['inRole'] {
  const known = new Map<string, readonly Person[]>()
  return (discipline, day) => {
    const key = `${discipline} ${day}`
    let found = known.get(key)
    if (found === undefined) {
      found = persons.filter((person) => spellAt(person, day)?.discipline === discipline)
      known.set(key, found)
    }
    return found
  }
}

/** Teams are dealt out so that each office has about its share of them. */
function officeOf({ offices }: Scenario, team: number, teams: number): number {
  const total = offices.reduce((sum, { share }) => sum + share, 0)
  const place = (team - 0.5) / teams
  let reached = 0
  return Math.max(
    0,
    offices.findIndex(({ share }) => {
      reached += share / total
      return place < reached
    }),
  )
}

function disciplineOf({ seed, roles }: Scenario, no: number): Discipline {
  const shares = [
    ['sdr', roles.sdr],
    ['csm', roles.csm],
    ['ae', Math.max(0, 1 - roles.sdr - roles.csm)],
  ] as const
  return weighted(stream(seed, 'discipline', no), shares, ([, share]) => share)[0]
}

function slipOf({ seed, hiring }: Scenario, no: number): number {
  return chance(stream(seed, 'slip', no), hiring.slip) ? 30 : 0
}

function hireForGrowth(
  scenario: Scenario,
  axis: Axis,
  teams: number,
  leadOf: (team: number) => number,
  hire: (no: number, planned: number, hired: number, spell: Omit<Spell, 'from'>) => void,
): void {
  let due = 0
  let made = 0
  for (let day = 1; day < axis.days; day += 1) {
    if (!axis.date(day).endsWith('-01')) continue
    due += scenario.people * scenario.hiring.growth
    while (made + 1 <= due) {
      made += 1
      const no = LATER.growth + made
      const hired = day + slipOf(scenario, no)
      const team = ((made - 1) % teams) + 1
      if (hired < axis.days)
        hire(no, day, hired, { team, discipline: disciplineOf(scenario, no), manager: leadOf(team) })
    }
  }
}

function newPerson(
  scenario: Scenario,
  axis: Axis,
  names: Set<string>,
  no: number,
  planned: number,
  hired: number,
  spell: Omit<Spell, 'from'>,
): Person {
  const { seed, ability, ramp, forecast, attrition, playerCoaches, company } = scenario
  const naming = stream(seed, 'name', no)
  let name = scenario.names[`u${no}`] ?? personName(naming)
  while (names.has(name)) name = `${personName(naming)}-${personName(naming).split(' ')[1]}`
  names.add(name)
  const stay = exponential(stream(seed, 'attrition', no), DAYS_PER_MONTH / Math.max(attrition, 1e-9))
  const leaves = Math.ceil(Math.max(hired, 0) + Math.max(stay, 20))
  const left = attrition > 0 && spell.discipline !== 'lead' && leaves < axis.days ? leaves : null
  const spells: Spell[] = [{ ...spell, from: hired }]
  const promoted = Math.ceil(hired + 365 + exponential(stream(seed, 'promotion', no), DAYS_PER_MONTH / 0.03))
  if (spell.discipline === 'sdr' && promoted > 0 && promoted < (left ?? axis.days)) {
    spells.push({ ...spell, discipline: 'ae', from: promoted })
  }
  return {
    no,
    id: `u${no}`,
    name,
    email: addressOf(name, `${company.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.example`),
    planned,
    hired,
    left,
    coach: spell.discipline === 'lead' && spell.team !== 0 && chance(stream(seed, 'coach', no), playerCoaches),
    spells,
    ability: {
      creation: lognormal(stream(seed, 'ability-creation', no), 1, ability.creationCv),
      activity: lognormal(stream(seed, 'ability-activity', no), 1, ability.activityCv),
      win: ability.winSd * normal(stream(seed, 'ability-win', no)),
    },
    ramp: { half: ramp.half, scale: (ramp.full - ramp.half) / FULL, ceiling: 1 },
    bias: forecast.biasSd * normal(stream(seed, 'bias', no)),
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
  const firstYear = Number(axis.date(0).slice(0, 4))
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
    .filter(({ from, to }) => from >= Math.max(0, hired) && to < (left ?? axis.days))
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

/** Months since the role began; a move to another team or manager does not begin it again. */
export function monthsInRole({ spells }: Pick<Person, 'spells'>, day: number): number {
  let since = spells[0]!.from
  for (let index = 1; index < spells.length; index += 1) {
    const spell = spells[index]!
    if (spell.from <= day && spell.discipline !== spells[index - 1]!.discipline) since = spell.from
  }
  return (day - since) / DAYS_PER_MONTH
}

export function isAway({ leave }: Pick<Person, 'leave'>, day: number): boolean {
  return leave.some(({ from, to }) => day >= from && day <= to)
}
