import type { Db } from '../../db/client.ts'
import { zoneOf } from '../../domain/calendar/zone.ts'
import type { Instant, LocalDate } from '../../domain/instant.ts'
import type { Ctx } from '../context.ts'
import { readSettings } from '../org/settings.ts'

export interface OrgClock {
  /** the pin, else the real clock */
  readonly now: Instant
  /** today in the organisation's zone by that clock */
  readonly today: LocalDate
  readonly pinnedAt: Instant | null
  /** pinned as known then: only what had been recorded by the pin */
  readonly knownThen: boolean
}

export async function readClock(ctx: Pick<Ctx, 'orgId' | 'recordedAt'>, db: Db): Promise<OrgClock> {
  const { zone } = await readSettings(db, ctx.orgId)
  const org = await db
    .selectFrom('org')
    .select(['pinned_at', 'pinned_known'])
    .where('org_id', '=', ctx.orgId)
    .executeTakeFirstOrThrow()
  const now = org.pinned_at ?? ctx.recordedAt
  return {
    now,
    today: zoneOf(zone).dateAt(now),
    pinnedAt: org.pinned_at,
    knownThen: org.pinned_at !== null && org.pinned_known,
  }
}
