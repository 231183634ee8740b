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
  const { orgId, view, wants, persons } = read
  // a move is credited to an owner of the deal
  const owned =
    persons === undefined
      ? sql``
      : sql`and s.deal_id in (select w.deal_id from deal_span w where w.org_id = ${orgId} and w.owner_id = any(${[...persons]}::uuid[]))`
  const decided = wants('days_to_outcome') ? sql` or ${decidedSince(read)}` : sql``
  return sql`
    stages_known as materialized (
      select o.entity_id as stage_id, (o.state->>'order')::int as stage_order, o.state->>'kind' as kind,
        o.state->>'pipelineId' as pipeline_id, o.state->>'name' as name
      from span o where o.org_id = ${orgId} and o.kind = 'stage' and ${inView('o', view)}
    ), stage_steps as (
      select s.org_id, s.deal_id, s.stage_id, s.status, s.owner_id as owner_at_entry, s.valid_from as entered_at,
        lag(s.stage_id) over deal as stage_before, lag(s.status) over deal as status_before,
        lag(s.deal_id) over deal is null as first, lag(s.valid_to) over deal as left_before,
        max(s.valid_to) over whole as last_to,
        bool_or(s.status = 'open' and s.stage_id is not null) over whole as has_history
      from deal_span s
      where s.org_id = ${orgId} and s.valid_from <= ${at(view.valid)} and ${knownIn('s', view)}
        and (s.deal_id in (
          select c.deal_id from deal_span c where c.org_id = ${orgId} and c.valid_from >= ${firstDay(read)}::date::timestamptz
        )${decided}) ${owned}
      window deal as (partition by s.deal_id order by s.valid_from), whole as (partition by s.deal_id)
    ), ordered as (
      select r.*, least(coalesce(lead(r.left_before) over later, r.last_to), ${at(view.valid)}) as left_at,
        lead(r.deal_id) over later is null as inside,
        lead(r.status) over later as next_status, lead(r.owner_at_entry) over later as next_owner,
        lead(r.stage_order) over later as next_order
      from (
        select st.*, case when st.status = 'open' then o.stage_order end as stage_order
        from stage_steps st
        left join stages_known o on o.stage_id = st.stage_id
        where st.has_history and st.last_to > ${at(view.valid)}
          and (st.first or st.stage_id is distinct from st.stage_before or st.status is distinct from st.status_before)
      ) r
      window later as (partition by r.deal_id order by r.entered_at)
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
      join present d on d.deal_id = b.deal_id
      where b.status = 'open' and b.stage_id is not null and not b.inside and b.next_status is not null
    ), dated_visits as (${placed(query, 'visit_base')}
    ), visits as (
      select v.*, lead(v.day) over (partition by v.deal_id, v.stage_id order by v.at) as next_exit from dated_visits v
    ), peaks as (
      select b.*, max(b.stage_order) over (partition by b.deal_id order by b.entered_at rows between unbounded preceding and 1 preceding) as peak,
        row_number() over (partition by b.deal_id order by b.entered_at) = 1 as begins
      from ordered b
    ), proposal_stages as (
      select distinct on (p.pipeline_id) p.pipeline_id, p.stage_id
      from stages_known p
      where p.kind = 'open' and p.name ~* '(propos|quot|angebot|offer|devis|offre)'
      order by p.pipeline_id, p.stage_order
    ), steps as (
      select b.org_id, b.deal_id, b.entered_at, b.owner_at_entry, x.stage_id, b.status,
        coalesce(x.stage_id in (select p.stage_id from proposal_stages p), false) as proposal
      from peaks b
      join present d on d.deal_id = b.deal_id
      cross join lateral (
        select s.stage_id from stages_known s
        where b.status = 'open' and b.peak is not null and s.kind = 'open' and s.pipeline_id = d.pipeline_id::text
          and s.stage_order > b.peak and s.stage_order <= b.stage_order
        union all
        select null where b.status = 'won'
      ) x
      where not b.begins
    ), advance_base as (
      select ${COMMON}, b.entered_at as at, b.owner_at_entry as person_id, b.entered_at as credited_at, b.status, b.proposal
      from steps b
      join present d on d.deal_id = b.deal_id
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
