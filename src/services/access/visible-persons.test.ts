import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { testDatabase } from '../../../test/support/database.ts'
import type { AccessLevel } from '#domain/access/permission.ts'
import type { Actor } from '../context.ts'
import { sees, visiblePersons } from './visible-persons.ts'

const { db } = await testDatabase()

const ALWAYS = {
  valid_from: '-infinity',
  valid_to: 'infinity',
  known_from: '-infinity',
  known_to: 'infinity',
  recorded_from: '-infinity',
  recorded_to: 'infinity',
}

interface Seat {
  readonly team: number | null
  readonly manager: number | null
}
interface Unit {
  readonly parent: number | null
  readonly manager: number | null
}
interface Company {
  readonly seats: readonly Seat[]
  readonly units: readonly Unit[]
}

const SIZE = 6
const TEAMS = 4
const pick = (size: number) => fc.option(fc.nat(size - 1), { nil: null })
const companies: fc.Arbitrary<Company> = fc.record({
  seats: fc.array(fc.record({ team: pick(TEAMS), manager: pick(SIZE) }), { minLength: SIZE, maxLength: SIZE }),
  units: fc.array(fc.record({ parent: pick(TEAMS), manager: pick(SIZE) }), { minLength: TEAMS, maxLength: TEAMS }),
})

async function store({ seats, units }: Company) {
  const orgId = newId()
  const people = seats.map(() => newId())
  const teams = units.map(() => newId())
  const idOf = (ids: readonly string[], index: number | null) => (index === null ? null : (ids[index] ?? null))
  await db
    .insertInto('membership_span')
    .values(
      seats.map((seat, i) => ({
        ...ALWAYS,
        org_id: orgId,
        person_id: people[i]!,
        team_id: idOf(teams, seat.team),
        manager_id: idOf(people, seat.manager),
        office: null,
        discipline: null,
        segment: null,
        level: null,
        dotted_manager_id: null,
        role_since: '-infinity',
      })),
    )
    .execute()
  await db
    .insertInto('span')
    .values(
      units.map((unit, i) => ({
        ...ALWAYS,
        org_id: orgId,
        kind: 'team',
        entity_id: teams[i]!,
        state: JSON.stringify({ parentId: idOf(teams, unit.parent), managerId: idOf(people, unit.manager) }),
      })),
    )
    .execute()
  return { orgId, people, teams }
}

const actorOf = (level: AccessLevel, personId: string | null): Actor => ({
  type: 'user',
  userId: newId(),
  level,
  personId,
})
const ctxOf = (orgId: string, actor: Actor) => ({ db, orgId, actor, recordedAt: 0 })

/** Step by step until nothing is added: no recursion in SQL, no graph of two kinds. */
function managedBy({ seats, units }: Company, me: number): Set<number> {
  const persons = new Set([me])
  const teams = new Set<number>()
  for (let before = -1; before !== persons.size + teams.size;) {
    before = persons.size + teams.size
    units.forEach((unit, i) => {
      if ((unit.manager !== null && persons.has(unit.manager)) || (unit.parent !== null && teams.has(unit.parent)))
        teams.add(i)
    })
    seats.forEach((seat, i) => {
      if ((seat.manager !== null && persons.has(seat.manager)) || (seat.team !== null && teams.has(seat.team)))
        persons.add(i)
    })
  }
  return persons
}

function teamMates({ seats, units }: Company, me: number): Set<number> {
  const within = (team: number | null, root: number, seen = new Set<number>()): boolean =>
    team !== null && (team === root || (!seen.has(team) && within(units[team]!.parent, root, seen.add(team))))
  const own = seats[me]!.team
  return new Set([me, ...(own === null ? [] : seats.flatMap((seat, i) => (within(seat.team, own) ? [i] : [])))])
}

describe('whose figures are visible', () => {
  it('manager line and team tree, as an independent walk finds them, cycles included', async () => {
    await fc.assert(
      fc.asyncProperty(companies, fc.nat(SIZE - 1), async (company, me) => {
        const { orgId, people } = await store(company)
        const seen = async (level: AccessLevel, aspect: 'figures' | 'file') => {
          const visible = await visiblePersons(ctxOf(orgId, actorOf(level, people[me]!)), 0, aspect)
          return people.flatMap((id, i) => (sees(visible, id) ? [i] : []))
        }
        const sorted = (set: ReadonlySet<number>) => [...set].toSorted((a, b) => a - b)
        expect(await seen('manager', 'figures')).toEqual(sorted(managedBy(company, me)))
        expect(await seen('manager', 'file')).toEqual(sorted(managedBy(company, me)))
        expect(await seen('lead', 'figures')).toEqual(sorted(teamMates(company, me)))
        for (const [level, aspect] of [
          ['lead', 'file'],
          ['rep', 'figures'],
          ['viewer', 'figures'],
        ] as const) {
          expect(await seen(level, aspect)).toEqual([me])
        }
      }),
      { numRuns: 40 },
    )
  })

  it('everybody for owner, admin, the command line and jobs; nobody for a wall or a user who is no person', async () => {
    const orgId = newId()
    const all: Actor[] = [actorOf('owner', null), actorOf('admin', null), { type: 'cli' }, { type: 'system', job: 'x' }]
    for (const actor of all) expect(await visiblePersons(ctxOf(orgId, actor), 0)).toBe('all')
    const none: Actor[] = [actorOf('manager', null), actorOf('rep', null), { type: 'wall', boardId: 'b' }]
    for (const actor of none) expect(await visiblePersons(ctxOf(orgId, actor), 0)).toEqual(new Set())
  })

  it('follows the line of the instant asked about, and only of the own organisation', async () => {
    const boss = newId()
    const before = newId()
    const after = newId()
    const orgId = newId()
    const line = {
      office: null,
      discipline: null,
      segment: null,
      level: null,
      dotted_manager_id: null,
      team_id: null,
      role_since: '-infinity',
    }
    await db
      .insertInto('membership_span')
      .values([
        { ...ALWAYS, ...line, org_id: orgId, person_id: before, manager_id: boss, valid_to: '2026-01-01T00:00:00Z' },
        { ...ALWAYS, ...line, org_id: orgId, person_id: after, manager_id: boss, valid_from: '2026-01-01T00:00:00Z' },
        { ...ALWAYS, ...line, org_id: newId(), person_id: newId(), manager_id: boss },
      ])
      .execute()
    const at = async (text: string) => visiblePersons(ctxOf(orgId, actorOf('manager', boss)), Date.parse(text))
    expect(await at('2025-12-31T23:59:59Z')).toEqual(new Set([boss, before]))
    expect(await at('2026-01-01T00:00:00Z')).toEqual(new Set([boss, after]))
  })
})
