import type { Person, Spell } from './persons.ts'
import type { Staff } from './staffing.ts'

/** Someone who led a team, from a day up to but not including another. */
export interface Seat {
  readonly person: Person
  readonly from: number
  readonly until: number
}

/**
 * Says of every spell who the manager was: the lead of the team, or of the team above while the seat is empty. A change
 * at the top of a team begins a new spell of everybody in it. To be called when nobody moves any more.
 */
export function attachManagers(staff: Staff): void {
  for (const { no } of staff.teams) staff.seats.set(no, seatsOf(staff.persons, no))
  const changes = [...staff.seats.values()].flat().flatMap(({ from, until }) => [from, until])
  const days = [...new Set(changes)].filter(Number.isFinite).toSorted((a, b) => a - b)
  for (const person of staff.persons) {
    person.spells = person.spells.flatMap((spell, index) => {
      const until = person.spells[index + 1]?.from ?? person.left ?? Infinity
      const pieces: Spell[] = []
      for (const from of [spell.from, ...days.filter((day) => day > spell.from && day < until)]) {
        const manager = leaderAt(staff, spell.team, from, person)?.no ?? null
        if (pieces.length === 0 || pieces.at(-1)!.manager !== manager) pieces.push({ ...spell, from, manager })
      }
      return pieces
    })
  }
}

/** Who leads a team on a day, `besides` set aside; of the team above where nobody does. */
export function leaderAt(staff: Staff, team: number, day: number, besides: Person | null): Person | null {
  const seat = staff.seats
    .get(team)
    ?.find(({ person, from, until }) => person !== besides && day >= from && day < until)
  if (seat !== undefined) return seat.person
  const parent = staff.teams.find(({ no }) => no === team)?.parent ?? null
  return parent === null ? null : leaderAt(staff, parent, day, besides)
}

function seatsOf(persons: readonly Person[], team: number): Seat[] {
  return persons
    .flatMap((person) =>
      person.spells.flatMap((spell, index) => {
        if (spell.discipline !== 'lead' || spell.team !== team) return []
        const until = person.spells[index + 1]?.from ?? person.left ?? Infinity
        // whoever led on the first day is taken to have led before: those who did are not in the files
        return [{ person, from: spell.from < 0 ? -Infinity : spell.from, until }]
      }),
    )
    .toSorted((a, b) => (a.from === b.from ? a.person.no - b.person.no : a.from - b.from))
}
