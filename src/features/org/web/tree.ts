import type { OrgPerson, OrgTeam } from '../contract.ts'

/** A row of the tree as it is drawn, top to bottom. */
export type OrgRow =
  | { readonly kind: 'team'; readonly team: OrgTeam; readonly depth: number; readonly people: number }
  | {
      readonly kind: 'person'
      readonly person: OrgPerson
      readonly depth: number
      /** stands here by the dotted line, and by the solid one elsewhere */
      readonly dotted: boolean
    }

const isMember = (person: OrgPerson) => person.membership !== null && !person.notPerson

/** Teams below each other with their own people; first the team's manager, then by name. */
export function teamRows(teams: readonly OrgTeam[], people: readonly OrgPerson[]): OrgRow[] {
  const known = new Set(teams.map(({ id }) => id))
  const below = (parentId: string | null) =>
    teams.filter((team) => (team.parentId !== null && known.has(team.parentId) ? team.parentId : null) === parentId)
  const members = people.filter(isMember)
  const rows = (team: OrgTeam, depth: number): OrgRow[] => {
    const inside = below(team.id).flatMap((one) => rows(one, depth + 1))
    const own = members
      .filter((person) => person.membership?.teamId === team.id)
      .toSorted((a, b) => Number(b.id === team.managerId) - Number(a.id === team.managerId))
    const count = own.length + inside.filter((row) => row.kind === 'person').length
    return [
      { kind: 'team', team, depth, people: count },
      ...own.map((person): OrgRow => ({ kind: 'person', person, depth: depth + 1, dotted: false })),
      ...inside,
    ]
  }
  const alone = members.filter(({ membership }) => membership?.teamId == null || !known.has(membership.teamId))
  return [
    ...below(null).flatMap((team) => rows(team, 0)),
    ...alone.map((person): OrgRow => ({ kind: 'person', person, depth: 0, dotted: false })),
  ]
}

/** People below whom they report to; whoever has a dotted line stands a second time, below that lead. */
export function lineRows(people: readonly OrgPerson[]): OrgRow[] {
  const members = people.filter(isMember)
  const ids = new Set(members.map(({ id }) => id))
  const managerOf = ({ membership }: OrgPerson) =>
    membership?.lineManagerId != null && ids.has(membership.lineManagerId) ? membership.lineManagerId : null
  const rows = (managerId: string | null, depth: number, above: ReadonlySet<string>): OrgRow[] => [
    ...members
      .filter((person) => managerOf(person) === managerId)
      .flatMap((person): OrgRow[] => [
        { kind: 'person', person, depth, dotted: false },
        ...(above.has(person.id) ? [] : rows(person.id, depth + 1, new Set([...above, person.id]))),
      ]),
    ...members
      .filter((person) => managerId !== null && person.membership?.dottedManagerId === managerId)
      .map((person): OrgRow => ({ kind: 'person', person, depth, dotted: true })),
  ]
  return rows(null, 0, new Set())
}
