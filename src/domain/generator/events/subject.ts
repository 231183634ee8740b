import { LeadoutError } from '../../errors.ts'
import { spellAt, type Person } from '../persons.ts'
import type { Planted, World } from '../world.ts'

export interface Chosen {
  /** as the truth says it */
  readonly who: Pick<Planted, 'subject' | 'persons'>
  /** null: everyone */
  readonly persons: ReadonlySet<number> | null
}

export const EVERYONE: Chosen['who'] = { subject: { kind: 'company', id: null }, persons: null }

export function onlyThe({ id }: Person): Chosen['who'] {
  return { subject: { kind: 'person', id }, persons: [id] }
}

/** The persons a subject means: of a team, those who are in it on the day. Raises `invalid` for what is not there. */
export function choose(world: World, text: string, day: number): Chosen {
  if (text === 'company') return { who: EVERYONE, persons: null }
  const no = Number(text.slice(1))
  if (text.startsWith('t')) {
    if (!world.staff.teams.some((team) => team.no === no)) throw unknown(text)
    const members = world.staff.persons.filter((person) => spellAt(person, day)?.team === no)
    return {
      who: { subject: { kind: 'team', id: text }, persons: members.map(({ id }) => id) },
      persons: new Set(members.map((person) => person.no)),
    }
  }
  const person = personOf(world, text)
  return { who: onlyThe(person), persons: new Set([person.no]) }
}

export function personOf(world: World, text: string): Person {
  const person = world.staff.byNo.get(Number(text.slice(1)))
  if (!text.startsWith('u') || person === undefined) throw unknown(text)
  return person
}

function unknown(text: string): LeadoutError {
  return new LeadoutError('invalid', `An event is about ${text}, which is not in this company`, { subject: text })
}

/** First day and the day after the last, with their dates. */
export function span(
  { axis }: World,
  from: string | number,
  to: string | number | undefined,
): { from: number; to: number; dates: { from: string; to: string | null } } {
  const numberOf = (day: string | number) => (typeof day === 'number' ? day : axis.dayOf(day))
  const first = numberOf(from)
  const end = to === undefined ? Infinity : numberOf(to) + 1
  return {
    from: first,
    to: end,
    dates: { from: axis.date(first), to: to === undefined ? null : axis.date(end - 1) },
  }
}
