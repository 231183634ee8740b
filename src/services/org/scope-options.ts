import type { LocalDate } from '../../domain/instant.ts'
import { COMPANY, type Scope } from '../../domain/scope.ts'
import { memberOn, officesOn, personsOn, teamOn } from '../../domain/structure.ts'
import type { ScopeAccess } from '../access/scope.ts'
import type { Actor } from '../context.ts'
import type { OrgStructure } from './structure.ts'

export interface ScopeOption {
  readonly scope: Scope
  readonly name: string
  /** the team that a person or a sub-team belongs to */
  readonly parentId: string | null
}

/** The scopes that an actor may choose on a day: the company, then offices, teams and persons by name. */
export function scopeOptions(
  structure: OrgStructure,
  access: ScopeAccess,
  orgName: string,
  date: LocalDate,
): ScopeOption[] {
  const teams = new Set(structure.teams.map((team) => team.id))
  const all: ScopeOption[] = [
    { scope: COMPANY, name: orgName, parentId: null },
    ...byName(officesOn(structure, date).map((id) => ({ scope: { kind: 'office', id }, name: id, parentId: null }))),
    ...byName(
      [...teams].flatMap((id) => {
        const team = teamOn(structure, id, date)
        return team ? [{ scope: { kind: 'team', id }, name: team.name, parentId: team.parentId }] : []
      }),
    ),
    ...byName(
      [...personsOn(structure, COMPANY, date)].flatMap((id) => {
        const name = structure.names.get(id)
        const parentId = memberOn(structure, id, date)?.teamId ?? null
        return name === undefined ? [] : [{ scope: { kind: 'person', id }, name, parentId }]
      }),
    ),
  ]
  return all.filter(({ scope }) => access.allows(scope))
}

/** What an actor sees first: a rep the own figures, whoever leads the own team, everyone else the company. */
export function homeScope(options: readonly ScopeOption[], actor: Actor): Scope {
  if (!('personId' in actor)) return COMPANY
  const own = options.find(({ scope }) => scope.kind === 'person' && scope.id === actor.personId)
  const team = options.find(({ scope }) => scope.kind === 'team' && scope.id === own?.parentId)
  const choice = actor.level === 'rep' ? own : actor.level === 'lead' || actor.level === 'manager' ? team : undefined
  return choice?.scope ?? options[0]?.scope ?? COMPANY
}

function byName(options: ScopeOption[]): ScopeOption[] {
  return options.toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)))
}
