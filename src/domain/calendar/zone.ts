import { Temporal } from 'temporal-polyfill'
import { LeadoutError } from '../errors.ts'
import type { Instant, LocalDate } from '../instant.ts'
import { dateOfDay, dayNumber } from './local-date.ts'

const DAY_MS = 86_400_000
/** days kept per zone: more than a century, so that only a hostile file empties it */
const MOST_DAYS = 50_000

/**
 * Local days of one IANA zone. A day runs from its first midnight (or, where a clock change swallows midnight, from
 * the first moment after it) to the start of the next day: 23, 24 or 25 hours, and none for a date that a zone skipped.
 */
export interface Zone {
  readonly id: string
  /** the local date at an instant; the instant must be finite */
  dateAt(instant: Instant): LocalDate
  startOfDay(date: LocalDate): Instant
  /** the last millisecond of the day: what a bare date means as an as-of instant */
  endOfDay(date: LocalDate): Instant
}

const zones = new Map<string, Zone>()

/** The zone with this IANA id; one object per id, so that its cache is shared. Raises `invalid` for an unknown id. */
export function zoneOf(id: string): Zone {
  let zone = zones.get(id)
  if (!zone) {
    zone = openZone(id)
    zones.set(id, zone)
  }
  return zone
}

export function isZone(id: string): boolean {
  try {
    zoneOf(id)
    return true
  } catch {
    return false
  }
}

function openZone(id: string): Zone {
  // an offset such as +02:00 would pass Temporal, yet has no daylight saving and no place
  if (!/^[A-Za-z]/.test(id)) throw new LeadoutError('invalid', `${id} is not a time zone`, { zone: id })
  const starts = new Map<number, Instant>()

  const startOf = (day: number): Instant => {
    let start = starts.get(day)
    if (start === undefined) {
      start = Temporal.PlainDate.from(dateOfDay(day)).toZonedDateTime(id).epochMilliseconds
      if (starts.size >= MOST_DAYS) starts.clear()
      starts.set(day, start)
    }
    return start
  }

  try {
    startOf(0)
  } catch {
    throw new LeadoutError('invalid', `${id} is not a time zone`, { zone: id })
  }

  return {
    id,
    dateAt(instant) {
      // no zone is a day or more away from UTC, so the answer is this UTC day or a neighbour
      const day = Math.floor(instant / DAY_MS)
      if (instant < startOf(day)) return dateOfDay(day - 1)
      return dateOfDay(instant < startOf(day + 1) ? day : day + 1)
    },
    startOfDay: (date) => startOf(dayNumber(date)),
    endOfDay: (date) => startOf(dayNumber(date) + 1) - 1,
  }
}
