import { contentLines } from './lines.ts'

/** The lines of one event, or of one zone definition, between BEGIN and END. */
export interface Component {
  readonly name: 'VEVENT' | 'VTIMEZONE'
  /** which event of the file, from 1 */
  readonly row: number
  readonly lines: readonly string[]
  /** the file cancels what it lists (METHOD:CANCEL) */
  readonly cancels: boolean
  /** the zone that the calendar names for itself */
  readonly zone: string | null
}

/** Everything else of an event (description, place, attachments, alarms) is never put together. */
const OF_EVENTS = new Set([
  'BEGIN',
  'END',
  'UID',
  'DTSTART',
  'DTEND',
  'DURATION',
  'RRULE',
  'RDATE',
  'EXDATE',
  'RECURRENCE-ID',
  'SEQUENCE',
  'CREATED',
  'LAST-MODIFIED',
  'DTSTAMP',
  'STATUS',
  'CLASS',
  'TRANSP',
  'ORGANIZER',
  'ATTENDEE',
  'SUMMARY',
  'X-MICROSOFT-CDO-BUSYSTATUS',
  'METHOD',
  'X-WR-TIMEZONE',
  'TZID',
  'TZOFFSETFROM',
  'TZOFFSETTO',
])

const MOST_LINES = 5_000

/** Events and zone definitions of a calendar file, one after the other. What stands outside of them is read past. */
export async function* components(text: AsyncIterable<string>): AsyncIterable<Component> {
  const open: string[] = []
  let lines: string[] = []
  let row = 0
  let cancels = false
  let zone: string | null = null
  for await (const line of contentLines(text, (name) => OF_EVENTS.has(name))) {
    const [, mark, named] = /^(BEGIN|END):\s*([\w-]+)/i.exec(line) ?? []
    const name = named?.toUpperCase()
    if (mark === undefined || name === undefined) {
      if (kept(open) !== null && lines.length < MOST_LINES) lines.push(line)
      else if (/^METHOD:\s*CANCEL/i.test(line)) cancels = true
      else if (/^X-WR-TIMEZONE/i.test(line)) zone = line.slice(line.indexOf(':') + 1).trim()
      continue
    }
    if (mark.toUpperCase() === 'BEGIN') {
      if (name === 'VEVENT' || name === 'VTIMEZONE') {
        // one that was never ended ends here
        if (open.includes('VEVENT')) yield { name: 'VEVENT', row, lines, cancels, zone }
        open.length = 0
        lines = []
        if (name === 'VEVENT') row += 1
      } else if (kept(open) === 'VTIMEZONE') lines.push(line)
      open.push(name)
      continue
    }
    if (!open.includes(name)) continue
    while (open.at(-1) !== name) open.pop()
    open.pop()
    if (name === 'VEVENT' || name === 'VTIMEZONE') {
      yield { name, row, lines, cancels, zone }
      lines = []
    } else if (open.includes('VTIMEZONE')) lines.push(line)
    if (name === 'VCALENDAR') cancels = false
  }
  if (open.includes('VEVENT')) yield { name: 'VEVENT', row, lines, cancels, zone }
}

/** Whose lines these are: the event's own, or everything in a zone definition; null for alarms and the like. */
function kept(open: readonly string[]): Component['name'] | null {
  if (open.includes('VTIMEZONE')) return 'VTIMEZONE'
  return open.at(-1) === 'VEVENT' ? 'VEVENT' : null
}
