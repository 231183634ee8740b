import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import type { Instant } from '#domain/instant.ts'
import type { CalendarEvent, EventTime } from './event.ts'
import type { Wall } from './wall.ts'
import { asUtc, dateOfWall, wallOf } from './wall.ts'
import type { CalendarZone } from './zones.ts'

/** steps that a rule may take without end in sight; ten years of days */
const MOST_STEPS = 4_000
/** occurrences of one series */
const MOST = 2_000

export interface Occurrence {
  readonly start: Instant
  readonly wall: Wall
}

export interface Series {
  readonly occurrences: readonly Occurrence[]
  /** what of the series could not be followed, in words; null when all of it was */
  readonly problem: string | null
}

/**
 * When a series takes place between two instants, by the wall clock of its zone: rules and added dates, without those
 * left out. `instantOf` reads one of the event's own times.
 */
export function occurrencesOf(
  event: CalendarEvent,
  zone: CalendarZone,
  range: { readonly since: Instant; readonly until: Instant },
  instantOf: (time: EventTime) => Instant,
): Series {
  const found = new Map<Instant, Occurrence>()
  const add = (wall: Wall) => {
    const start = zone.instantOf(wall)
    if (start >= range.since && start <= range.until) found.set(start, { start, wall })
  }
  add(event.start.wall)
  for (const time of event.added) {
    const start = instantOf(time)
    const clock = time.isDate ? event.start.wall : null
    add(clock === null ? wallOf(zone.wallAt(start)) : { ...clock, ...dayOf(time.wall) })
  }
  let problem: string | null = null
  for (const rule of event.rules) {
    try {
      for (const wall of follow(rule, event.start, zone, range)) {
        if (found.size >= MOST) {
          problem = `It repeats more than ${MOST} times`
          break
        }
        add(wall)
      }
    } catch {
      problem = 'Its repetition cannot be followed'
    }
  }
  for (const time of event.left) {
    if (!time.isDate) found.delete(instantOf(time))
    else {
      const day = dateOfWall(time.wall)
      for (const { start, wall } of found.values()) if (dateOfWall(wall) === day) found.delete(start)
    }
  }
  return { occurrences: [...found.values()].toSorted((a, b) => a.start - b.start), problem }
}

const dayOf = ({ year, month, day }: Wall) => ({ year, month, day })

/** The rule by the wall clock: counted as if in Greenwich, so that a change of the clocks moves nothing. */
function follow(
  rule: string,
  { wall, isDate }: EventTime,
  zone: CalendarZone,
  range: { readonly since: Instant; readonly until: Instant },
): Wall[] {
  const dtstart = zoned(asUtc(wall))
  const { text, until } = splitUntil(rule, isDate, zone)
  const series = new RRuleTemporal({
    rruleString: `RRULE:${text}`,
    dtstart,
    ...(until !== null && { until: zoned(until) }),
    maxIterations: MOST_STEPS,
    maxCandidateEvaluations: MOST_STEPS * 10,
    cache: false,
  })
  const from = Math.max(asUtc(wall), zone.wallAt(range.since))
  const to = zone.wallAt(range.until)
  if (to < from) return []
  // a count runs from the first occurrence on, wherever the range begins
  const all = series.between(new Date(from), new Date(to), true)
  return all.slice(0, MOST + 1).map((time) => wallOf(time.epochMilliseconds))
}

const zoned = (utc: number) => Temporal.Instant.fromEpochMilliseconds(utc).toZonedDateTimeISO('UTC')

/** The rule without its end, and the end by the wall clock; a day without time is that whole day. */
function splitUntil(rule: string, isDate: boolean, zone: CalendarZone): { text: string; until: number | null } {
  const found = /(?:^|;)UNTIL=(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?/i.exec(rule)
  if (found === null) return { text: rule, until: null }
  const text = rule.replace(/(^|;)UNTIL=[^;]*/i, '').replace(/^;/, '')
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number)
  const date = { year: year!, month: month!, day: day! }
  if (found[4] === undefined) return { text, until: asUtc({ ...date, hour: 23, minute: 59, second: 59 }) }
  const end = asUtc({ ...date, hour: hour!, minute: minute!, second: second! })
  if (found[7] === undefined) return { text, until: end }
  // of days without time the clock of the end says nothing
  return {
    text,
    until: isDate ? asUtc({ ...wallOf(zone.wallAt(end)), hour: 23, minute: 59, second: 59 }) : zone.wallAt(end),
  }
}
