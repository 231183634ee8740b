import { type RawBuilder, sql } from 'kysely'
import { at } from '#db/at.ts'
import { inView, membershipAt } from '#db/spans.ts'
import { firstDay, lastDay } from './periods.ts'
import type { MetricsQuery } from './query.ts'

/**
 * Forecasts submitted for periods that are over, by the last day of the period, each with what its person booked in it.
 * The commit is converted by the daily rate of that day, or the plan rate where there is none, as goals are.
 */
export function forecasts(query: MetricsQuery): RawBuilder<unknown> {
  const { orgId, view, zone, currency, digits, asOfDate, calendar } = query
  const period = sql`s.state->>'period'`
  const stated = sql`coalesce(f.currency, ${currency})`
  return sql`
    forecast_base as (
      select s.org_id, s.entity_id::text as row_id, 'submission' as row_kind, s.state->>'externalId' as external_id,
        (s.state->>'personId')::uuid as person_id, (s.state->>'commit')::numeric as stated, s.state->>'currency' as currency,
        ${firstDay(period, calendar)} as first_day, ${lastDay(period, calendar)} as day, s.valid_from
      from span s
      where s.org_id = ${orgId} and s.kind = 'submission' and ${inView('s', view)} and s.state->>'commit' is not null
    ), forecast_ends as (
      select f.*, ((f.day + 1)::timestamp at time zone ${zone}) - interval '1 millisecond' as at
      from forecast_base f
      where f.day <= ${asOfDate}::date
    ), forecasts as (
      select f.org_id, f.row_id, f.row_kind, f.external_id, f.at, f.day, f.person_id, f.at as credited_at, m.team_id,
        m.manager_id, coalesce(m.office, t.state->>'office') as office, m.discipline, m.segment as member_segment,
        null::uuid as deal_id, null::uuid as account_id, null::uuid as contact_id, null::uuid as pipeline_id,
        null::uuid as stage_id, null::text as segment, null::text as source, null::text as type, '{}'::jsonb as custom,
        case when ${stated} = ${currency} then f.stated else round(f.stated * r.rate * power(10::numeric,
          coalesce((${JSON.stringify(digits)}::jsonb->>${currency})::int, 2)
          - coalesce((${JSON.stringify(digits)}::jsonb->>${stated})::int, 2))) end as commit,
        b.booked, coalesce(case when ${stated} <> ${currency} and r.rate is null then f.currency end, b.missing) as missing
      from forecast_ends f
      ${membershipAt(view, { orgId: sql`f.org_id`, personId: sql`f.person_id`, moment: sql`f.at` })}
      left join lateral (
        select (x.state->>'rate')::numeric as rate from span x
        where x.org_id = f.org_id and x.kind = 'rate' and x.state->>'currency' = f.currency and ${inView('x', view)}
          and (x.state->>'date')::date <= f.day
        order by (x.state->>'kind' = 'daily') desc, x.state->>'date' desc
        limit 1
      ) r on true
      cross join lateral (
        select coalesce(sum(o.amount), 0) as booked, max(o.missing) as missing from outcomes o
        where o.org_id = f.org_id and o.person_id = f.person_id and o.status = 'won' and o.books
          and o.day between f.first_day and f.day
      ) b
      where f.valid_from <= least(f.at, ${at(view.valid)})
    )`
}
