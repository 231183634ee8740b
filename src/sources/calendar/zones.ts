import ICAL from 'ical.js'
import { Temporal } from 'temporal-polyfill'
import { findIana } from 'windows-iana'
import { isZone } from '#domain/calendar/zone.ts'
import type { Instant } from '#domain/instant.ts'
import type { Wall } from './wall.ts'
import { asUtc, wallOf } from './wall.ts'

export interface CalendarZone {
  /** IANA id; null for a zone that only the file defines */
  readonly id: string | null
  instantOf(wall: Wall): Instant
  /** what the wall shows, read as if in Greenwich */
  wallAt(instant: Instant): number
}

/** Zones of one calendar file by the names that its events use. */
export interface CalendarZones {
  define(lines: readonly string[]): void
  /** null where the name says nothing that can be understood, or not yet */
  resolve(name: string): CalendarZone | null
}

export function ianaZone(id: string): CalendarZone {
  return {
    id,
    instantOf: ({ year, month, day, hour, minute, second }) =>
      Temporal.PlainDateTime.from({ year, month, day, hour, minute, second }).toZonedDateTime(id).epochMilliseconds,
    wallAt: (instant) => {
      const at = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(id)
      return instant + at.offsetNanoseconds / 1e6
    },
  }
}

export const UTC = ianaZone('UTC')

/**
 * An IANA name, a name of Windows, or a longer name that ends in one (`/citadel.org/20250101/Europe/Berlin`) is read as
 * that place, whatever definition the file carries; only a name that means nothing goes by the file's own definition.
 */
export function calendarZones(): CalendarZones {
  const defined = new Map<string, CalendarZone | null>()
  const named = new Map<string, CalendarZone | null>()
  return {
    define(lines) {
      const tzid = lines.find((line) => /^TZID[;:]/i.test(line))
      if (tzid === undefined) return
      defined.set(nameOf(tzid), definedZone(lines))
    },
    resolve(name) {
      if (!named.has(name)) named.set(name, place(name))
      return named.get(name) ?? defined.get(name.trim()) ?? fixedOffset(name)
    },
  }
}

const nameOf = (line: string) => line.slice(line.indexOf(':') + 1).trim()

function place(given: string): CalendarZone | null {
  const name = given.trim().replace(/^"|"$/g, '')
  const parts = name.split('/').filter((part) => part !== '')
  for (let from = 0; from < Math.max(1, parts.length); from += 1) {
    const id = parts.slice(from).join('/')
    // of a longer name only a whole place counts: the last part alone is no zone
    if (isZone(id) && (from === 0 || id.includes('/'))) return ianaZone(id)
  }
  const [windows] = findIana(name)
  return windows !== undefined && isZone(windows) ? ianaZone(windows) : null
}

/** `(UTC+01:00) Amsterdam, Berlin`, `GMT -0500`: what is left of a zone whose definition is missing. */
function fixedOffset(name: string): CalendarZone | null {
  const found = /^\(?\s*(?:UTC|GMT)\s*([+-])(\d{1,2}):?(\d{2})?\s*\)?/i.exec(name)
  if (found === null) return null
  const ms = (Number(found[2]) * 60 + Number(found[3] ?? 0)) * 60_000 * (found[1] === '-' ? -1 : 1)
  return { id: null, instantOf: (wall) => asUtc(wall) - ms, wallAt: (instant) => instant + ms }
}

function definedZone(lines: readonly string[]): CalendarZone | null {
  try {
    const text = ['BEGIN:VTIMEZONE', ...lines, 'END:VTIMEZONE'].join('\r\n')
    const component = new ICAL.Component(ICAL.parse(text) as unknown[])
    const zone = new ICAL.Timezone(component)
    const offsetOf = (wall: Wall) => {
      const time = new ICAL.Time({ ...wall, isDate: false }, ICAL.Timezone.localTimezone)
      return zone.utcOffset(time) * 1000
    }
    if (!Number.isFinite(offsetOf({ year: 2020, month: 6, day: 1, hour: 0, minute: 0, second: 0 }))) return null
    return {
      id: null,
      instantOf: (wall) => asUtc(wall) - offsetOf(wall),
      wallAt: (instant) => instant + offsetOf(wallOf(instant)),
    }
  } catch {
    return null
  }
}
