import { type RawBuilder, sql } from 'kysely'
import { at } from '#db/at.ts'
import { inView, knownIn } from '#db/spans.ts'
import { type MetricsQuery, WINDOWS } from './query.ts'

/** The first moment that can lie on a day of the windows, wherever in the world the day is counted. */
const since = (days = 0) =>
  sql`(select min(w.win_from) - ${sql.lit(days + 2)}::int from ${sql.ref(WINDOWS)} w)::timestamptz`

/**
 * What we did up to the as-of instant, as known in the view. The credited person is the owner in the source, else the
 * owner of the deal at that moment (metrics.md Credit); a meeting is held once its end is past (metrics.md Meeting
 * held), and a touch is a call, mail or meeting that took place and is linked to somebody (metrics.md Touch).
 */
function known({ orgId, view }: MetricsQuery, name: string, which: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    ${sql.ref(name)} as (
      select a.org_id, a.id::text as row_id, 'activity' as row_kind, a.external_id, a.at, a.at_date,
        coalesce(a.person_id, (
          select o.owner_id from deal_span o
          where o.org_id = a.org_id and o.deal_id = a.deal_id and o.valid_from <= a.at and o.valid_to > a.at and ${knownIn('o', view)}
        ), d.owner_id) as person_id, a.at as credited_at, a.deal_id,
        coalesce(a.account_id, d.account_id, (c.state->>'accountId')::uuid, (l.state->>'accountId')::uuid) as account_id,
        a.contact_id, d.pipeline_id, d.stage_id, d.segment, d.source, a.type, coalesce(d.custom, '{}') as custom,
        null::text as missing, a.direction, a.seconds, ${held(view)} as held, a.connected, a.topic, a.lead_id, a.id as activity_id, ${touch(view)} as touch
      from activity a
      left join deal_span d on d.org_id = a.org_id and d.deal_id = a.deal_id and ${inView('d', view)}
      left join span c on c.org_id = a.org_id and c.kind = 'contact' and c.entity_id = a.contact_id and ${inView('c', view)}
      left join span l on l.org_id = a.org_id and l.kind = 'lead' and l.entity_id = a.lead_id and ${inView('l', view)}
      where a.org_id = ${orgId} and a.at <= ${at(view.valid)} and a.known_at <= ${at(view.known)}
        and a.recorded_from <= ${at(view.recorded)} and a.recorded_to > ${at(view.recorded)} and ${which}
    )`
}

const held = (view: MetricsQuery['view']) => sql`(
  a.held and (a.type <> 'meeting' or a.at + coalesce(a.seconds, 0) * interval '1 second' <= ${at(view.valid)}))`

const touch = (view: MetricsQuery['view']) => sql`(a.type in ('call', 'email', 'meeting') and ${held(view)}
  and (a.deal_id is not null or a.account_id is not null or a.contact_id is not null or a.lead_id is not null))`

/** The same with the membership of the credited person at that moment, and the local day. */
function placed({ view, zone }: MetricsQuery, from: string): RawBuilder<unknown> {
  return sql`
    select b.*, m.team_id, m.manager_id, m.discipline, m.segment as member_segment,
      coalesce(m.office, t.state->>'office') as office,
      coalesce(b.at_date, (b.at at time zone coalesce(t.state->>'zone', ${zone}))::date) as day
    from ${sql.ref(from)} b
    left join membership_span m on m.org_id = b.org_id and m.person_id = b.person_id
      and m.valid_from <= b.credited_at and m.valid_to > b.credited_at and ${knownIn('m', view)}
    left join span t on t.org_id = b.org_id and t.kind = 'team' and t.entity_id = m.team_id
      and t.valid_from <= b.credited_at and t.valid_to > b.credited_at and ${knownIn('t', view)}
    where b.at >= ${since()}`
}

/** What was done around the windows. */
export function activities(query: MetricsQuery): RawBuilder<unknown> {
  return sql`
    ${known(query, 'activity_base', sql`a.at >= ${since()}`)},
    activities as (${placed(query, 'activity_base')})`
}

/**
 * Whom touches `from` reached: the contact that the source links, and every other one that took part. One touch stands
 * once for each of them.
 */
const whom = (from: string) => sql`(
  select b.activity_id, b.contact_id from ${sql.ref(from)} b where b.contact_id is not null
  union
  select b.activity_id, p.subject_id from ${sql.ref(from)} b
  join activity_participant p on p.org_id = b.org_id and p.activity_id = b.activity_id and p.side = 'theirs'
  join subject s on s.org_id = p.org_id and s.id = p.subject_id and s.kind = 'contact'
)`

/**
 * `every_touch`: every touch there was, without who belonged where, for the last one of a deal or an account.
 * `everyone_touched`: the same once for each contact that it reached.
 */
export function everyTouch(query: MetricsQuery): RawBuilder<unknown> {
  return sql`
    ${known(query, 'every_touch', touch(query.view))}, everyone_touched as (
      select k.contact_id, a.deal_id, a.at from every_touch a join ${whom('every_touch')} k on k.activity_id = a.activity_id
    )`
}

/**
 * `held_meetings`: every meeting held. `meetings`: those around the windows; one is initial where nobody of ours met
 * the account before, or nobody since its last open deal closed (metrics.md Meeting held).
 */
export function meetings(query: MetricsQuery): RawBuilder<unknown> {
  const { view } = query
  return sql`
    ${known(query, 'held_meetings', sql`a.type = 'meeting' and ${touch(view)}`)}, meeting_order as (
      select a.*, lag(a.at) over (partition by a.account_id order by a.at, a.row_id) as met_before from held_meetings a
    ), recent_meetings as (
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
      from meeting_order h
      where h.at >= ${since()}
    ), meetings as (${placed(query, 'recent_meetings')})`
}

/** Meetings held around the windows, once for each of ours who took part. */
export function attendances(query: MetricsQuery): RawBuilder<unknown> {
  return sql`
    attendance_base as (
      select a.org_id, a.row_id, a.row_kind, a.external_id, a.at, a.at_date, k.person_id, a.credited_at, a.deal_id,
        a.account_id, a.contact_id, a.pipeline_id, a.stage_id, a.segment, a.source, a.type, a.custom, a.missing
      from recent_meetings a
      join (
        select b.activity_id, b.person_id from recent_meetings b
        union
        select b.activity_id, p.subject_id from recent_meetings b
        join activity_participant p on p.org_id = b.org_id and p.activity_id = b.activity_id and p.side = 'ours'
      ) k on k.activity_id = a.activity_id
    ), attendances as (${placed(query, 'attendance_base')})`
}

/** How long before a touch another one makes it no longer new, in days (metrics.md New account touched). */
const NEW_AFTER = 180

const gap = (by: RawBuilder<unknown>) => sql`
  extract(epoch from a.at - lag(a.at) over (partition by ${by} order by a.at, a.row_id))::numeric / 86400`

/**
 * Touches around the windows, with the days since the touch before of the same account; a gap of more than 180 days may
 * be null, as a first touch is.
 */
export function touches(query: MetricsQuery): RawBuilder<unknown> {
  const { view } = query
  return sql`
    ${known(query, 'touch_base', sql`${touch(view)} and a.at >= ${since(NEW_AFTER + 1)}`)}, touch_gaps as (
      select a.*,
        case when a.account_id is not null then ${gap(sql`a.account_id`)} end as account_gap_days
      from touch_base a
    ), recent_touches as (
      select a.*, not exists (
        select 1 from deal_span o
        where o.org_id = a.org_id and o.account_id = a.account_id and o.owner_id = a.person_id and o.status = 'open'
          and o.valid_from <= a.at and o.valid_to > a.at and ${knownIn('o', view)}
      ) as prospecting
      from touch_gaps a
      where a.at >= ${since()}
    ), touches as (${placed(query, 'recent_touches')})`
}

/** Touches around the windows, once for each contact, with the days since the touch before of the same contact. */
export function contactTouches(query: MetricsQuery): RawBuilder<unknown> {
  return sql`
    contact_gaps as (
      select a.org_id, a.row_id, a.row_kind, a.external_id, a.at, a.at_date, a.person_id, a.credited_at, a.deal_id,
        a.account_id, k.contact_id, a.pipeline_id, a.stage_id, a.segment, a.source, a.type, a.custom, a.missing,
        extract(epoch from a.at - lag(a.at) over (partition by k.contact_id order by a.at, a.row_id))::numeric / 86400 as contact_gap_days
      from touch_base a
      join ${whom('touch_base')} k on k.activity_id = a.activity_id
    ), contact_touches as (${placed(query, 'contact_gaps')})`
}

/** Touches of deals around the windows, with the days since the touch of the same deal before. */
export function dealTouches(query: MetricsQuery): RawBuilder<unknown> {
  return sql`
    ${known(query, 'deal_touch_base', sql`${touch(query.view)} and a.deal_id is not null`)}, deal_gaps as (
      select a.*, ${gap(sql`a.deal_id`)} as deal_gap_days from deal_touch_base a
    ), deal_touches as (${placed(query, 'deal_gaps')})`
}
