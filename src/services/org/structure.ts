import type { Db } from '../../db/client.ts'
import { historySince, membershipsSince, personNames } from '../../db/structure.ts'
import { addDays, type DateRange } from '../../domain/calendar/local-date.ts'
import { zoneOf } from '../../domain/calendar/zone.ts'
import type { Instant, LocalDate } from '../../domain/instant.ts'
import type { Scope } from '../../domain/scope.ts'
import { officesOn, type Structure, teamOn } from '../../domain/structure.ts'
import type { OrgView } from './view.ts'

export interface OrgStructure extends Structure {
  /** of persons, by id */
  readonly names: ReadonlyMap<string, string>
}

const FIRST_DAY = '0000-01-01'
const LAST_DAY = '9999-12-31'

/** Teams, members and their names in a view, from a local date on. Memberships change at local midnight. */
export async function readStructure(
  db: Db,
  { orgId, view, settings }: OrgView,
  from: LocalDate,
): Promise<OrgStructure> {
  const after = zoneOf(settings.zone).startOfDay(from)
  const teams = await historySince(db, orgId, 'team', view, after)
  const members = await membershipsSince(db, orgId, view, after)
  return {
    teams: teams.map(({ id, state, ...span }) => ({
      id,
      name: state.name,
      parentId: state.parentId ?? null,
      office: state.office ?? null,
      calendarId: state.calendarId ?? null,
      ...localDays(span, settings.zone),
    })),
    members: members.map(({ personId, teamId, office, ...span }) => ({
      personId,
      teamId,
      office,
      ...localDays(span, settings.zone),
    })),
    names: await personNames(db, orgId, view),
  }
}

/** The local days of a span; a day on which it changes belongs to what comes after. */
export function localDays(span: { readonly validFrom: Instant; readonly validTo: Instant }, zoneId: string): DateRange {
  const zone = zoneOf(zoneId)
  return {
    from: span.validFrom === -Infinity ? FIRST_DAY : zone.dateAt(span.validFrom),
    to: span.validTo === Infinity ? LAST_DAY : addDays(zone.dateAt(span.validTo), -1),
  }
}

/** What a scope is called on a day; null for one that does not exist then. */
export function labelOf(structure: OrgStructure, scope: Scope, orgName: string, date: LocalDate): string | null {
  switch (scope.kind) {
    case 'company':
      return scope.id === 'all' ? orgName : null
    case 'team':
      return teamOn(structure, scope.id, date)?.name ?? null
    case 'office':
      return officesOn(structure, date).includes(scope.id) ? scope.id : null
    case 'person':
      return structure.names.get(scope.id) ?? null
  }
}
