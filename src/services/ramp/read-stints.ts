import { at } from '#db/at.ts'
import type { Db } from '#db/client.ts'
import { knownIn } from '#db/spans.ts'
import { addDays } from '#domain/calendar/local-date.ts'
import { zoneOf } from '#domain/calendar/zone.ts'
import type { LocalDate } from '#domain/instant.ts'
import type { Role } from '#domain/role.ts'
import type { OrgView } from '../org/view.ts'
import { localDays } from '../org/structure.ts'

/** Days on end that a person held a role. */
export interface Stint extends Role {
  readonly personId: string
  /** the first day in the role, kept under a new manager; null: always */
  readonly since: LocalDate | null
  /** whole local days, both included */
  readonly from: LocalDate
  readonly to: LocalDate
}

/** Who held which role on any day from `from` on, as the view knows it; stretches of one role are joined. */
export async function readStints(db: Db, { orgId, view, settings }: OrgView, from: LocalDate): Promise<Stint[]> {
  const zone = zoneOf(settings.zone)
  const rows = await db
    .selectFrom('membership_span as m')
    .select([
      'm.person_id as personId',
      'm.discipline',
      'm.segment',
      'm.role_since as roleSince',
      'm.valid_from as validFrom',
      'm.valid_to as validTo',
    ])
    .where('m.org_id', '=', orgId)
    .where('m.valid_from', '<=', at(view.valid))
    .where('m.valid_to', '>', at(zone.startOfDay(from)))
    .where(knownIn('m', view))
    .orderBy('m.person_id')
    .orderBy('m.valid_from')
    .execute()
  const stints: Stint[] = []
  for (const { validFrom, validTo, roleSince, ...who } of rows) {
    const days = localDays({ validFrom, validTo }, settings.zone)
    const since = roleSince === -Infinity ? null : zone.dateAt(roleSince)
    const last = stints.at(-1)
    const goesOn =
      last !== undefined &&
      last.personId === who.personId &&
      last.since === since &&
      last.discipline === who.discipline &&
      last.segment === who.segment &&
      addDays(last.to, 1) === days.from
    if (goesOn) stints[stints.length - 1] = { ...last, to: days.to }
    else if (days.from <= days.to) stints.push({ ...who, since, ...days })
  }
  return stints
}
