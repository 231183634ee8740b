import type { Db } from '#db/client.ts'
import type { RoleRow } from '#db/roles.ts'
import type { DateRange } from '#domain/calendar/local-date.ts'
import { zoneOf } from '#domain/calendar/zone.ts'
import { meanShare } from '#domain/ramp/curve.ts'
import type { OrgView } from '../org/view.ts'
import { curveOf, readRamps } from '../ramp/read-ramps.ts'

/** How far ramped somebody is over some days of a metric; 1 in full swing, and where nobody has said a ramp. */
export type ShareOf = (metric: string, personId: string, days: DateRange) => number

export async function readShares(db: Db, view: OrgView, roles: ReadonlyMap<string, RoleRow>): Promise<ShareOf> {
  const ramps = await readRamps(db, view)
  const zone = zoneOf(view.settings.zone)
  return (metric, personId, days) => {
    const role = roles.get(personId)
    if (role === undefined || role.roleSince === -Infinity) return 1
    const curve = curveOf(ramps, role, metric)
    if (curve === null) return 1
    const since = zone.dateAt(role.roleSince)
    // days before the role are nobody's: the share is that of the days in it
    return meanShare(curve, since, since > days.from ? { from: since, to: days.to } : days)
  }
}
