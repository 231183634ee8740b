import { dateFormat, numberFormat } from './formats.ts'
import { localeOf, zoneShown } from './reader.ts'

/** A local date, `2026-11-16`, as a UTC midnight: only its calendar fields are read, always in UTC. */
function atUtc(date: string): Date {
  return new Date(`${date}T00:00:00Z`)
}

export interface DateStyle {
  readonly weekday?: boolean
  readonly year?: boolean
  readonly locale?: string | undefined
}

/** "16 Nov", "Mon 16 Nov", "16 Nov 2026", in the reader's locale. */
export function formatDate(date: string, style: DateStyle = {}): string {
  return dateFormat(localeOf(style.locale), {
    day: 'numeric',
    month: 'short',
    ...(style.weekday ? { weekday: 'short' } : {}),
    ...(style.year ? { year: 'numeric' } : {}),
    timeZone: 'UTC',
  }).format(atUtc(date))
}

/** "16–27 Nov 2026". */
export function formatRange(from: string, to: string, locale?: string): string {
  return dateFormat(localeOf(locale), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).formatRange(atUtc(from), atUtc(to))
}

function inZone(zone?: string): { timeZone?: string } {
  const shown = zoneShown(zone)
  return shown === undefined ? {} : { timeZone: shown }
}

/** Time of day in a zone: "14:32"; in the reader's own zone where one is preferred. */
export function formatTime(at: number, zone?: string, locale?: string): string {
  return dateFormat(localeOf(locale), {
    hour: '2-digit',
    minute: '2-digit',
    ...inZone(zone),
  }).format(at)
}

/** Date and time in a zone: "16 Nov 2026, 14:32"; in the reader's own zone where one is preferred. */
export function formatMoment(at: number, zone?: string, locale?: string): string {
  return dateFormat(localeOf(locale), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...inZone(zone),
  }).format(at)
}

/** The local date of an instant in a zone. */
export function localDate(at: number, zone: string): string {
  return dateFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: zone }).format(at)
}

/** The hour of the day in a zone, 0 to 23. */
export function localHour(at: number, zone: string): number {
  return Number(dateFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone: zone }).format(at))
}

const MINUTE = 60_000
const UNITS = [
  ['day', 24 * 60 * MINUTE],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
  ['second', 1000],
] as const

/** A span in its largest whole unit: "12 min", "3 hr", "2 days". */
export function formatSpan(ms: number, locale?: string): string {
  const [unit, size] = UNITS.find(([, unitSize]) => ms >= unitSize) ?? ['second', 1000]
  return numberFormat(localeOf(locale), { style: 'unit', unit, unitDisplay: 'short' }).format(Math.floor(ms / size))
}
