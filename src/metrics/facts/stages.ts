import { type RawBuilder, sql } from 'kysely'
import { at } from '#db/at.ts'
import { inView, knownIn, membershipAt } from '#db/spans.ts'
import { firstDay } from './bounds.ts'
import { decidedSince } from './deals.ts'
import type { FactsRead } from './query.ts'

/** Membership, zone and local day of what happened at `moment` to the credit of `person`. */
const placed = ({ view, zone }: FactsRead, from: string) => sql`
  select b.*, m.team_id, m.manager_id, m.discipline, m.segment as member_segment,
    coalesce(m.office, t.state->>'office') as office,
    (b.at at time zone coalesce(t.state->>'zone', ${zone}))::date as day
  from ${sql.ref(from)} b
  ${membershipAt(view, { orgId: sql`b.org_id`, personId: sql`b.person_id`, moment: sql`b.credited_at` })}`

/**
 * Stretches of one stage, deal by deal, up to the as-of instant: consecutive spans of the same stage and status are
 * one. A deal whose stage was never known while it was open has no stage history and is left out.
 */
function stretches(read: FactsRead): RawBuilder<unknown> {
  const { orgId, view, wants } = read
  const decided = wants('days_to_outcome') ? sql` or ${decidedSince(read)}` : sql``
  return sql`
    stage_steps as (
      select s.org_id, s.deal_id, s.external_id, s.account_id, s.pipeline_id, s.stage_id, s.status, s.owner_id, s.segment,
        s.source, s.type, s.custom, s.created_at, s.valid_from,
        least(s.valid_to, ${at(view.valid)}) as valid_to, s.valid_to > ${at(view.valid)} as present,
        lag(s.stage_id) over deal as stage_before, lag(s.status) over deal as status_before,
        lag(s.deal_id) over deal is null as first
      from deal_span s
      where s.org_id = ${orgId} and s.valid_from <= ${at(view.valid)} and ${knownIn('s', view)}
        and (s.deal_id in (
          select c.deal_id from deal_span c where c.org_id = ${orgId} and c.valid_from >= ${firstDay(read)}::date::timestamptz
        )${decided})
        and exists (
          select 1 from deal_span h where h.org_id = s.org_id and h.deal_id = s.deal_id and h.status = 'open'
            and h.stage_id is not null and h.valid_from <= ${at(view.valid)} and ${knownIn('h', view)}
        )
        and exists (
          select 1 from deal_span e where e.org_id = s.org_id and e.deal_id = s.deal_id and ${inView('e', view)}
        )
      window deal as (partition by s.deal_id order by s.valid_from)
    ), stage_runs as (
      select st.*, sum(case when st.stage_id is distinct from st.stage_before or st.status is distinct from st.status_before then 1 else 0 end)
        over (partition by st.deal_id order by st.valid_from) as run
      from stage_steps st
    ), stretches as (
      select r.org_id, r.deal_id, r.run, min(r.valid_from) as entered_at, max(r.valid_to) as left_at, bool_or(r.present) as inside,
        (array_agg(r.stage_id order by r.valid_from))[1] as stage_id, (array_agg(r.status order by r.valid_from))[1] as status,
        (array_agg(r.owner_id order by r.valid_from))[1] as owner_at_entry
      from stage_runs r
      group by r.org_id, r.deal_id, r.run
    ), ordered as (
      select s.*, case when s.status = 'open' then (o.state->>'order')::int end as stage_order,
        lead(s.status) over later as next_status, lead(s.owner_at_entry) over later as next_owner,
        lead(case when s.status = 'open' then (o.state->>'order')::int end) over later as next_order
      from stretches s
      left join span o on o.org_id = s.org_id and o.kind = 'stage' and o.entity_id = s.stage_id and ${inView('o', view)}
      window later as (partition by s.deal_id order by s.entered_at)
    ), present as (
      select d.* from deal_span d where d.org_id = ${orgId} and ${inView('d', view)}
    )`
}

const COMMON = sql`
  b.org_id, b.deal_id::text || ':' || coalesce(b.stage_id::text, b.status) as row_id, 'stage' as row_kind, d.external_id,
  b.deal_id, d.account_id, null::uuid as contact_id, d.pipeline_id, b.stage_id, d.segment, d.source, d.type, d.custom,
  null::text as missing`

/**
 * `visits`: stays in an open stage that ended, dated by their end and credited to the owner at the move. `advances`: stages first reached, skipped ones included, and wins; the first
 * stage of a deal is no move (metrics.md Stages with returns).
 */
export function stages(query: FactsRead): RawBuilder<unknown> {
  return sql`
    ${stretches(query)}, visit_base as (
      select ${COMMON}, b.left_at as at, b.next_owner as person_id, b.left_at as credited_at,
        extract(epoch from b.left_at - b.entered_at)::numeric / 86400 as days,
        b.next_status = 'won' or coalesce(b.next_order > b.stage_order, false) as forward, b.next_status = 'won' as to_won,
        sum(extract(epoch from b.left_at - b.entered_at)::numeric / 86400) over (partition by b.deal_id, b.stage_id order by b.left_at) as total_days
      from ordered b
      join present d on d.org_id = b.org_id and d.deal_id = b.deal_id
      where b.status = 'open' and b.stage_id is not null and not b.inside and b.next_status is not null
    ), dated_visits as (${placed(query, 'visit_base')}
    ), visits as (
      select v.*, lead(v.day) over (partition by v.deal_id, v.stage_id order by v.at) as next_exit from dated_visits v
    ), peaks as (
      select b.*, max(b.stage_order) over (partition by b.deal_id order by b.entered_at rows between unbounded preceding and 1 preceding) as peak,
        row_number() over (partition by b.deal_id order by b.entered_at) = 1 as first
      from ordered b
    ), proposal_stages as (
      select distinct on (p.state->>'pipelineId') p.state->>'pipelineId' as pipeline_id, p.entity_id as stage_id
      from span p
      where p.org_id = ${query.orgId} and p.kind = 'stage' and ${inView('p', query.view)} and p.state->>'kind' = 'open'
        and p.state->>'name' ~* '(propos|quot|angebot|offer|devis|offre)'
      order by p.state->>'pipelineId', (p.state->>'order')::int
    ), steps as (
      select b.org_id, b.deal_id, b.entered_at, b.owner_at_entry, s.entity_id as stage_id, 'open' as status,
        coalesce(s.entity_id = p.stage_id, false) as proposal
      from peaks b
      join present d on d.org_id = b.org_id and d.deal_id = b.deal_id
      join span s on s.org_id = b.org_id and s.kind = 'stage' and ${inView('s', query.view)}
        and s.state->>'kind' = 'open' and s.state->>'pipelineId' = d.pipeline_id::text
        and (s.state->>'order')::int > coalesce(b.peak, b.stage_order - 1) and (s.state->>'order')::int <= b.stage_order
      left join proposal_stages p on p.pipeline_id = s.state->>'pipelineId'
      where b.status = 'open' and not b.first and b.peak is not null
      union all
      select b.org_id, b.deal_id, b.entered_at, b.owner_at_entry, null, 'won', false
      from peaks b
      where b.status = 'won' and not b.first
    ), advance_base as (
      select ${COMMON}, b.entered_at as at, b.owner_at_entry as person_id, b.entered_at as credited_at, b.status, b.proposal
      from steps b
      join present d on d.org_id = b.org_id and d.deal_id = b.deal_id
    ), advances as (${placed(query, 'advance_base')})`
}

/** Closed deals, once for every open stage of their pipeline up to the latest that they were in. */
export function reached(query: FactsRead): RawBuilder<unknown> {
  const entered = query.wants('days_to_outcome')
    ? sql`left join lateral (
        select min(b.entered_at) as entered_at from ordered b
        where b.deal_id = o.deal_id and b.stage_order >= (s.state->>'order')::int
      ) e on true`
    : sql`cross join (select null::timestamptz as entered_at) e`
  return sql`
    reached as (
      select o.org_id, o.deal_id::text || ':' || s.entity_id::text as row_id, 'stage' as row_kind, o.external_id, o.at, o.day,
        o.person_id, o.credited_at, o.team_id, o.manager_id, o.office, o.discipline, o.member_segment, o.deal_id, o.account_id,
        o.contact_id, o.pipeline_id, s.entity_id as stage_id, o.segment, o.source, o.type, o.custom, o.missing,
        o.status, o.countable,
        case when o.dated then (o.day - (e.entered_at at time zone o.team_zone)::date)::numeric
          else extract(epoch from o.at - e.entered_at)::numeric / 86400 end as days_to_outcome
      from outcomes o
      join span s on s.org_id = o.org_id and s.kind = 'stage' and ${inView('s', query.view)} and s.state->>'kind' = 'open'
        and s.state->>'pipelineId' = o.pipeline_id::text and (s.state->>'order')::int <= o.reached_order
      ${entered}
    )`
}

/** Moves of a close date, to a later day or an earlier one, credited to the owner of then. */
export function pushes(query: FactsRead): RawBuilder<unknown> {
  const { orgId, view } = query
  return sql`
    close_steps as (
      select s.*, lag(s.close_date) over deal as close_before
      from deal_span s
      where s.org_id = ${orgId} and s.valid_from <= ${at(view.valid)} and ${knownIn('s', view)}
      window deal as (partition by s.deal_id order by s.valid_from)
    ), push_base as (
      select b.org_id, b.deal_id::text || ':' || b.valid_from::text as row_id, 'deal' as row_kind, d.external_id,
        b.deal_id, d.account_id, null::uuid as contact_id, d.pipeline_id, b.stage_id, d.segment, d.source, d.type, d.custom,
        null::text as missing, b.valid_from as at, b.owner_id as person_id, b.valid_from as credited_at,
        b.close_before as moved_from, b.close_date as moved_to, d.close_date as stands_at
      from close_steps b
      join deal_span d on d.org_id = b.org_id and d.deal_id = b.deal_id and ${inView('d', view)}
      where b.close_date <> b.close_before
    ), pushes as (${placed(query, 'push_base')})`
}
