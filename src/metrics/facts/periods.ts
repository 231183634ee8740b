import { type RawBuilder, sql } from 'kysely'
import type { PeriodCalendar } from '#domain/calendar/period.ts'

/** The last day before the first of a week, as PostgreSQL counts the days of a week. */
const DAY_BEFORE = { monday: 0, sunday: 6, saturday: 5 } as const satisfies Record<PeriodCalendar['weekStart'], number>

/** The first day of a period id, as `periodRange` of the domain has it; null for a text that is none. */
export function firstDay(period: RawBuilder<unknown>, calendar: PeriodCalendar): RawBuilder<unknown> {
  const { fiscalStartMonth: month, weekStart } = calendar
  const year = sql`left(${period}, 4)::int`
  const fiscal = sql`make_date(${year} - ${sql.lit(month === 1 ? 0 : 1)}, ${sql.lit(month)}, 1)`
  const fourth = sql`make_date(${year}, 1, 4)`
  const behind = sql`(extract(isodow from ${fourth})::int + 6 - ${sql.lit(DAY_BEFORE[weekStart])}) % 7`
  return sql`
    case
      when ${period} ~ '^\\d{4}-(0[1-9]|1[0-2])$' then (${period} || '-01')::date
      when ${period} ~ '^\\d{4}-Q[1-4]$' then (${fiscal} + (right(${period}, 1)::int - 1) * interval '3 months')::date
      when ${period} ~ '^\\d{4}-W(0[1-9]|[1-4]\\d|5[0-3])$' then ${fourth} - ${behind} + (right(${period}, 2)::int - 1) * 7
      when ${period} ~ '^\\d{4}$' then ${fiscal}
    end`
}

/** The last day of a period id; null for a text that is none. */
export function lastDay(period: RawBuilder<unknown>, calendar: PeriodCalendar): RawBuilder<unknown> {
  const length = sql`
    case
      when ${period} ~ 'Q' then interval '3 months'
      when ${period} ~ 'W' then interval '7 days'
      when ${period} ~ '-' then interval '1 month'
      else interval '1 year'
    end`
  return sql`(${firstDay(period, calendar)} + ${length} - interval '1 day')::date`
}
