import { addDays } from '../../domain/calendar/local-date.ts'
import { same } from '../../domain/world/statements.ts'
import type { Directory } from './directory.ts'
import type { Entry, State } from './entry.ts'
import { datedEntries, momentText } from './entry.ts'
import type { Version } from './versions.ts'

/** One entry per version in which the person was employed, with its last day where employment ends or a gap follows. */
export function showMemberships(
  versions: readonly Version[],
  directory: Directory,
  zoneOfTeam: (teamId: unknown) => string,
): Entry[] {
  const ref = (kind: 'person' | 'team', id: unknown) => (typeof id === 'string' ? directory.nameOf(kind, id) : null)
  const entryOf = (
    { discipline, segment, level, teamId, office, managerId, dottedManagerId }: State,
    personId: string,
  ) => ({
    person: directory.nameOf('person', personId),
    discipline,
    segment,
    level,
    team: ref('team', teamId),
    office,
    manager: ref('person', managerId),
    dottedManager: ref('person', dottedManagerId),
  })
  return versions.flatMap((version, index) => {
    const { state, previous, entityId } = version
    if (state['employed'] !== true) return []
    const zone = zoneOfTeam(state['teamId'])
    const next = versions[index + 1]
    const back =
      previous !== null && previous['employed'] !== true && same(entryOf(previous, entityId), entryOf(state, entityId))
    const entries = datedEntries([back ? { ...version, previous: null } : version], () => zone, entryOf)
    const ends = next !== undefined && next.entityId === entityId && next.state['employed'] !== true
    return ends ? entries.map((entry) => ({ ...entry, to: lastDay(momentText(next.from, zone)) })) : entries
  })
}

function lastDay(end: string): string {
  return end.length === 10 ? addDays(end, -1) : end
}
