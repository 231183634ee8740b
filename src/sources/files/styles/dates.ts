import { MONTHS } from './months.ts'

/**
 * Dates as systems and people write them. A style is an order of day, month and year or a kind of number; separators,
 * clock times and offsets are understood in every style. `03/04/2017` has two readings, and only its column can decide.
 */
export const DATE_STYLES = [
  'iso',
  'dmy',
  'mdy',
  'dmy2',
  'mdy2',
  'named',
  'compact',
  'serial',
  'epoch-s',
  'epoch-ms',
] as const
export type DateStyle = (typeof DATE_STYLES)[number]

export const dateBit = (style: DateStyle): number => 1 << DATE_STYLES.indexOf(style)

/** what stands between day, month and year: other marks come from other writers, who may order them otherwise */
export const DATE_MARKS = ['/', '.', '-'] as const
export type DateMark = (typeof DATE_MARKS)[number]

export interface DateReading {
  readonly style: DateStyle
  /** of day and month in figures, the year last */
  readonly mark?: DateMark
  /** days since 1970-01-01 */
  readonly day: number
  /** milliseconds of the day; null for a bare date */
  readonly time: number | null
  /** minutes east of UTC; null for a local time */
  readonly offset: number | null
}

/** True where a reading is of one of a column's styles: `dmy` is the day first with any mark, `dmy/` with that one. */
export function isOfStyle({ style, mark }: DateReading, styles: readonly string[]): boolean {
  return styles.includes(style) || (mark !== undefined && styles.includes(style + mark))
}

const DAY_MS = 86_400_000
const NUMERIC = /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?:(?:T|,? +)(.+))?$/
const CLOCK =
  /^(\d{1,2})(?:[:h](\d{2}))?(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?([ap])\.? ?m\.?)?(?: ?(z|utc|gmt|(?:utc|gmt)?[+-]\d{1,2}(?::?\d{2})?))?(?: uhr)?$/i
const DIGITS = /^\d{5}(?:\.\d+)?$|^\d{8,10}$|^\d{12,13}$/

/** Every way the text can be a date; empty when there is none. At most two. */
export function readDates(text: string): readonly DateReading[] {
  const first = text.charCodeAt(0)
  if (text.length < 5 || text.length > 60) return []
  if (first >= 48 && first <= 57) {
    const iso = text.charCodeAt(4) === 45 ? readIso(text) : null
    if (iso !== null) return [iso]
    if (DIGITS.test(text)) return readDigits(text)
    const match = NUMERIC.exec(text)
    if (match !== null) return readNumeric(match)
  }
  return readNamed(text)
}

const digit = (text: string, at: number): number => {
  const code = text.charCodeAt(at) - 48
  return code >= 0 && code <= 9 ? code : Number.NaN
}
const pair = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1)

/** the common machine formats without a regular expression: this is the hot path of every import */
function readIso(text: string): DateReading | null {
  if (text.charCodeAt(7) !== 45) return null
  const year = pair(text, 0) * 100 + pair(text, 2)
  const day = dayNumber(year, pair(text, 5), pair(text, 8))
  if (day === null) return null
  if (text.length === 10) return { style: 'iso', day, time: null, offset: null }
  const mark = text.charCodeAt(10)
  if (mark !== 84 && mark !== 32) return null
  if (text.length >= 19 && text.charCodeAt(13) === 58 && text.charCodeAt(16) === 58) {
    const hour = pair(text, 11)
    const minute = pair(text, 14)
    const second = pair(text, 17)
    if (hour < 24 && minute < 60 && second < 61) {
      const base = ((hour * 60 + minute) * 60 + Math.min(second, 59)) * 1000
      if (text.length === 19) return { style: 'iso', day, time: base, offset: null }
      if (text.length === 28 && text.endsWith('+0000') && text.charCodeAt(19) === 46) {
        return { style: 'iso', day, time: base + pair(text, 20) * 10 + digit(text, 22), offset: 0 }
      }
    }
  }
  const clock = readClock(text.slice(11).trim())
  return clock === null ? null : { style: 'iso', day, ...clock }
}

function readDigits(text: string): readonly DateReading[] {
  const value = Number(text)
  if (text.length === 8) {
    const day = dayNumber(Math.floor(value / 10_000), Math.floor(value / 100) % 100, value % 100)
    return day !== null && value >= 19_000_101 && value < 21_000_101
      ? [{ style: 'compact', day, time: null, offset: null }]
      : []
  }
  // spreadsheet day 25569 is 1970-01-01; 1954 to 2064
  if (text.length === 5 || text.charCodeAt(5) === 46) {
    if (value < 20_000 || value >= 60_000) return []
    const day = Math.floor(value)
    const time = Math.round((value - day) * 86_400) * 1000
    return [
      {
        style: 'serial',
        day: day - 25_569,
        time: text.length === 5 ? null : Math.min(time, DAY_MS - 1000),
        offset: null,
      },
    ]
  }
  const ms = text.length >= 12 ? value : value * 1000
  if (ms < 631_152_000_000 || ms >= 4_102_444_800_000) return []
  const day = Math.floor(ms / DAY_MS)
  return [{ style: text.length >= 12 ? 'epoch-ms' : 'epoch-s', day, time: ms - day * DAY_MS, offset: 0 }]
}

function readNumeric(match: RegExpExecArray): readonly DateReading[] {
  const [, a, mark, b, c, rest] = match as unknown as [string, string, DateMark, string, string, string | undefined]
  const clock = rest === undefined ? { time: null, offset: null } : readClock(rest.trim())
  if (clock === null) return []
  const readings: DateReading[] = []
  const add = (style: DateStyle, year: number, month: number, dayOfMonth: number) => {
    const day = dayNumber(year, month, dayOfMonth)
    if (day !== null) readings.push({ style, ...(style !== 'iso' && { mark }), day, ...clock })
  }
  if (a.length === 4) {
    if (c.length <= 2) add('iso', Number(a), Number(b), Number(c))
  } else if (a.length <= 2 && (c.length === 4 || c.length === 2)) {
    const short = c.length === 2
    const year = short ? fullYear(Number(c)) : Number(c)
    add(short ? 'dmy2' : 'dmy', year, Number(b), Number(a))
    add(short ? 'mdy2' : 'mdy', year, Number(a), Number(b))
  }
  return readings
}

const NAMED_DAY_FIRST =
  /^(\d{1,2})(?:st|nd|rd|th|er|\.)?[ -]*(?:de |of )?([\p{L}]+)\.?,?[ -]+(\d{4}|\d{2})(?:(?:,| um| at| à|T)? +(.+))?$/u
const NAMED_MONTH_FIRST = /^([\p{L}]+)\.?[ -]*(\d{1,2})(?:st|nd|rd|th)?,?[ -]+(\d{4})(?:(?:,| at)? +(.+))?$/u
const NAMED_YEAR_FIRST = /^(\d{4})[ -]([\p{L}]+)\.?[ -](\d{1,2})(?:,? +(.+))?$/u
const SEPARATED = /[ .,-]/
const WEEKDAY = /^[\p{L}]{2,10}\.?,? +(?=\d|[\p{L}]+\.? \d)/u

function readNamed(text: string): readonly DateReading[] {
  if (!SEPARATED.test(text) || !/\d/.test(text)) return []
  for (const candidate of [text, text.replace(WEEKDAY, '')]) {
    const dayFirst = NAMED_DAY_FIRST.exec(candidate)
    if (dayFirst !== null) return named(dayFirst[3]!, dayFirst[2]!, dayFirst[1]!, dayFirst[4])
    const monthFirst = NAMED_MONTH_FIRST.exec(candidate)
    if (monthFirst !== null && MONTHS.has(monthKey(monthFirst[1]!)))
      return named(monthFirst[3]!, monthFirst[1]!, monthFirst[2]!, monthFirst[4])
    const yearFirst = NAMED_YEAR_FIRST.exec(candidate)
    if (yearFirst !== null) return named(yearFirst[1]!, yearFirst[2]!, yearFirst[3]!, yearFirst[4])
  }
  return []
}

const monthKey = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

function named(year: string, month: string, dayOfMonth: string, rest: string | undefined): readonly DateReading[] {
  const number = MONTHS.get(monthKey(month))
  if (number === undefined) return []
  const clock = rest === undefined ? { time: null, offset: null } : readClock(rest.trim())
  const day = dayNumber(year.length === 2 ? fullYear(Number(year)) : Number(year), number, Number(dayOfMonth))
  return clock === null || day === null ? [] : [{ style: 'named', day, ...clock }]
}

const fullYear = (short: number) => (short < 70 ? 2000 + short : 1900 + short)

function readClock(text: string): { time: number; offset: number | null } | null {
  const match = CLOCK.exec(text)
  if (match === null) return null
  const [, h, m, s, f, half, zone] = match
  if (m === undefined && half === undefined) return null
  let hour = Number(h)
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  }
  const minute = Number(m ?? 0)
  const second = Number(s ?? 0)
  if (hour > 23 || minute > 59 || second > 60) return null
  const time =
    ((hour * 60 + minute) * 60 + Math.min(second, 59)) * 1000 +
    (f === undefined ? 0 : Math.floor(Number(`0.${f}`) * 1000 + 1e-6))
  return { time, offset: zone === undefined ? null : offsetMinutes(zone) }
}

function offsetMinutes(zone: string): number {
  const match = /([+-])(\d{1,2}):?(\d{2})?$/.exec(zone)
  if (match === null) return 0
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0))
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Days since 1970-01-01 of a Gregorian date; null when there is no such day or the year is not of this business (1900-2199). */
function dayNumber(year: number, month: number, day: number): number | null {
  if (!(year >= 1900 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return null
  const leap = month === 2 && ((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0) ? 1 : 0
  if (day > LENGTHS[month - 1]! + leap) return null
  // days from civil (Howard Hinnant): years begin in March so that the leap day comes last
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

const dateTexts = new Map<number, string>()

/** `YYYY-MM-DD` of a day number. */
export function dayText(day: number): string {
  let text = dateTexts.get(day)
  if (text === undefined) {
    text = new Date(day * DAY_MS).toISOString().slice(0, 10)
    if (dateTexts.size > 100_000) dateTexts.clear()
    dateTexts.set(day, text)
  }
  return text
}
