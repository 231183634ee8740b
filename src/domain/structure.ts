import type { DateRange } from './calendar/local-date.ts'
import type { LocalDate } from './instant.ts'
import type { Scope, ScopeKind } from './scope.ts'

/** A team during some days; a team whose parent, office or name changed has several stretches. */
export interface TeamStretch extends DateRange {
  readonly id: string
  readonly name: string
  readonly parentId: string | null
  readonly office: string | null
  readonly calendarId: string | null
}

/** A person's membership during some days. */
export interface MemberStretch extends DateRange {
  readonly personId: string
  readonly teamId: string | null
  /** the person's own, else null: then the team's */
  readonly office: string | null
}

/** Who belonged where; a person or a team stands in one place on any day. */
export interface Structure {
  readonly teams: readonly TeamStretch[]
  readonly members: readonly MemberStretch[]
}

/** A scope directly below another one, on the days given. */
export interface Part {
  readonly scope: Scope
  readonly days: readonly DateRange[]
}

/**
 * What a scope is made of: a team of its sub-teams and own members, an office of its teams and the persons whose team
 * sits elsewhere, the company of its topmost teams and the persons without a team. A person has no parts.
 */
export function partsOf(structure: Structure, scope: Scope): Part[] {
  const teams = structure.teams.filter((team) => isPart(structure, team, scope))
  const members = structure.members.filter((member) => isMember(structure, member, scope))
  return [...group(teams, (team) => team.id, 'team'), ...group(members, (member) => member.personId, 'person')]
}

/** Every person of a scope on a day, those of sub-teams included. */
export function personsOn(structure: Structure, scope: Scope, date: LocalDate): Set<string> {
  if (scope.kind === 'person') return new Set([scope.id])
  const members = structure.members.filter((member) => covers(member, date))
  if (scope.kind === 'company') return new Set(members.map((member) => member.personId))
  const inside = scope.kind === 'team' ? teamsBelow(structure, scope.id, date) : null
  const within = members.filter((member) =>
    inside === null
      ? officeOf(structure, member, date) === scope.id
      : member.teamId !== null && inside.has(member.teamId),
  )
  return new Set(within.map((member) => member.personId))
}

/** A team and everything below it on a day. */
export function teamsBelow(structure: Structure, teamId: string, date: LocalDate): Set<string> {
  const below = new Set([teamId])
  for (const id of below) {
    for (const team of structure.teams) if (team.parentId === id && covers(team, date)) below.add(team.id)
  }
  return below
}

/** Names of offices that a team or a person has on a day, in order. */
export function officesOn(structure: Structure, date: LocalDate): string[] {
  const named = [...structure.teams, ...structure.members].filter((one) => covers(one, date)).map((one) => one.office)
  return [...new Set(named.filter((office) => office !== null))].toSorted()
}

/**
 * The bars below a scope on a day: its topmost teams, the company's offices, or every person. Where one team alone stands
 * at the top, those below it, too.
 */
export function scopesBelow(
  structure: Structure,
  scope: Scope,
  by: Exclude<ScopeKind, 'company'>,
  date: LocalDate,
): Scope[] {
  switch (by) {
    case 'office':
      return scope.kind === 'company' ? officesOn(structure, date).map((id) => ({ kind: 'office', id })) : []
    case 'person':
      return [...personsOn(structure, scope, date)].map((id) => ({ kind: 'person', id }))
    case 'team': {
      const [first, ...others] = teamsDirectlyBelow(structure, scope, date)
      if (first === undefined) return []
      return [first, ...(others.length > 0 ? others : teamsDirectlyBelow(structure, first, date))]
    }
  }
}

function teamsDirectlyBelow(structure: Structure, scope: Scope, date: LocalDate): Scope[] {
  return partsOf(structure, scope)
    .filter((part) => part.scope.kind === 'team' && part.days.some((days) => covers(days, date)))
    .map((part) => part.scope)
}

export function teamOn(structure: Structure, teamId: string | null, date: LocalDate): TeamStretch | undefined {
  return structure.teams.find((team) => team.id === teamId && covers(team, date))
}

export function memberOn(structure: Structure, personId: string, date: LocalDate): MemberStretch | undefined {
  return structure.members.find((member) => member.personId === personId && covers(member, date))
}

function isPart(structure: Structure, team: TeamStretch, scope: Scope): boolean {
  switch (scope.kind) {
    case 'company':
      return team.parentId === null
    case 'team':
      return team.parentId === scope.id
    case 'office':
      return team.office === scope.id && teamOn(structure, team.parentId, team.from)?.office !== scope.id
    case 'person':
      return false
  }
}

function isMember(structure: Structure, member: MemberStretch, scope: Scope): boolean {
  switch (scope.kind) {
    case 'company':
      return member.teamId === null
    case 'team':
      return member.teamId === scope.id
    case 'office':
      return member.office === scope.id && teamOn(structure, member.teamId, member.from)?.office !== scope.id
    case 'person':
      return false
  }
}

function officeOf(structure: Structure, member: MemberStretch, date: LocalDate): string | null {
  return member.office ?? teamOn(structure, member.teamId, date)?.office ?? null
}

function covers({ from, to }: DateRange, date: LocalDate): boolean {
  return from <= date && date <= to
}

function group<T extends DateRange>(
  stretches: readonly T[],
  idOf: (one: T) => string,
  kind: 'team' | 'person',
): Part[] {
  const days = new Map<string, DateRange[]>()
  for (const one of stretches) {
    const id = idOf(one)
    days.set(id, [...(days.get(id) ?? []), { from: one.from, to: one.to }])
  }
  return [...days].map(([id, ranges]) => ({ scope: { kind, id }, days: ranges }))
}
