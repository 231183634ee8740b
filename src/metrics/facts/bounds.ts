import { type RawBuilder, sql } from 'kysely'
import { addDays } from '#domain/calendar/local-date.ts'
import type { LocalDate } from '#domain/instant.ts'
import type { FactsRead } from './query.ts'

/** How far the local day of a moment can lie from its day in UTC, and a day without a time from its moment. */
const SLACK = 2

/** The day from which moments can lie on a day of the windows, wherever in the world it is counted, or `days` before. */
export function firstDay({ windows }: Pick<FactsRead, 'windows'>, days = 0): LocalDate {
  const [first] = windows.map(({ from, to }) => (from < to ? from : to)).toSorted()
  return addDays(first!, -(days + SLACK))
}

/** A moment that comes before every one that lies on the day or later, wherever in the world it is counted. */
export function before(day: LocalDate): RawBuilder<unknown> {
  return sql`${addDays(day, -SLACK)}::date::timestamptz`
}

/** A condition that holds for every moment that lies on a day of the windows, or up to `days` before the first. */
export function around(read: Pick<FactsRead, 'windows'>, moment: RawBuilder<unknown>, days = 0): RawBuilder<unknown> {
  const last = read.windows
    .map(({ to }) => to)
    .toSorted()
    .at(-1)!
  return sql`(${moment} >= ${firstDay(read, days)}::date::timestamptz and ${moment} < ${addDays(last, SLACK + 1)}::date::timestamptz)`
}
