import { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/client.ts'
import { zoneOf } from '../../domain/calendar/zone.ts'
import { LeadoutError } from '../../domain/errors.ts'
import type { Instant, LocalDate } from '../../domain/instant.ts'
import type { View } from '../../domain/span/box.ts'
import { viewOf } from '../../domain/span/box.ts'
import type { OrgSettings } from './settings.ts'
import { readSettings } from './settings.ts'

export interface OrgView {
  readonly orgId: string
  readonly view: View
  readonly asOf: Instant
  /** local date of `asOf` in the organisation's zone */
  readonly asOfDate: LocalDate
  /** null: as it was, by everything known today */
  readonly knownAt: Instant | null
  readonly pinned: boolean
  readonly settings: OrgSettings
}

/**
 * The view in which a reading command or endpoint answers. `asOf` and `knownAt` are instants or bare dates, which mean
 * the end of that day in the organisation's zone; they override the pinned clock, which overrides the real one.
 * Raises `invalid` for a text that is neither.
 */
export async function resolveView(
  db: Db,
  orgId: string,
  now: Instant,
  asked: { asOf?: string | undefined; knownAt?: string | undefined },
): Promise<OrgView> {
  const org = await db
    .selectFrom('org')
    .select(['first_import_at', 'pinned_at', 'pinned_known'])
    .where('org_id', '=', orgId)
    .executeTakeFirst()
  if (org === undefined) throw new LeadoutError('not-found', 'This organisation does not exist')
  const settings = await readSettings(db, orgId)
  const asOf = asked.asOf === undefined ? (org.pinned_at ?? now) : parseInstant(asked.asOf, settings.zone)
  const pinnedKnown = asked.asOf === undefined && org.pinned_known ? org.pinned_at : null
  const knownAt = asked.knownAt === undefined ? pinnedKnown : parseInstant(asked.knownAt, settings.zone)
  return {
    orgId,
    view: viewOf(asOf, knownAt, org.first_import_at),
    asOf,
    asOfDate: localDate(asOf, settings.zone),
    knownAt,
    pinned: org.pinned_at !== null && asked.asOf === undefined,
    settings,
  }
}

/** The view as a question that gives it again. */
export function clockOf({ asOf, knownAt }: Pick<OrgView, 'asOf' | 'knownAt'>): { asOf: string; knownAt?: string } {
  return {
    asOf: new Date(asOf).toISOString(),
    ...(knownAt !== null && { knownAt: new Date(knownAt).toISOString() }),
  }
}

/** What the organisation calls now: its pinned clock, else the real one. */
export async function orgNow(db: Db, orgId: string, now: Instant): Promise<Instant> {
  const org = await db.selectFrom('org').select('pinned_at').where('org_id', '=', orgId).executeTakeFirst()
  return org?.pinned_at ?? now
}

/** An ISO instant, a local date-time of the zone, or a date (its last millisecond in the zone). */
export function parseInstant(text: string, zone: string): Instant {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
      const next = Temporal.PlainDate.from(text).add({ days: 1 })
      return next.toZonedDateTime({ timeZone: zone }).epochMilliseconds - 1
    }
    if (/(Z|[+-]\d{2}:?\d{2})$/i.test(text)) return Temporal.Instant.from(text).epochMilliseconds
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds
  } catch {
    throw new LeadoutError('invalid', `${text} is neither a date (2017-11-15) nor a time (2017-11-15T14:00:00Z)`, {
      value: text,
    })
  }
}

export function localDate(instant: Instant, zone: string): LocalDate {
  return zoneOf(zone).dateAt(instant)
}

/** The first instant of a local date in a zone. */
export function startOfDate(date: LocalDate, zone: string): Instant {
  return zoneOf(zone).startOfDay(date)
}
