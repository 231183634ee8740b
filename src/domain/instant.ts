/**
 * An instant as milliseconds since the epoch. `-Infinity` is "always has been", `Infinity` "until further notice":
 * the same two values as PostgreSQL's infinite timestamps.
 */
export type Instant = number

/** A local date, `YYYY-MM-DD`. */
export type LocalDate = string

/** ISO 8601 in UTC with milliseconds, or `-infinity` / `infinity`, as PostgreSQL reads them. */
export function instantText(instant: Instant): string {
  if (instant === Infinity) return 'infinity'
  if (instant === -Infinity) return '-infinity'
  const whole = Math.trunc(instant)
  const day = Math.floor(whole / DAY_MS)
  const time = whole - day * DAY_MS
  const clock = `${TWO[Math.floor(time / 3_600_000)]}:${TWO[Math.floor(time / 60_000) % 60]}:${TWO[Math.floor(time / 1000) % 60]}`
  const thousandths = time % 1000
  return `${dayText(day)}T${clock}.${thousandths < 10 ? '00' : thousandths < 100 ? '0' : ''}${thousandths}Z`
}

const DAY_MS = 86_400_000
const TWO = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))
const REMEMBERED_DAYS = 40_000
const days = new Map<number, string>()

/** An import writes a million instants of a few thousand days, and toISOString costs ten times this. */
function dayText(day: number): string {
  let text = days.get(day)
  if (text === undefined) {
    text = new Date(day * DAY_MS).toISOString().split('T')[0]!
    if (days.size >= REMEMBERED_DAYS) days.clear()
    days.set(day, text)
  }
  return text
}
