import { describe, expect, it } from 'vitest'
import type { DateRange } from './calendar/local-date.ts'
import { COMPANY, type Scope } from './scope.ts'
import { officesOn, partsOf, personsOn, scopesBelow, type Structure, teamsBelow } from './structure.ts'

const ALWAYS: DateRange = { from: '0000-01-01', to: '9999-12-31' }
const until = (to: string): DateRange => ({ ...ALWAYS, to })
const since = (from: string): DateRange => ({ ...ALWAYS, from })
const team = (id: string, parentId: string | null, office: string | null, days: DateRange = ALWAYS) => ({
  id,
  name: id,
  parentId,
  office,
  calendarId: null,
  ...days,
})
const member = (personId: string, teamId: string | null, days: DateRange = ALWAYS, office: string | null = null) => ({
  personId,
  teamId,
  office,
  ...days,
})

/** B moves below A on 10 March; Bo moves from B to C on 20 March; Di has no team; Ed sits in Rome though A is in Berlin. */
const structure: Structure = {
  teams: [
    team('A', null, 'Berlin'),
    team('B', null, 'Berlin', until('2017-03-09')),
    team('B', 'A', 'Berlin', since('2017-03-10')),
    team('C', null, 'Rome'),
  ],
  members: [
    member('Ana', 'A'),
    member('Bo', 'B', until('2017-03-19')),
    member('Bo', 'C', since('2017-03-20')),
    member('Di', null),
    member('Ed', 'A', ALWAYS, 'Rome'),
  ],
}
const teamA: Scope = { kind: 'team', id: 'A' }

describe('a structure', () => {
  it('says who belongs to a scope on a day', () => {
    const of = (scope: Scope, date: string) =>
      [...personsOn(structure, scope, date)].toSorted((a, b) => (a < b ? -1 : 1))
    expect(of(teamA, '2017-03-09')).toEqual(['Ana', 'Ed'])
    expect(of(teamA, '2017-03-10')).toEqual(['Ana', 'Bo', 'Ed'])
    expect(of(teamA, '2017-03-20')).toEqual(['Ana', 'Ed'])
    expect(of({ kind: 'office', id: 'Rome' }, '2017-03-20')).toEqual(['Bo', 'Ed'])
    expect(of(COMPANY, '2017-03-20')).toEqual(['Ana', 'Bo', 'Di', 'Ed'])
    expect([...teamsBelow(structure, 'A', '2017-03-10')]).toEqual(['A', 'B'])
  })

  it('has each person and team in exactly one place of its parts', () => {
    const parts = (scope: Scope) => partsOf(structure, scope).map((part) => [part.scope.id, part.days])
    expect(parts(COMPANY)).toEqual([
      ['A', [ALWAYS]],
      ['B', [until('2017-03-09')]],
      ['C', [ALWAYS]],
      ['Di', [ALWAYS]],
    ])
    expect(parts(teamA)).toEqual([
      ['B', [since('2017-03-10')]],
      ['Ana', [ALWAYS]],
      ['Ed', [ALWAYS]],
    ])
    expect(parts({ kind: 'office', id: 'Berlin' })).toEqual([
      ['A', [ALWAYS]],
      ['B', [until('2017-03-09')]],
    ])
    expect(parts({ kind: 'office', id: 'Rome' })).toEqual([
      ['C', [ALWAYS]],
      ['Ed', [ALWAYS]],
    ])
    expect(parts({ kind: 'person', id: 'Ana' })).toEqual([])
  })

  it('offers the bars below a scope', () => {
    const below = (scope: Scope, by: 'team' | 'office' | 'person', date: string) =>
      scopesBelow(structure, scope, by, date).map(({ id }) => id)
    expect(below(COMPANY, 'team', '2017-03-09')).toEqual(['A', 'B', 'C'])
    expect(below(COMPANY, 'team', '2017-03-10')).toEqual(['A', 'C'])
    expect(below(COMPANY, 'office', '2017-03-10')).toEqual(['Berlin', 'Rome'])
    expect(below(teamA, 'office', '2017-03-10')).toEqual([])
    expect(below(teamA, 'person', '2017-03-10')).toEqual(['Ana', 'Bo', 'Ed'])
    expect(officesOn(structure, '2017-03-10')).toEqual(['Berlin', 'Rome'])
  })

  it('offers those below the only team at the top, too', () => {
    const alone: Structure = {
      teams: [team('Top', null, null), team('X', 'Top', null), team('Y', 'X', null)],
      members: [],
    }
    expect(scopesBelow(alone, COMPANY, 'team', '2017-03-01').map(({ id }) => id)).toEqual(['Top', 'X'])
  })

  it('ends a circle of teams where it began', () => {
    const circle: Structure = { teams: [team('X', 'Y', null), team('Y', 'X', null)], members: [member('Ana', 'Y')] }
    expect([...teamsBelow(circle, 'X', '2017-03-01')]).toEqual(['X', 'Y'])
    expect([...personsOn(circle, { kind: 'team', id: 'X' }, '2017-03-01')]).toEqual(['Ana'])
  })
})
