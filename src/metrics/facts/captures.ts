import { type RawBuilder, sql } from 'kysely'
import { at } from '#db/at.ts'
import { inView, membershipAt } from '#db/spans.ts'
import type { MetricsQuery } from './query.ts'

/** An answer within as many working days after the day of the mail counts (metrics.md Replies). */
const ANSWER_DAYS = 5
/** working days end with the holidays of the longest standstill well inside */
const MOST_DAYS = 45

/** What mailboxes or calendars held, as known in the view: `c`, once for each activity and person. */
function captured({ orgId, view }: MetricsQuery): RawBuilder<unknown> {
  return sql`(
    select distinct o.org_id, o.activity_id, o.person_id, o.thread from capture o
    where o.org_id = ${orgId} and o.recorded_from <= ${at(view.recorded)} and o.recorded_to > ${at(view.recorded)}
  ) c`
}

function standing({ view }: MetricsQuery): RawBuilder<unknown> {
  return sql`a.at <= ${at(view.valid)} and a.known_at <= ${at(view.known)}
    and a.recorded_from <= ${at(view.recorded)} and a.recorded_to > ${at(view.recorded)}`
}

/** The membership and the team of `b.person_id` when it happened, and the deal as it stands. */
function belonging({ view }: MetricsQuery): RawBuilder<unknown> {
  return sql`
    left join deal_span d on d.org_id = b.org_id and d.deal_id = b.deal_id and ${inView('d', view)}
    ${membershipAt(view, { orgId: sql`b.org_id`, personId: sql`b.person_id`, moment: sql`b.at` })}`
}

const columns = sql`
  b.org_id, b.id::text as row_id, 'activity' as row_kind, b.external_id, b.at, b.person_id, b.at as credited_at, m.team_id,
  m.manager_id, coalesce(m.office, t.state->>'office') as office, m.discipline, m.segment as member_segment, b.deal_id,
  coalesce(b.account_id, d.account_id) as account_id, b.contact_id, d.pipeline_id, d.stage_id, d.segment, d.source, b.type,
  coalesce(d.custom, '{}') as custom, null::text as missing`

/**
 * Conversations that we began, by the last day on which an answer counts: five working days of the team after the day of
 * the first mail (metrics.md Replies).
 */
export function replies(query: MetricsQuery): RawBuilder<unknown> {
  const { orgId, view, zone } = query
  const isWorkday = sql`(
    not coalesce(k.state->'weekend', '[6, 7]') @> to_jsonb(extract(isodow from g.on_day)::int)
    and not coalesce(k.state->'holidays', '[]') @> jsonb_build_array(jsonb_build_object('date', to_char(g.on_day, 'YYYY-MM-DD')))
  )`
  return sql`
    thread_mails as (
      select distinct on (a.id) a.org_id, a.id, a.external_id, a.at, a.person_id, a.direction, a.deal_id, a.account_id,
        a.contact_id, a.type, c.thread
      from activity a
      join ${captured(query)} on c.org_id = a.org_id and c.activity_id = a.id and c.thread is not null
      where a.org_id = ${orgId} and a.type = 'email' and a.held and ${standing(query)}
      order by a.id, c.thread
    ), begun_threads as (
      select b.*, (
        select min(r.at) from thread_mails r
        where r.org_id = b.org_id and r.thread = b.thread and r.direction = 'inbound' and r.at > b.at
      ) as replied_at
      from (select distinct on (f.thread) f.* from thread_mails f order by f.thread, f.at, f.id) b
      where b.direction = 'outbound'
    ), replies as (
      select ${columns}, due.day, b.replied_at is not null and (b.replied_at at time zone z.zone)::date <= due.day as answered,
        case when b.replied_at is not null then (
          select coalesce(sum(extract(epoch from greatest(interval '0',
            least(b.replied_at at time zone z.zone, g.on_day + interval '17 hours')
              - greatest(b.at at time zone z.zone, g.on_day + interval '9 hours')))), 0) / 3600
          from generate_series((b.at at time zone z.zone)::date, least((b.replied_at at time zone z.zone)::date, due.day), interval '1 day') as g (on_day)
          where ${isWorkday}
        ) end as working_hours
      from begun_threads b
      ${belonging(query)}
      left join lateral (
        select k.state from span k
        where k.org_id = b.org_id and k.kind = 'calendar' and ${inView('k', view)}
          and (k.entity_id = (t.state->>'calendarId')::uuid or (k.state->>'default')::boolean
            or k.state->'offices' ?| array[m.office, t.state->>'office'])
        order by k.state->'offices' ? m.office desc nulls last, k.entity_id = (t.state->>'calendarId')::uuid desc nulls last,
          k.state->'offices' ? (t.state->>'office') desc nulls last, k.entity_id desc
        limit 1
      ) k on true
      cross join lateral (select coalesce(t.state->>'zone', ${zone}) as zone) z
      cross join lateral (
        select g.on_day::date as day
        from generate_series((b.at at time zone z.zone)::date + 1, (b.at at time zone z.zone)::date + ${sql.lit(MOST_DAYS)}, interval '1 day') as g (on_day)
        where ${isWorkday}
        order by g.on_day offset ${sql.lit(ANSWER_DAYS - 1)} limit 1
      ) due
    )`
}

/**
 * What stood in people's own calendars and has ended, by the day of its start, with the hours that no earlier entry of
 * the same person covers: of all entries, and of those with customers among themselves (metrics.md Hours with customers).
 */
export function calendarHours(query: MetricsQuery): RawBuilder<unknown> {
  const { orgId, view, zone } = query
  const before = sql`over (partition by e.person_id order by e.at, e.id rows between unbounded preceding and 1 preceding)`
  return sql`
    calendar_entries as (
      select distinct a.org_id, a.id, a.external_id, a.at, a.at + a.seconds * interval '1 second' as ends, c.person_id, a.deal_id,
        a.account_id, a.contact_id, a.type
      from activity a
      join ${captured(query)} on c.org_id = a.org_id and c.activity_id = a.id
      where a.org_id = ${orgId} and a.source = 'calendar' and a.type in ('meeting', 'busy') and a.held
        and a.seconds > 0 and a.seconds <= 43200 and a.at + a.seconds * interval '1 second' <= ${at(view.valid)}
        and ${standing(query)}
    ), covered_entries as (
      select e.*, max(e.ends) ${before} as covered, max(e.ends) filter (where e.type = 'meeting') ${before} as met
      from calendar_entries e
    ), calendar_hours as (
      select ${columns}, (b.at at time zone coalesce(t.state->>'zone', ${zone}))::date as day,
        extract(epoch from greatest(interval '0', b.ends - greatest(b.at, b.covered))) / 3600 as hours,
        case when b.type = 'meeting' then extract(epoch from greatest(interval '0', b.ends - greatest(b.at, b.met))) / 3600
          else 0 end as customer_hours
      from covered_entries b
      ${belonging(query)}
    )`
}
