import { type RawBuilder, sql } from 'kysely'
import { at } from '#db/at.ts'
import type { MetricWindow } from './query.ts'

export const WINDOW_COLUMNS = sql`(win_key, win_from, win_to, key, at, day, start_at, win_until, mask)`

/** A row of the expression that every statement of metrics begins with; `mask` has one bit, by the window's place. */
export function windowRow({ key, from, to, at: end, start, until }: MetricWindow, index: number): RawBuilder<unknown> {
  return sql`(${key}::text, ${from}::date, ${to}::date, ${key}::text, ${at(end)}, ${to}::date, ${at(start)}, ${until}::date,
    ${2 ** index}::bigint)`
}
