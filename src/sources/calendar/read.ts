import type { CapturedEntry, ReadContext, ReadEntry } from '#domain/capture/entry.ts'
import type { Instant } from '#domain/instant.ts'
import { components } from './components.ts'
import type { CalendarEvent, EventTime } from './event.ts'
import { readEvent } from './event.ts'
import { occurrencesOf } from './occurrences.ts'
import type { CalendarZone, CalendarZones } from './zones.ts'
import { calendarZones, ianaZone, UTC } from './zones.ts'
import { dateOfWall, wallOf } from './wall.ts'

const DAY = 86_400
/** series, changed occurrences and events whose zone is not defined yet, held until the end of the file */
const MOST_HELD = 50_000
/** occurrences of one file */
const MOST_ENTRIES = 500_000

/**
 * The entries of a calendar file (iCalendar), the occurrences of series among them. Whatever cannot be read costs
 * itself only and is told to `context.problem`.
 */
export async function* readCalendar(text: AsyncIterable<string>, context: ReadContext): AsyncIterable<ReadEntry> {
  const zones = calendarZones()
  const held: { event: CalendarEvent; zone: string | null }[] = []
  let any = false
  let written = 0
  for await (const component of components(text)) {
    any = true
    if (component.name === 'VTIMEZONE') {
      zones.define(component.lines)
      continue
    }
    const event = readEvent(component)
    if ('reason' in event) {
      context.problem({
        severity: 'reject',
        row: component.row,
        ...(event.value !== undefined && { value: event.value }),
        reason: event.reason,
        remedy: 'Correct the entry in your calendar and export it again, or leave it out',
        group: `calendar:${event.reason}`,
      })
      continue
    }
    const unresolved = event.start.zone !== null && zones.resolve(event.start.zone) === null
    if (event.rules.length === 0 && event.added.length === 0 && event.instead === null && !unresolved) {
      const clock = clockOf(event, zones, component.zone, context, true)
      const entry = entryOf(event, clock, clock.instantOf(event.start), '')
      if (entry !== null && entry.at <= context.until) yield { row: event.row, entry }
    } else if (held.length < MOST_HELD) held.push({ event, zone: component.zone })
    else
      context.problem({
        severity: 'reject',
        row: event.row,
        reason: `The file has more than ${MOST_HELD} repeating entries`,
        remedy: 'Export a shorter stretch of time',
        group: 'calendar:too-many-series',
      })
  }
  if (!any)
    context.problem({
      severity: 'note',
      row: 0,
      reason: 'There is no entry in this calendar',
      remedy: 'Check that the right calendar was exported',
      group: 'calendar:empty',
    })
  for (const { event, entries } of seriesOf(held, zones, context)) {
    for (const entry of entries) {
      if (written >= MOST_ENTRIES) return
      written += 1
      yield { row: event.row, entry }
    }
  }
}

interface Clock {
  readonly zone: CalendarZone
  instantOf(time: EventTime): Instant
}

/** How an event's times are read; a name that means nothing is told once and read in the calendar's own zone. */
function clockOf(
  event: CalendarEvent,
  zones: CalendarZones,
  calendarZone: string | null,
  context: ReadContext,
  tell: boolean,
): Clock {
  const own = (calendarZone === null ? null : zones.resolve(calendarZone)) ?? ianaZone(context.zone)
  const zoneOf = (time: EventTime): CalendarZone => {
    if (time.zone === 'UTC') return UTC
    if (time.zone === null) return own
    const zone = zones.resolve(time.zone)
    if (zone === null && tell)
      context.problem({
        severity: 'note',
        row: event.row,
        value: time.zone,
        reason: `The time zone ${time.zone.slice(0, 80)} is not known; read as ${own.id ?? context.zone}`,
        remedy: 'Nothing to do if you were there; otherwise give the entry a named zone and export it again',
        group: `zone:${time.zone.slice(0, 80)}`,
      })
    return zone ?? own
  }
  return { zone: zoneOf(event.start), instantOf: (time) => zoneOf(time).instantOf(time.wall) }
}

function* seriesOf(
  held: readonly { event: CalendarEvent; zone: string | null }[],
  zones: CalendarZones,
  context: ReadContext,
): Iterable<{ event: CalendarEvent; entries: CapturedEntry[] }> {
  for (const group of Map.groupBy(held, ({ event }) => event.uid).values()) {
    const instead = new Map<Instant, CapturedEntry | null>()
    for (const { event, zone } of group.filter((one) => one.event.instead !== null).toSorted(byRevision)) {
      const clock = clockOf(event, zones, zone, context, true)
      const stands = clock.instantOf(event.instead!)
      const entry = entryOf(event, clock, clock.instantOf(event.start), new Date(stands).toISOString())
      instead.set(stands, entry)
      if (entry !== null && entry.at <= context.until) yield { event, entries: [entry] }
    }
    const masters = group.filter((one) => one.event.instead === null).toSorted(byRevision)
    const master = masters.at(-1)
    if (master === undefined) continue
    const { event } = master
    const clock = clockOf(event, zones, master.zone, context, true)
    const { occurrences, problem } = occurrencesOf(event, clock.zone, context, clock.instantOf)
    if (problem !== null)
      context.problem({
        severity: 'note',
        row: event.row,
        value: event.rules.join(' ').slice(0, 200),
        reason: problem,
        remedy: 'The occurrences that were found are taken; export a shorter stretch of time for the rest',
        group: `series:${problem}`,
      })
    const repeats = event.rules.length > 0 || event.added.length > 0
    const entries = occurrences.flatMap(({ start }): CapturedEntry[] => {
      if (instead.has(start)) return []
      const entry = entryOf(event, clock, start, repeats ? new Date(start).toISOString() : '')
      return entry === null ? [] : [entry]
    })
    yield { event, entries }
  }
}

const byRevision = (a: { event: CalendarEvent }, b: { event: CalendarEvent }) => a.event.revision - b.event.revision

/** One occurrence; `which` tells it from the others of its series. */
function entryOf(event: CalendarEvent, clock: Clock, start: Instant, which: string): CapturedEntry | null {
  if (!Number.isFinite(start)) return null
  const seconds = lengthOf(event, clock)
  return {
    kind: 'meeting',
    key: which === '' ? event.uid : `${event.uid} ${which}`,
    thread: null,
    at: start,
    date: event.start.isDate ? dateOfWall(wallOf(clock.zone.wallAt(start))) : null,
    seconds,
    from: event.organizer,
    people: event.attendees,
    createdAt: event.createdAt === null ? null : clock.instantOf(event.createdAt),
    cancelled: event.cancelled,
    mark: event.mark,
    topic: event.topic,
    revision: event.revision,
  }
}

/** An end before the start, and no end at all, are no length; a day without end is that day. */
function lengthOf(event: CalendarEvent, clock: Clock): number {
  if (event.end !== null)
    return Math.max(0, Math.round((clock.instantOf(event.end) - clock.instantOf(event.start)) / 1000))
  if (event.durationSeconds !== null) return Math.max(0, event.durationSeconds)
  return event.start.isDate ? DAY : 0
}
