export interface Holiday {
  readonly date: string
  readonly name: string
}

const LATER_YEARS = 3

/**
 * Holidays out of what was pasted or a calendar file (.ics): whole-day events, repeating ones for three years on. Lines
 * that are no holiday are counted, never guessed.
 */
export async function readHolidays(text: string, today: string): Promise<{ holidays: Holiday[]; unread: number }> {
  return text.includes('BEGIN:VCALENDAR') ? fromCalendar(text, today) : fromLines(text)
}

/** "2026-12-25 Christmas Day", one a line; tab, comma or semicolon may stand between. */
function fromLines(text: string): { holidays: Holiday[]; unread: number } {
  const holidays: Holiday[] = []
  let unread = 0
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue
    const match = /^\s*"?(\d{4}-\d{2}-\d{2})"?[\s,;]+"?(.+?)"?\s*$/.exec(line)
    if (match?.[1] && match[2] && isDate(match[1])) holidays.push({ date: match[1], name: match[2] })
    else unread += 1
  }
  return { holidays, unread }
}

async function fromCalendar(text: string, today: string): Promise<{ holidays: Holiday[]; unread: number }> {
  const { default: ICAL } = await import('ical.js')
  const holidays: Holiday[] = []
  let unread = 0
  const last = `${Number(today.slice(0, 4)) + LATER_YEARS}-12-31`
  const root = new ICAL.Component(ICAL.parse(text) as unknown[])
  for (const component of root.getAllSubcomponents('vevent')) {
    const event = new ICAL.Event(component)
    const name = event.summary?.trim()
    if (!event.startDate?.isDate || !name) {
      unread += 1
      continue
    }
    const days = Math.max(1, Math.round(event.duration.toSeconds() / 86_400))
    const steps = event.iterator()
    for (let start: typeof event.startDate | null = steps.next(); start !== null; start = steps.next()) {
      if (isoDate(start) > last) break
      for (let day = 0; day < days; day += 1) {
        const on = start.clone()
        on.adjust(day, 0, 0, 0)
        holidays.push({ date: isoDate(on), name })
      }
      if (!event.isRecurring()) break
    }
  }
  return { holidays, unread }
}

function isoDate(time: { year: number; month: number; day: number }): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${time.year}-${two(time.month)}-${two(time.day)}`
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** One entry a day, the newest name; in order. */
export function mergeHolidays(held: readonly Holiday[], added: readonly Holiday[]): Holiday[] {
  const byDate = new Map([...held, ...added].map((holiday) => [holiday.date, holiday]))
  return [...byDate.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1))
}
