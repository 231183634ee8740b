import { type RawBuilder, sql } from 'kysely'
import { inView, knownIn } from '#db/spans.ts'
import type { MetricsQuery } from './query.ts'
import { WINDOWS } from './query.ts'

/** Selling days at the end of a period that count as its last week. */
const LAST = 5

/**
 * Deals won in each window, `late` where on one of the last 5 selling days of its period, or a day without selling after
 * one: by the calendar that its owner followed at the win (`readSellingTime` of the services).
 */
export function lateWins({ orgId, view }: MetricsQuery): RawBuilder<unknown> {
  const lateFrom = (which: RawBuilder<unknown>) =>
    sql`(select min(l.day) from late_days l where l.key = w.key and ${which})`
  const ofOffice = (office: RawBuilder<unknown>) => lateFrom(sql`l.offices @> to_jsonb(${office})`)
  return sql`
    selling_calendars as (
      select c.entity_id, c.state->'weekend' as weekend, c.state->'holidays' as holidays,
        coalesce(c.state->'offices', '[]') as offices, c.state->>'default' = 'true' as is_default
      from span c
      where c.org_id = ${orgId} and c.kind = 'calendar' and ${inView('c', view)}
      union all
      select null, '[6, 7]', '[]', '[]', false
    ), late_days as (
      select w.key, c.entity_id, c.offices, c.is_default, l.day
      from ${sql.ref(WINDOWS)} w
      cross join selling_calendars c
      cross join lateral (
        select g.day::date as day
        from generate_series(w.win_until - 90, w.win_until, interval '1 day') g(day)
        where not c.weekend @> to_jsonb(extract(isodow from g.day)::int)
          and not c.holidays @> jsonb_build_array(jsonb_build_object('date', to_char(g.day, 'YYYY-MM-DD')))
        order by g.day desc
        offset ${sql.lit(LAST - 1)} limit 1
      ) l
    ), late_wins as (
      select o.*, w.key as seen_key, o.day >= coalesce(
        ${ofOffice(sql`m.office`)},
        ${lateFrom(sql`l.entity_id = (t.state->>'calendarId')::uuid`)},
        ${ofOffice(sql`t.state->>'office'`)},
        ${lateFrom(sql`l.is_default`)},
        ${lateFrom(sql`l.entity_id is null`)}
      ) as late
      from outcomes o
      join ${sql.ref(WINDOWS)} w on o.day between w.win_from and w.win_to
      left join membership_span m on m.org_id = o.org_id and m.person_id = o.person_id
        and m.valid_from <= o.credited_at and m.valid_to > o.credited_at and ${knownIn('m', view)}
      left join span t on t.org_id = o.org_id and t.kind = 'team' and t.entity_id = o.team_id and ${inView('t', view)}
      where o.status = 'won' and o.books
    )`
}
