import type { Db } from '../../db/client.ts'
import { readKind } from '../../db/spans.ts'
import type { SellingTime } from '../../domain/burn-down/pace.ts'
import type { Weekday } from '../../domain/calendar/local-date.ts'
import { MONDAY_TO_FRIDAY, type TeamCalendar } from '../../domain/calendar/selling-days.ts'
import type { Scope } from '../../domain/scope.ts'
import { memberOn, teamOn } from '../../domain/structure.ts'
import type { OrgStructure } from './structure.ts'
import type { OrgView } from './view.ts'

/**
 * The calendar of a scope as of the view. A team follows its own, else that of its office; a person that of an office of
 * their own, else the team's; the default one stands for all others. A person's time is without leave.
 */
export async function readSellingTime(
  db: Db,
  view: OrgView,
  structure: OrgStructure,
): Promise<(scope: Scope) => SellingTime> {
  const rows = await readKind(db, view.orgId, 'calendar', view.view)
  const leaves = await readKind(db, view.orgId, 'leave', view.view)
  const calendars = new Map<string | null, TeamCalendar>()
  const byOffice = new Map<string, TeamCalendar>()
  for (const { id, state } of rows) {
    const calendar = { weekend: state.weekend as Weekday[], holidays: new Set(state.holidays.map(({ date }) => date)) }
    calendars.set(id, calendar)
    if (state.default) calendars.set(null, calendar)
    for (const office of state.offices ?? []) byOffice.set(office, calendar)
  }
  const standard = calendars.get(null) ?? MONDAY_TO_FRIDAY
  const ofOffice = (office: string | null | undefined) => (office == null ? undefined : byOffice.get(office))
  const ofTeam = (teamId: string | null): TeamCalendar => {
    const team = teamOn(structure, teamId, view.asOfDate)
    const own = team?.calendarId == null ? undefined : calendars.get(team.calendarId)
    return own ?? ofOffice(team?.office) ?? standard
  }
  return (scope) => {
    if (scope.kind === 'team') return { calendar: ofTeam(scope.id) }
    if (scope.kind === 'office') return { calendar: ofOffice(scope.id) ?? standard }
    if (scope.kind !== 'person') return { calendar: standard }
    const member = memberOn(structure, scope.id, view.asOfDate)
    const leave = leaves
      .filter(({ state }) => state.personId === scope.id)
      .map(({ state: { from, to } }) => ({ from, to }))
    return { calendar: ofOffice(member?.office) ?? ofTeam(member?.teamId ?? null), leave }
  }
}
