import { dateOfDay, dayNumber } from '../calendar/local-date.ts'
import { zoneOf } from '../calendar/zone.ts'
import type { Office, Scenario } from './scenario.ts'
import { holidaysOf, type Holiday } from './holidays.ts'

const DAY_MS = 86_400_000
export const DAYS_PER_MONTH = 365.2425 / 12

/** The days of a world: 0 is the first, negative ones came before it; `days` is the day of the export. */
export interface Axis {
  readonly start: number
  /** the day, 0 or before, from which the company sold */
  readonly begin: number
  /** days from the first to the one after the last */
  readonly days: number
  readonly date: (day: number) => string
  /** 1 Monday to 7 Sunday */
  readonly weekday: (day: number) => number
  /** calendar month, 0 to 11 */
  readonly month: (day: number) => number
  /** months since the one in which the world begins */
  readonly monthNo: (day: number) => number
  readonly dayOf: (date: string) => number
}

export function axisOf({ start, months, warmUpMonths }: Pick<Scenario, 'start' | 'months' | 'warmUpMonths'>): Axis {
  const first = dayNumber(start)
  const [year, month, day] = start.split('-').map(Number) as [number, number, number]
  const monthsAfter = (count: number) => {
    const to = month - 1 + count
    return new Date(Date.UTC(year, to, Math.min(day, daysIn(year, to)))).getTime() / DAY_MS
  }
  const dates = new Map<number, string>()
  const date = (at: number) => {
    let text = dates.get(at)
    if (text === undefined) {
      text = dateOfDay(first + at)
      dates.set(at, text)
    }
    return text
  }
  const month0 = (at: number) => Number(date(at).slice(5, 7)) - 1
  return {
    start: first,
    begin: monthsAfter(-warmUpMonths) - first,
    days: monthsAfter(months) - first,
    date,
    weekday: (at) => ((((first + at + 3) % 7) + 7) % 7) + 1,
    month: month0,
    monthNo: (at) => (Number(date(at).slice(0, 4)) - year) * 12 + month0(at) - (month - 1),
    dayOf: (text) => dayNumber(text) - first,
  }
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
}

/** One office's days: when they begin, and on which of them people work. */
export interface OfficeDays {
  readonly office: Office
  readonly no: number
  readonly holidays: readonly Holiday[]
  readonly works: (day: number) => boolean
  /** the instant `seconds` after midnight by the clock of the office; noon and later on a day of a clock change is right too */
  readonly instant: (day: number, seconds: number) => number
}

export function officeDays(axis: Axis, office: Office, no: number): OfficeDays {
  const zone = zoneOf(office.zone)
  const from = Number(axis.date(axis.begin - 1100).slice(0, 4))
  const to = Number(axis.date(axis.days + 60).slice(0, 4))
  const holidays = holidaysOf(office.country, from, to)
  const free = new Set(holidays.map((holiday) => axis.dayOf(holiday.date)))
  const starts = new Map<number, number>()
  // clocks change before working hours: the day's own midnight counts back from the next one
  const clock = (day: number) => {
    let start = starts.get(day)
    if (start === undefined) {
      start = zone.startOfDay(axis.date(day + 1)) - DAY_MS
      starts.set(day, start)
    }
    return start
  }
  return {
    office,
    no,
    holidays,
    works: (day) => axis.weekday(day) < 6 && !free.has(day),
    instant: (day, seconds) => clock(day) + seconds * 1000,
  }
}
