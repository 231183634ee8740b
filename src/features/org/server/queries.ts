import { sql } from 'kysely'
import { at } from '#db/at.ts'
import { dataAt } from '#db/data-at.ts'
import { inView, readKind } from '#db/spans.ts'
import { LeadoutError } from '#domain/errors.ts'
import { lineManagers } from '#domain/org/lines.ts'
import { addDays } from '#domain/calendar/local-date.ts'
import { zoneOf } from '#domain/calendar/zone.ts'
import { can } from '#services/access/can.ts'
import { logView } from '#services/access/log-view.ts'
import { sees, visiblePersons } from '#services/access/visible-persons.ts'
import type { Ctx } from '#services/context.ts'
import { requirePersons } from '#services/org/require-persons.ts'
import { type OrgView, resolveView } from '#services/org/view.ts'
import type { OrgPerson, OrgTeam, Stint } from '../contract.ts'

/** Teams, people and lines on the day of the view. Who reports to whom is no figure of a person and open to everyone. */
export async function readOrg(ctx: Ctx, asked: { asOf?: string | undefined; knownAt?: string | undefined }) {
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, asked)
  const teams = await readTeams(ctx, view)
  return {
    asOf: view.asOf,
    knownAt: view.knownAt,
    dataAt: await dataAt(ctx.db, ctx.orgId),
    teams,
    people: await readPeople(ctx, view, teams),
  }
}

export async function readTeams(ctx: Ctx, view: OrgView): Promise<OrgTeam[]> {
  const teams = (await readKind(ctx.db, ctx.orgId, 'team', view.view)).map(({ id, state }): OrgTeam => ({
    id,
    name: state.name,
    parentId: state.parentId ?? null,
    managerId: state.managerId ?? null,
    office: state.office ?? null,
    calendarId: state.calendarId ?? null,
    zone: state.zone ?? null,
  }))
  return teams.toSorted((a, b) => a.name.localeCompare(b.name))
}

export async function readPeople(ctx: Ctx, view: OrgView, teams: readonly OrgTeam[]): Promise<OrgPerson[]> {
  const rows = await ctx.db
    .selectFrom('span as p')
    .leftJoin('subject as s', (join) => join.onRef('s.org_id', '=', 'p.org_id').onRef('s.id', '=', 'p.entity_id'))
    .leftJoin('membership_span as m', (join) =>
      join.onRef('m.org_id', '=', 'p.org_id').onRef('m.person_id', '=', 'p.entity_id').on(inView('m', view.view)),
    )
    .select([
      'p.entity_id as id',
      'p.state',
      sql<string | null>`p.state->>'externalId'`.as('externalId'),
      's.name',
      's.email',
      'm.person_id as employedId',
      'm.team_id as teamId',
      'm.discipline',
      'm.segment',
      'm.level',
      'm.office',
      'm.manager_id as managerId',
      'm.dotted_manager_id as dottedManagerId',
      'm.role_since as roleSince',
    ])
    .where('p.org_id', '=', ctx.orgId)
    .where('p.kind', '=', 'person')
    .where(inView('p', view.view))
    .execute()
  const line = lineManagers(
    rows.filter((row) => row.employedId !== null),
    teams,
  )
  const spans = Map.groupBy(line.entries(), ([, managerId]) => managerId)
  const knowsAddresses = can(ctx, 'settings.manage')
  const people = rows.map(({ id, state, externalId, name, email, employedId, ...membership }): OrgPerson => ({
    id,
    name: name ?? email ?? externalId ?? id,
    email: knowsAddresses ? email : null,
    notPerson: state['notPerson'] === true,
    active: state['active'] !== false,
    membership:
      employedId === null
        ? null
        : {
            ...membership,
            lineManagerId: line.get(id) ?? null,
            roleSince: finite(membership.roleSince),
          },
    span: spans.get(id)?.length ?? 0,
  }))
  return people.toSorted((a, b) => a.name.localeCompare(b.name))
}

/** @throws LeadoutError `forbidden` for a person whose figures the viewer may not see */
export async function readHistory(ctx: Ctx, personId: string): Promise<{ stints: Stint[] }> {
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  if (!sees(await visiblePersons(ctx, view.asOf), personId))
    throw new LeadoutError('forbidden', 'You may not see the memberships of this person.')
  await requirePersons(ctx, [personId])
  const rows = await ctx.db
    .selectFrom('membership_span as m')
    .select([
      'm.valid_from as validFrom',
      'm.valid_to as validTo',
      'm.team_id as teamId',
      'm.discipline',
      'm.segment',
      'm.level',
      'm.office',
      'm.manager_id as managerId',
      'm.dotted_manager_id as dottedManagerId',
    ])
    .where('m.org_id', '=', ctx.orgId)
    .where('m.person_id', '=', personId)
    .where('m.known_to', '=', at(Infinity))
    .where('m.recorded_to', '=', at(Infinity))
    .orderBy('m.valid_from', 'desc')
    .execute()
  const zone = zoneOf(view.settings.zone)
  await logView(ctx, {
    surface: ctx.actor.type === 'api-key' ? 'api' : 'drawer',
    personIds: [personId],
    day: zone.dateAt(ctx.recordedAt),
  })
  const names = await readNames(ctx)
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null))
  return {
    stints: rows.map(({ validFrom, validTo, teamId, managerId, dottedManagerId, ...rest }) => ({
      ...rest,
      from: Number.isFinite(validFrom) ? zone.dateAt(validFrom) : null,
      to: Number.isFinite(validTo) ? addDays(zone.dateAt(validTo), -1) : null,
      team: nameOf(teamId),
      manager: nameOf(managerId),
      dottedManager: nameOf(dottedManagerId),
    })),
  }
}

/** Names of people and of teams, closed ones by their last name. */
async function readNames({ db, orgId }: Ctx): Promise<Map<string, string>> {
  const people = await db
    .selectFrom('subject')
    .select(['id', sql<string | null>`coalesce(name, email)`.as('name')])
    .where('org_id', '=', orgId)
    .where('kind', '=', 'person')
    .execute()
  const teams = await db
    .selectFrom('span')
    .select(['entity_id as id', sql<string | null>`state->>'name'`.as('name')])
    .where('org_id', '=', orgId)
    .where('kind', '=', 'team')
    .orderBy('valid_from')
    .execute()
  return new Map([...people, ...teams].flatMap(({ id, name }) => (name === null ? [] : [[id, name]])))
}

function finite(instant: number | null): number | null {
  return instant !== null && Number.isFinite(instant) ? instant : null
}
