import { dataAt } from '#db/data-at.ts'
import type { RoleRow } from '#db/roles.ts'
import { daysBetween } from '#domain/calendar/local-date.ts'
import { zoneOf } from '#domain/calendar/zone.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { Scope } from '#domain/scope.ts'
import { personsOn, teamOn } from '#domain/structure.ts'
import type { Ctx } from '#services/context.ts'
import { metricAccess } from '#services/metrics/access.ts'
import { readRoles } from '#services/metrics/grid.ts'
import { labelOf, type OrgStructure, readStructure } from '#services/org/structure.ts'
import { type OrgView, resolveView } from '#services/org/view.ts'
import type { Stamp } from '../../scope.ts'
import type { PersonRow } from '../contract.ts'

/**
 * The people of a scope whose page the reader may open, by name. Names of teams and roles are no figures: no look is
 * logged.
 * @throws LeadoutError `not-found`, `forbidden`
 */
export async function readPeople(
  ctx: Ctx,
  input: { readonly scope: Scope; readonly asOf?: string | undefined; readonly knownAt?: string | undefined },
): Promise<Stamp & { people: PersonRow[]; hidden: number }> {
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, input)
  const structure = await readStructure(ctx.db, view, view.asOfDate)
  if (labelOf(structure, input.scope, view.settings.name, view.asOfDate) === null)
    throw new LeadoutError('not-found', 'There is no such team, office or person.')
  const access = await metricAccess(ctx, view, structure)
  const roles = await readRoles(ctx.db, view)
  const all = [...personsOn(structure, input.scope, view.asOfDate)].filter((id) => structure.names.has(id))
  const shown = all.filter((id) => access.shows('person', id))
  return {
    asOf: view.asOf,
    knownAt: view.knownAt,
    dataAt: await dataAt(ctx.db, ctx.orgId),
    people: shown.map((id) => personRow(view, structure, roles, id)).toSorted((a, b) => a.name.localeCompare(b.name)),
    hidden: all.length - shown.length,
  }
}

export function personRow(
  view: OrgView,
  structure: OrgStructure,
  roles: ReadonlyMap<string, RoleRow>,
  personId: string,
): PersonRow {
  const role = roles.get(personId)
  const since = sinceOf(view, role)
  return {
    personId,
    name: structure.names.get(personId)!,
    role: [role?.discipline, role?.segment].filter((part) => typeof part === 'string').join(' · '),
    weeks: since === null ? null : Math.max(0, Math.floor(daysBetween(since, view.asOfDate) / 7)),
    team: teamOn(structure, role?.teamId ?? null, view.asOfDate)?.name ?? null,
    manager: role?.managerId ? (structure.names.get(role.managerId) ?? null) : null,
  }
}

/** The first day in the role; null: always. */
export function sinceOf(view: OrgView, role: RoleRow | undefined): string | null {
  if (role === undefined || role.roleSince === -Infinity) return null
  return zoneOf(view.settings.zone).dateAt(role.roleSince)
}
