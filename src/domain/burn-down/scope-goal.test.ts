import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, datesFrom } from '../calendar/local-date.ts'
import { COMPANY, type Scope, scopeKey } from '../scope.ts'
import type { Structure } from '../structure.ts'
import { goalOn, type GoalStep } from './goal.ts'
import { type Goals, scopeGoal } from './scope-goal.ts'

const march = { from: '2017-03-01', to: '2017-03-31' }
const ALWAYS = { from: '0000-01-01', to: '9999-12-31' }
const teamOf = (id: string): Scope => ({ kind: 'team', id })
const personOf = (id: string): Scope => ({ kind: 'person', id })

const day = fc.integer({ min: 0, max: 30 }).map((index) => addDays(march.from, index))
const steps = fc
  .array(fc.record({ date: day, minor: fc.option(fc.integer({ min: 1, max: 100 }), { nil: null }) }), { maxLength: 2 })
  .map((some): GoalStep[] => some.toSorted((a, b) => (a.date < b.date ? -1 : 1)))

const TEAMS = ['A', 'B', 'C']
const PEOPLE = ['p', 'q', 'r', 's']
const world = fc.record({
  // B and C may be below A or each other's neighbour; each person changes team once
  parents: fc.tuple(fc.constant(null), fc.constantFrom(null, 'A'), fc.constantFrom(null, 'A', 'B')),
  moves: fc.array(fc.record({ first: fc.constantFrom(null, ...TEAMS), day, next: fc.constantFrom(null, ...TEAMS) }), {
    minLength: PEOPLE.length,
    maxLength: PEOPLE.length,
  }),
  goals: fc.array(fc.option(steps, { nil: [], freq: 2 }), {
    minLength: TEAMS.length + PEOPLE.length + 1,
    maxLength: TEAMS.length + PEOPLE.length + 1,
  }),
})

describe('scopeGoal', () => {
  it('is, on every day, what adding up by hand gives', () => {
    fc.assert(
      fc.property(world, ({ parents, moves, goals }) => {
        const structure: Structure = {
          teams: TEAMS.map((id, index) => {
            return { id, name: id, parentId: parents[index]!, office: null, calendarId: null, ...ALWAYS }
          }),
          members: moves.flatMap(({ first, day: on, next }, index) => [
            { personId: PEOPLE[index]!, teamId: first, office: null, from: ALWAYS.from, to: addDays(on, -1) },
            { personId: PEOPLE[index]!, teamId: next, office: null, from: on, to: ALWAYS.to },
          ]),
        }
        const scopes = [COMPANY, ...TEAMS.map(teamOf), ...PEOPLE.map(personOf)]
        const own: Goals = new Map(
          scopes.map((scope, index) => [scopeKey(scope), { steps: goals[index]!, source: 'quota' }]),
        )

        const byHand = (scope: Scope, date: string): number | null => {
          const set = goalOn(own.get(scopeKey(scope))!.steps, date)
          if (set !== null || scope.kind === 'person') return set
          const above = scope.kind === 'company' ? null : scope.id
          const people = PEOPLE.filter(
            (_, index) => (date < moves[index]!.day ? moves[index]!.first : moves[index]!.next) === above,
          )
          const teams = TEAMS.filter((_, index) => parents[index] === above)
          const below = [...people.map(personOf), ...teams.map(teamOf)].map((one) => byHand(one, date))
          const known = below.filter((minor) => minor !== null)
          return known.length === 0 ? null : known.reduce((a, b) => a + b)
        }
        for (const scope of scopes) {
          const goal = scopeGoal(structure, own, scope, march, march.to)
          for (const date of datesFrom(march.from, march.to)) {
            expect(goalOn(goal.steps, date), `${scopeKey(scope)} on ${date}`).toBe(byHand(scope, date))
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  it('says of how many members it is the sum, and whose number it is', () => {
    const structure: Structure = {
      teams: ['A', 'B'].map((id) => ({
        id,
        name: id,
        parentId: id === 'B' ? 'A' : null,
        office: null,
        calendarId: null,
        ...ALWAYS,
      })),
      members: [
        { personId: 'p', teamId: 'A', office: null, ...ALWAYS },
        { personId: 'q', teamId: 'B', office: null, ...ALWAYS },
        { personId: 'r', teamId: 'B', office: null, ...ALWAYS },
      ],
    }
    const goal = (minor: number, source: 'quota' | 'commit') => ({ steps: [{ date: march.from, minor }], source })
    const people: Goals = new Map([
      ['person p', goal(10, 'quota')],
      ['person q', goal(5, 'commit')],
    ])
    const of = (goals: Goals, id: string) => {
      const { source, computedFrom } = scopeGoal(structure, goals, teamOf(id), march, march.from)
      return { source, computedFrom }
    }
    expect(of(people, 'A')).toEqual({ source: 'shared', computedFrom: { members: 3, withGoal: 2 } })
    expect(of(people, 'B')).toEqual({ source: 'commit', computedFrom: { members: 2, withGoal: 1 } })
    // a sub-team with its own goal stands for its members
    expect(of(new Map([...people, ['team B', goal(50, 'quota')]]), 'A')).toEqual({
      source: 'quota',
      computedFrom: { members: 2, withGoal: 2 },
    })
    expect(of(new Map(), 'A')).toEqual({ source: null, computedFrom: { members: 3, withGoal: 0 } })
  })
})
