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
  return new Date(instant).toISOString()
}
