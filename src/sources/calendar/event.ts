import ICAL from 'ical.js'
import type { ActivityTopic } from '#domain/activity/type.ts'
import { activityTopic } from '#domain/activity/type.ts'
import type { Involved } from '#domain/capture/entry.ts'
import { readAddress } from '#domain/capture/entry.ts'
import { isSensitive } from '#domain/capture/sensitive.ts'
import type { Component } from './components.ts'
import type { Wall } from './wall.ts'

/** A time as an event writes it. */
export interface EventTime {
  readonly wall: Wall
  /** a day without time */
  readonly isDate: boolean
  /** `UTC`, the name of a zone, or null for a time of wherever one is */
  readonly zone: string | null
}

/** An event of a file before its zones are known and its series followed. */
export interface CalendarEvent {
  readonly row: number
  readonly uid: string
  readonly start: EventTime
  readonly end: EventTime | null
  readonly durationSeconds: number | null
  readonly rules: readonly string[]
  readonly added: readonly EventTime[]
  readonly left: readonly EventTime[]
  /** which occurrence of its series it stands for */
  readonly instead: EventTime | null
  readonly organizer: string | null
  readonly attendees: readonly Involved[]
  readonly createdAt: EventTime | null
  readonly cancelled: boolean
  readonly mark: 'private' | 'sensitive' | 'free' | null
  readonly topic: ActivityTopic | null
  readonly revision: number
}

/** Why an event cannot be read, in words. */
export interface Unreadable {
  readonly reason: string
  readonly value?: string
}

/** The event behind the lines of a component; its title decides two marks and is forgotten. */
export function readEvent({ row, lines, cancels }: Component): CalendarEvent | Unreadable {
  const properties = Map.groupBy(lines.flatMap(propertyOf), (property) => property.name)
  const first = (name: string) => properties.get(name)?.[0]
  const text = (name: string) => String(first(name)?.getFirstValue() ?? '').trim()
  const startProperty = first('dtstart')
  if (startProperty === undefined) {
    const line = lines.find((one) => /^DTSTART/i.test(one))
    return line === undefined
      ? { reason: 'The entry has no start' }
      : { reason: 'Its start cannot be read', value: line }
  }
  const start = timesOf(startProperty)[0]
  if (start === undefined) return { reason: 'Its start cannot be read', value: lineOf(lines, 'DTSTART') }
  const endProperty = first('dtend')
  const end = endProperty === undefined ? null : (timesOf(endProperty)[0] ?? null)
  const stamps = ['last-modified', 'dtstamp'].map((name) => stampOf(first(name)))
  const summary = text('summary')
  const uid = text('uid')
  return {
    row,
    uid: uid === '' ? `no-uid:${lineOf(lines, 'DTSTART')}:${summary}` : uid,
    start,
    end,
    durationSeconds: durationOf(first('duration')),
    rules: lines.filter((line) => /^RRULE[;:]/i.test(line)).map((line) => line.slice(line.indexOf(':') + 1).trim()),
    added: (properties.get('rdate') ?? []).flatMap(timesOf),
    left: (properties.get('exdate') ?? []).flatMap(timesOf),
    instead: first('recurrence-id') === undefined ? null : (timesOf(first('recurrence-id')!)[0] ?? null),
    organizer: addressOf(first('organizer')),
    attendees: (properties.get('attendee') ?? []).flatMap(involvedOf),
    createdAt: first('created') === undefined ? null : (timesOf(first('created')!)[0] ?? null),
    cancelled: cancels || text('status').toUpperCase() === 'CANCELLED',
    mark: markOf(text('class'), text('transp'), text('x-microsoft-cdo-busystatus'), summary),
    topic: activityTopic(null, summary),
    revision: Number(text('sequence') || 0) * 1e13 + Math.max(0, ...stamps),
  }
}

type Property = InstanceType<typeof ICAL.Property>

const lineOf = (lines: readonly string[], name: string) =>
  lines.find((line) => line.toUpperCase().startsWith(name))?.slice(0, 200) ?? ''

function propertyOf(line: string): Property[] {
  try {
    return [ICAL.Property.fromString(line)]
  } catch {
    return []
  }
}

function timesOf(property: Property): EventTime[] {
  try {
    const tzid: unknown = property.getParameter('tzid')
    const written: readonly unknown[] = property.jCal.slice(3)
    return property.getValues().flatMap((value: unknown, index): EventTime[] => {
      const time = value instanceof ICAL.Period ? value.start : value
      if (!(time instanceof ICAL.Time) || !isReal(time, written[index])) return []
      const { year, month, day, isDate } = time
      const zone = isUtc(time) ? 'UTC' : typeof tzid === 'string' && tzid !== '' ? tzid : null
      const clock = isDate
        ? { hour: 0, minute: 0, second: 0 }
        : { hour: time.hour, minute: time.minute, second: time.second }
      return [{ wall: { year, month, day, ...clock }, isDate, zone }]
    })
  } catch {
    return []
  }
}

const isUtc = (time: InstanceType<typeof ICAL.Time>) => time.zone?.tzid === 'UTC'

/** ical.js reads the 99th of a 13th month as some day in spring. */
function isReal(time: InstanceType<typeof ICAL.Time>, written: unknown): boolean {
  const text = Array.isArray(written) ? written[0] : written
  const same = typeof text !== 'string' || text.slice(0, 10) === time.toString().slice(0, 10)
  return same && time.year >= 1970 && time.year < 2100
}

function durationOf(property: Property | undefined): number | null {
  try {
    const value: unknown = property?.getFirstValue()
    return value instanceof ICAL.Duration ? value.toSeconds() : null
  } catch {
    return null
  }
}

function stampOf(property: Property | undefined): number {
  const time = property === undefined ? undefined : timesOf(property)[0]
  if (time === undefined) return 0
  const { year, month, day, hour, minute, second } = time.wall
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

function addressOf(property: Property | undefined): string | null {
  if (property === undefined) return null
  const said: unknown = property.getParameter('email')
  return readAddress(String(property.getFirstValue() ?? '')) ?? (typeof said === 'string' ? readAddress(said) : null)
}

/** rooms, projectors and mailing calendars of Google */
const THINGS = /@(?:resource|group)\.calendar\.google\.com$/

function involvedOf(property: Property): Involved[] {
  const parameter = (name: string) => String(property.getParameter(name) ?? '').toUpperCase()
  const address = addressOf(property)
  if (address === null || THINGS.test(address)) return []
  if (['RESOURCE', 'ROOM'].includes(parameter('cutype')) || parameter('role') === 'NON-PARTICIPANT') return []
  return [{ address, answer: parameter('partstat') === 'DECLINED' ? 'declined' : null }]
}

function markOf(kind: string, transparency: string, busy: string, summary: string): CalendarEvent['mark'] {
  if (/^(private|confidential)$/i.test(kind)) return 'private'
  if (/^transparent$/i.test(transparency) || /^free$/i.test(busy)) return 'free'
  return isSensitive(summary) ? 'sensitive' : null
}
