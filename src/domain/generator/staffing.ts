import type { Axis } from './axis.ts'
import { CONSTANTS } from './constants.ts'
import { chance, weighted, whole } from './draw.ts'
import { teamName } from './names.ts'
import { type Discipline, type Hire, monthsInRole, newPerson, type Person, spellAt } from './persons.ts'
import type { Scenario } from './scenario.ts'
import { stream } from './streams.ts'
import type { Seat } from './succession.ts'

export interface Team {
  readonly no: number
  readonly id: string
  readonly name: string
  /** null for the one at the top */
  readonly parent: number | null
  readonly office: number
}

export interface Staff {
  readonly teams: readonly Team[]
  readonly persons: readonly Person[]
  readonly byNo: ReadonlyMap<number, Person>
  /** who led a team and when, by team; filled by `attachManagers` */
  readonly seats: Map<number, readonly Seat[]>
  /** those who have a role on a day, remembered: events must have been planted before it is asked */
  readonly inRole: (discipline: Discipline, day: number) => readonly Person[]
}

/** What is added to the number of a leaver to make that of whoever comes instead; hires for growth begin at the first. */
const LATER = { growth: 2_000, backfill: 20_000 } as const

/** Teams, everyone who was ever employed, and where they belonged. */
export function staffCompany(scenario: Scenario, axis: Axis): Staff {
  const { seed, people, teamSize } = scenario
  const count = Math.max(1, Math.round(people / teamSize))
  const head = count > 1
  const teams: Team[] = []
  if (head) teams.push({ no: 0, id: 't0', name: 'Sales', parent: null, office: 0 })
  for (let no = 1; no <= count; no += 1) {
    const office = head ? officeOf(scenario, no, count) : 0
    teams.push({ no, id: `t${no}`, name: teamName(no), parent: head ? 0 : null, office })
  }
  const names = new Set<string>()
  const persons: Person[] = []
  const hire = (one: Hire) => void persons.push(newPerson(scenario, axis, names, one))
  for (let no = 1; no <= people; no += 1) {
    const team = head ? (no === 1 ? 0 : ((no - 2) % count) + 1) : 1
    const leads = no <= (head ? count + 1 : 1)
    const tenure = whole(stream(seed, 'tenure', no), 60, 1000)
    const discipline = leads ? 'lead' : disciplineOf(scenario, no)
    hire({ no, planned: -tenure, hired: -tenure, team, discipline, founder: leads && !head })
  }
  hireForGrowth(scenario, axis, count, hire)
  replaceLeavers(scenario, axis, persons, hire)
  return {
    teams,
    persons,
    byNo: new Map(persons.map((person) => [person.no, person])),
    seats: new Map(),
    inRole: rememberRoles(persons),
  }
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
  return chance(stream(seed, 'slip', no), hiring.slip) ? CONSTANTS.slipDays : 0
}

function hireForGrowth(scenario: Scenario, axis: Axis, teams: number, hire: (one: Hire) => void): void {
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
      if (hired < axis.days) hire({ no, planned: day, hired, team, discipline: disciplineOf(scenario, no) })
    }
  }
}

/**
 * Leavers are replaced in the order in which they leave, and so are those who replaced them. A lead is followed either
 * by an account executive of the team, at once, whose place is filled instead, or by somebody from outside, later.
 */
function replaceLeavers(scenario: Scenario, axis: Axis, persons: Person[], hire: (one: Hire) => void): void {
  const { seed, hiring } = scenario
  const done = new Set<Person>()
  for (;;) {
    const leaver = persons
      .filter((person) => person.left !== null && !done.has(person))
      .reduce<Person | null>((first, one) => (first === null || one.left! < first.left! ? one : first), null)
    if (leaver === null) return
    done.add(leaver)
    const left = leaver.left!
    const no = leaver.no + LATER.backfill
    const { team, discipline } = leaver.spells.at(-1)!
    const heir =
      discipline === 'lead' && team > 0 && chance(stream(seed, 'succession', leaver.no), hiring.promotion)
        ? heirOf(persons, team, left)
        : undefined
    if (heir !== undefined) heir.spells = [...heir.spells, { from: left, team, discipline: 'lead', manager: null }]
    if (hiring.backfillDays === null || leaver.no >= 10 * LATER.backfill) continue
    const planned = left + hiring.backfillDays
    const hired = planned + slipOf(scenario, no)
    if (hired < axis.days) hire({ no, planned, hired, team, discipline: heir === undefined ? discipline : 'ae' })
  }
}

/** The account executive who has sold longest in a team, from half a year on. */
function heirOf(persons: readonly Person[], team: number, day: number): Person | undefined {
  return persons
    .filter((person) => {
      const spell = spellAt(person, day)
      return spell?.discipline === 'ae' && spell.team === team && monthsInRole(person, day) >= 6
    })
    .toSorted((a, b) => monthsInRole(b, day) - monthsInRole(a, day) || a.no - b.no)[0]
}
