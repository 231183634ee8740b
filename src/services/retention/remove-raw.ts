import { sql } from 'kysely'
import { markActivities, ofIds } from '../../db/activity-days.ts'
import type { Db } from '../../db/client.ts'
import { appendChanges } from '../../db/ledger.ts'
import { addDays } from '../../domain/calendar/local-date.ts'
import { type Instant, instantText, type LocalDate } from '../../domain/instant.ts'
import { RAW_RETENTION_DAYS } from '../../domain/settings.ts'
import { newId } from '../../platform/ids.ts'
import { notifyTopics } from '../live/notify-topics.ts'
import { localDate, startOfDate } from '../org/view.ts'
import { readSettings } from '../org/settings.ts'

/**
 * Removes what was captured from mailboxes and calendars of persons longer ago than the organisation keeps it: with
 * whom, at what time of the day, in which conversation. That there was a mail or meeting, on which day and for which
 * deal, stays, so that sums stay (architecture.md, Erasure). Activities of a CRM are records of the company and stay.
 */
export async function removeRawEverywhere(db: Db, now: Instant): Promise<number> {
  const orgs = await db.selectFrom('org').select('org_id').orderBy('org_id').execute()
  let removed = 0
  for (const { org_id: orgId } of orgs) removed += await db.transaction().execute((tx) => removeRaw(tx, orgId, now))
  return removed
}

async function removeRaw(tx: Db, orgId: string, now: Instant): Promise<number> {
  const settings = await readSettings(tx, orgId)
  const { zone } = settings
  const today = localDate(now, zone)
  const days = Number(settings['rawRetentionDays'] ?? RAW_RETENTION_DAYS)
  const kept = addDays(today, -days)
  const before = instantText(startOfDate(kept, zone))
  // midnight is the time of what has none; all versions of one activity lose what they say
  const { rows } = await sql<{ id: string }>`
    update activity a
    set removed_on = ${today}::date, contact_id = null, lead_id = null, topic = null,
      at_date = coalesce(a.at_date, (a.at at time zone ${zone})::date),
      at = date_trunc('day', a.at at time zone ${zone}) at time zone ${zone}
    where a.org_id = ${orgId} and a.at < ${before}::timestamptz
      and a.id in (select c.activity_id from capture c where c.org_id = ${orgId})
      and a.source in ('calendar', 'mailbox')
    returning a.id`.execute(tx)
  const ids = [...new Set(rows.map(({ id }) => id))]
  if (ids.length === 0) return 0
  await sql`delete from activity_participant where org_id = ${orgId} and side = 'theirs' and activity_id = any(${ids}::uuid[])`.execute(
    tx,
  )
  await markActivities(tx, orgId, ofIds(ids))
  await sql`delete from capture where org_id = ${orgId} and activity_id = any(${ids}::uuid[])`.execute(tx)
  await appendChanges(tx, orgId, now, [
    {
      id: newId(),
      kind: 'retention',
      entityId: orgId,
      patch: { removed: ids.length, before: kept },
      validAt: now,
      knownAt: now,
      source: 'leadout',
    },
  ])
  await notifyTopics(tx, orgId, ['figures'], now)
  return ids.length
}

export interface Removed {
  /** the newest day on which it was done */
  readonly on: LocalDate
  readonly rows: number
}

/** How much of what happened in a range of days was removed under retention; null for nothing. */
export async function removedIn(
  db: Db,
  orgId: string,
  range: { readonly from: Instant; readonly to: Instant },
): Promise<Removed | null> {
  const { rows } = await sql<{ on: LocalDate | null; rows: number }>`
    select max(removed_on) as on, count(distinct id)::int as rows from activity
    where org_id = ${orgId} and at >= ${instantText(range.from)}::timestamptz and at < ${instantText(range.to)}::timestamptz
      and removed_on is not null`.execute(db)
  const [found] = rows
  return found === undefined || found.on === null ? null : { on: found.on, rows: found.rows }
}
