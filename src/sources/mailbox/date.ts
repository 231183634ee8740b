import type { Instant } from '#domain/instant.ts'
import { zonedMoment } from './zoned-moment.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** the obsolete names of RFC 5322, in minutes */
const ZONES: Readonly<Record<string, number>> = {
  UT: 0,
  GMT: 0,
  Z: 0,
  UTC: 0,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
}

/**
 * The moment of a `Date:` header, with the odd things that mail programs write: two-digit years, names of zones, the
 * month before the day, comments. One without zone is read in `zone`. Null where it is no date.
 */
export function mailDate(text: string, zone: string): Instant | null {
  const plain = text
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const iso = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?/i.exec(plain)
  if (iso !== null) {
    const [, year, month, day, hour, minute, second, offset] = iso
    return moment({ year, month, day, hour, minute, second }, offset, zone)
  }
  const usual =
    /(\d{1,2})[ -]([A-Za-z]{3})[a-z]*\.?[ -](\d{2,4})[ ,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*([+-]\d{1,2}:?\d{2}|[A-Za-z]+)?/.exec(
      plain,
    )
  if (usual !== null) {
    const [, day, month, year, hour, minute, second, offset] = usual
    return moment({ year, month: monthOf(month!), day, hour, minute, second }, offset, zone)
  }
  // as asctime writes it, and the line before a mail of an mbox: Sat Jan  3 01:05:34 1996
  const asctime =
    /([A-Za-z]{3}) (\d{1,2}) (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ([+-]\d{4}|[A-Z]{1,4}))? (\d{4})(?: ([+-]\d{4}))?/.exec(
      plain,
    )
  if (asctime === null) return null
  const [, month, day, hour, minute, second, before, year, after] = asctime
  return moment({ year, month: monthOf(month!), day, hour, minute, second }, before ?? after, zone)
}

type Part = string | undefined

function moment(
  parts: { year: Part; month: Part; day: Part; hour: Part; minute: Part; second: Part },
  offset: string | undefined,
  zone: string,
): Instant | null {
  const number = (part: Part) => Number(part ?? 0)
  const short = number(parts.year)
  const year = short < 50 ? short + 2000 : short < 1000 ? short + 1900 : short
  const [month, day, hour, minute] = [number(parts.month), number(parts.day), number(parts.hour), number(parts.minute)]
  const second = Math.min(59, number(parts.second))
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59) return null
  if (year < 1980 || year > 2099) return null
  const wall = Date.UTC(year, month - 1, day, hour, minute, second)
  const minutes = offsetOf(offset)
  return minutes === null ? zonedMoment({ year, month, day, hour, minute, second }, zone) : wall - minutes * 60_000
}

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

function monthOf(name: string): string {
  return String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1)
}

/** Minutes east of Greenwich; null where nothing, or nothing that can be understood, is said. */
function offsetOf(text: string | undefined): number | null {
  if (text === undefined) return null
  const digits = /^([+-])(\d{1,2}):?(\d{2})$/.exec(text)
  if (digits === null) return ZONES[text.toUpperCase()] ?? null
  const minutes = Number(digits[2]) * 60 + Number(digits[3])
  return minutes > 14 * 60 ? null : digits[1] === '-' ? -minutes : minutes
}
