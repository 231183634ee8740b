import { type RawBuilder, sql } from 'kysely'
import { at } from '#db/at.ts'
import { inView, knownIn } from '#db/spans.ts'
import type { MetricsQuery } from './query.ts'

/**
 * Everything we did up to the as-of instant, as known in the view. The credited person is the owner in the source, else
 * the owner of the deal (metrics.md Credit); a touch is a call, mail or meeting that took place and is linked to
 * somebody (metrics.md Touch).
 */
export function activities(query: MetricsQuery): RawBuilder<unknown> {
  const { orgId, view, zone } = query
  return sql`
    activity_base as (
      select a.org_id, a.id::text as row_id, 'activity' as row_kind, a.external_id, a.at, a.at_date,
        coalesce(a.person_id, d.owner_id) as person_id, a.at as credited_at, a.deal_id,
        coalesce(a.account_id, d.account_id, (c.state->>'accountId')::uuid, (l.state->>'accountId')::uuid) as account_id,
        a.contact_id, d.pipeline_id, d.stage_id, d.segment, d.source, a.type, coalesce(d.custom, '{}') as custom,
        null::text as missing, a.direction, a.seconds, a.held, a.connected, a.topic, a.lead_id,
        a.type in ('call', 'email', 'meeting') and a.held
          and (a.deal_id is not null or a.account_id is not null or a.contact_id is not null or a.lead_id is not null) as touch
      from activity a
      left join deal_span d on d.org_id = a.org_id and d.deal_id = a.deal_id and ${inView('d', view)}
      left join span c on c.org_id = a.org_id and c.kind = 'contact' and c.entity_id = a.contact_id and ${inView('c', view)}
      left join span l on l.org_id = a.org_id and l.kind = 'lead' and l.entity_id = a.lead_id and ${inView('l', view)}
      where a.org_id = ${orgId} and a.at <= ${at(view.valid)} and a.known_at <= ${at(view.known)}
        and a.recorded_from <= ${at(view.recorded)} and a.recorded_to > ${at(view.recorded)}
    ), activities as (
      select b.*, m.team_id, m.manager_id, m.discipline, m.segment as member_segment,
        coalesce(m.office, t.state->>'office') as office,
        coalesce(b.at_date, (b.at at time zone coalesce(t.state->>'zone', ${zone}))::date) as day
      from activity_base b
      left join membership_span m on m.org_id = b.org_id and m.person_id = b.person_id
        and m.valid_from <= b.credited_at and m.valid_to > b.credited_at and ${knownIn('m', view)}
      left join span t on t.org_id = b.org_id and t.kind = 'team' and t.entity_id = m.team_id
        and t.valid_from <= b.credited_at and t.valid_to > b.credited_at and ${knownIn('t', view)}
    )`
}

/**
 * Meetings held. One is initial where nobody of ours met the account before, or nobody since its last open deal closed
 * (metrics.md Meeting held).
 */
export function meetings({ view }: MetricsQuery): RawBuilder<unknown> {
  return sql`
    held_meetings as (
      select a.*, lag(a.at) over (partition by a.account_id order by a.at, a.row_id) as met_before
      from activities a
      where a.type = 'meeting' and a.touch
    ), meetings as (
      select h.*, h.account_id is not null and coalesce(h.met_before is null or (
        not exists (
          select 1 from deal_span o
          where o.org_id = h.org_id and o.account_id = h.account_id and o.status = 'open'
            and o.valid_from <= h.at and o.valid_to > h.at and ${knownIn('o', view)}
        ) and h.met_before < (
          select max(x.status_since) from deal_span x
          where x.org_id = h.org_id and x.account_id = h.account_id and x.status <> 'open'
            and x.valid_from <= h.at and x.valid_to > h.at and ${knownIn('x', view)}
        )), false) as initial
      from held_meetings h
    )`
}

/** Touches with the days since the touch before: of the account, of the account by that person, of contact and deal. */
export function touches({ view }: MetricsQuery): RawBuilder<unknown> {
  const gap = (by: RawBuilder<unknown>) => sql`
    extract(epoch from a.at - lag(a.at) over (partition by ${by} order by a.at, a.row_id))::numeric / 86400`
  return sql`
    touches as (
      select a.*,
        case when a.account_id is not null then ${gap(sql`a.account_id`)} end as account_gap_days,
        case when a.account_id is not null then ${gap(sql`a.account_id, a.person_id`)} end as own_account_gap_days,
        case when a.contact_id is not null then ${gap(sql`a.contact_id`)} end as contact_gap_days,
        case when a.deal_id is not null then ${gap(sql`a.deal_id`)} end as deal_gap_days,
        not exists (
          select 1 from deal_span o
          where o.org_id = a.org_id and o.account_id = a.account_id and o.owner_id = a.person_id and o.status = 'open'
            and o.valid_from <= a.at and o.valid_to > a.at and ${knownIn('o', view)}
        ) as prospecting
      from activities a
      where a.touch
    )`
}
