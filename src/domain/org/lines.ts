/** A member with what the manager line needs. */
export interface LineMember {
  readonly id: string
  readonly teamId: string | null
  readonly managerId: string | null
}

export interface LineTeam {
  readonly id: string
  readonly parentId: string | null
  readonly managerId: string | null
}

/**
 * Whom each member reports to on one day: the manager that the membership names, else the manager of the nearest team
 * above that has one and is not the member. Without either a member stands at the top and has no entry.
 */
export function lineManagers(members: readonly LineMember[], teams: readonly LineTeam[]): Map<string, string> {
  const byId = new Map(teams.map((team) => [team.id, team]))
  const line = new Map<string, string>()
  for (const { id, teamId, managerId } of members) {
    const manager = managerId ?? teamManager(byId, teamId, id)
    if (manager !== null) line.set(id, manager)
  }
  return line
}

function teamManager(teams: ReadonlyMap<string, LineTeam>, teamId: string | null, member: string): string | null {
  const passed = new Set<string>()
  let current = teamId
  while (current !== null && !passed.has(current)) {
    passed.add(current)
    const team = teams.get(current)
    if (team?.managerId != null && team.managerId !== member) return team.managerId
    current = team?.parentId ?? null
  }
  return null
}
