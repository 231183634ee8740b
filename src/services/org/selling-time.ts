import type { Db } from '../../db/client.ts'
import { readKind } from '../../db/spans.ts'
import type { SellingTime } from '../../domain/burn-down/pace.ts'
import type { Weekday } from '../../domain/calendar/local-date.ts'
import { MONDAY_TO_FRIDAY, type TeamCalendar } from '../../domain/calendar/selling-days.ts'
import type { Scope } from '../../domain/scope.ts'
import { memberOn, teamOn } from '../../domain/structure.ts'
import type { OrgStructure } from './structure.ts'
import type { OrgView } from './view.ts'

/** The calendar of a scope as of the view: a team's own, a person's by team and with leave, else the default one. */
export async function readSellingTime(
  db: Db,
  view: OrgView,
  structure: OrgStructure,
): Promise<(scope: Scope) => SellingTime> {
  const rows = await readKind(db, view.orgId, 'calendar', view.view)
  const leaves = await readKind(db, view.orgId, 'leave', view.view)
  const calendars = new Map<string | null, TeamCalendar>()
  for (const { id, state } of rows) {
    const calendar = { weekend: state.weekend as Weekday[], holidays: new Set(state.holidays.map(({ date }) => date)) }
    calendars.set(id, calendar)
    if (state.default) calendars.set(null, calendar)
  }
  const of = (teamId: string | null): TeamCalendar => {
    const own = teamOn(structure, teamId, view.asOfDate)?.calendarId ?? null
    return calendars.get(own) ?? calendars.get(null) ?? MONDAY_TO_FRIDAY
  }
  return (scope) => {
    if (scope.kind === 'team') return { calendar: of(scope.id) }
    if (scope.kind !== 'person') return { calendar: of(null) }
    const leave = leaves
      .filter(({ state }) => state.personId === scope.id)
      .map(({ state: { from, to } }) => ({ from, to }))
    return { calendar: of(memberOn(structure, scope.id, view.asOfDate)?.teamId ?? null), leave }
  }
}
