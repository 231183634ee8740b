import { type RawBuilder, sql } from 'kysely'
import { at } from '#db/at.ts'
import { inView, knownIn, membershipAt } from '#db/spans.ts'
import { around, before, firstDay } from './bounds.ts'
import type { FactsRead, MetricsQuery } from './query.ts'

/**
 * What we did up to the as-of instant, as known in the view. The credited person is the owner in the source, else the
 * owner of the deal at that moment (metrics.md Credit); a meeting is held once its end is past (metrics.md Meeting
 * held), and a touch is a call, mail or meeting that took place and is linked to somebody (metrics.md Touch).
 */
function known(
  read: FactsRead,
  name: RawBuilder<unknown>,
  which: RawBuilder<unknown>,
  { needsAccount = false, lookedUp = false } = {},
): RawBuilder<unknown> {
  const { orgId, view, wants } = read
  const ofDeal = (column: string) => sql`(
    select x.${sql.ref(column)} from deal_span x where x.org_id = a.org_id and x.deal_id = a.deal_id and ${inView('x', view)})`
  const accountOf = (kind: 'contact' | 'lead') => sql`(
    select (x.state->>'accountId')::uuid from span x
    where x.org_id = a.org_id and x.kind = ${sql.lit(kind)} and x.entity_id = a.${sql.ref(`${kind}_id`)} and ${inView('x', view)})`
  const account =
    wants('account_id') || needsAccount
      ? sql`coalesce(a.account_id, ${ofDeal('account_id')}, ${accountOf('contact')}, ${accountOf('lead')})`
      : sql`a.account_id`
  const text = (column: string, value: RawBuilder<unknown>) =>
    sql`${wants(column) ? value : sql`null::text`} as ${sql.ref(column)}`
  // looked up for every row only where it is wanted
  const deal = ['pipeline_id', 'stage_id', 'segment', 'source', 'custom'].some(wants)
  return sql`
    ${name} as ${lookedUp ? sql`not materialized` : sql``} (
      select a.org_id, ${text('row_id', sql`a.id::text`)}, 'activity' as row_kind, ${text('external_id', sql`a.external_id`)}, a.at, a.at_date,
        coalesce(a.person_id, (
          select o.owner_id from deal_span o
          where o.org_id = a.org_id and o.deal_id = a.deal_id and o.valid_from <= a.at and o.valid_to > a.at and ${knownIn('o', view)}
        ), ${ofDeal('owner_id')}) as person_id, a.at as credited_at, a.deal_id,
        ${account} as account_id,
        a.contact_id, ${deal ? sql`d.pipeline_id, d.stage_id, d.segment, d.source` : sql`null::uuid as pipeline_id, null::uuid as stage_id, null::text as segment, null::text as source`},
        a.type, ${deal ? sql`coalesce(d.custom, '{}')` : sql`'{}'::jsonb`} as custom,
        null::text as missing, a.direction, a.seconds, ${held(view)} as held, a.connected, a.topic, a.lead_id, a.id as activity_id, ${touch(view)} as touch,
        ${ROLLABLE} as rollable
      from ${recorded(read)} a
      ${deal ? sql`left join deal_span d on d.org_id = a.org_id and d.deal_id = a.deal_id and ${inView('d', view)}` : sql``}
      where a.org_id = ${orgId} and ${inRecord('a', view)} and ${which}
    )`
}

/** Longest of what sums of days hold, in seconds: longer things can end on a day that is not over (`activity_long`). */
const LONGEST = sql.lit(86_400)

/** Whether an activity `a` is added up with the others of its person and day. */
const ROLLABLE = sql`(a.person_id is not null and coalesce(a.seconds, 0) <= ${LONGEST})`

/** The activities that facts have to answer for: all, or those that sums of days leave out; person by person, of few. */
function recorded(read: FactsRead): RawBuilder<unknown> {
  const { orgId, settled } = read
  if (settled === undefined) return sql`activity`
  return sql`(
    select a.* from activity a
    where a.org_id = ${orgId} and (a.at >= ${before(settled)} or a.person_id is null or a.seconds > ${LONGEST})
    union all
    select a.* from day_limits l
    cross join lateral (
      select a.* from activity a
      where a.org_id = ${orgId} and a.person_id = l.person_id and ${around(read, sql`a.at`)} and a.at < ${before(settled)} and ${ROLLABLE}
      offset 0
    ) a
    where l.upto < ${settled}::date
  )`
}

/** A condition that leaves out what others are credited with, where nothing is looked up among it. */
function ofPersons({ persons }: FactsRead): RawBuilder<unknown> {
  return persons === undefined ? sql`true` : sql`(a.person_id = any(${[...persons]}::uuid[]) or a.person_id is null)`
}

/** The condition that an activity had begun, and is the version known in the view. */
export function inRecord(alias: string, view: MetricsQuery['view']): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql`(${column('at')} <= ${at(view.valid)} and ${column('known_at')} <= ${at(view.known)}
    and ${column('recorded_from')} <= ${at(view.recorded)} and ${column('recorded_to')} > ${at(view.recorded)})`
}

const held = (view: MetricsQuery['view']) => sql`(
  a.held and (a.type <> 'meeting' or a.at + coalesce(a.seconds, 0) * interval '1 second' <= ${at(view.valid)}))`

export const touch = (view: MetricsQuery['view']) => sql`(a.type in ('call', 'email', 'meeting') and ${held(view)}
  and (a.deal_id is not null or a.account_id is not null or a.contact_id is not null or a.lead_id is not null))`

/** The same with the membership of the credited person at that moment, and the local day. */
function placed(read: FactsRead, from: string): RawBuilder<unknown> {
  const credited = { orgId: sql`b.org_id`, personId: sql`b.person_id`, moment: sql`b.credited_at` }
  const day = sql`coalesce(b.at_date, (b.at at time zone coalesce(t.state->>'zone', ${read.zone}))::date)`
  return sql`
    select b.*, m.team_id, m.manager_id, m.discipline, m.segment as member_segment,
      coalesce(m.office, t.state->>'office') as office,
      ${day} as day
    from ${sql.ref(from)} b
    ${membershipAt(read.view, credited)}
    ${read.settled === undefined ? sql`` : sql`left join day_limits l on l.person_id = b.person_id`}
    where ${around(read, sql`b.at`)} ${read.settled === undefined ? sql`` : sql`and not (b.rollable and coalesce(${day} < l.upto, false))`}`
}

/** What was done around the windows. */
export function activities(read: FactsRead): RawBuilder<unknown> {
  return sql`
    ${known(read, sql`activity_base`, sql`${ofPersons(read)} and ${around(read, sql`a.at`)}`)},
    activities as (${placed(read, 'activity_base')})`
}

/**
 * Contacts that a touch `a` reached besides the one that the source links: one touch stands once for each of them.
 */
export const othersReached = (id: RawBuilder<unknown>) => sql`
  activity_participant p
  join subject s on s.org_id = p.org_id and s.id = p.subject_id and s.kind = 'contact'
  where p.org_id = a.org_id and p.activity_id = ${id} and p.side = 'theirs' and p.subject_id is distinct from a.contact_id`

/** Every touch there was, without who belonged where: for the last one of an account. */
export function everyTouch(read: FactsRead): RawBuilder<unknown> {
  return known(read, sql`every_touch`, touch(read.view))
}

/**
 * `held_meetings`: every meeting held. `meetings`: those around the windows; one is initial where nobody of ours met
 * the account before, or nobody since its last open deal closed (metrics.md Meeting held).
 */
export function meetings(read: FactsRead): RawBuilder<unknown> {
  const { orgId, view, wants } = read
  const from = firstDay(read)
  const held = sql`a.type = 'meeting' and ${touch(view)}`
  const all = wants('held_meetings') ? sql`${known(read, sql`held_meetings`, held, { lookedUp: true })},` : sql``
  const whose = wants('initial') ? sql`true` : ofPersons(read)
  const base = known(read, sql`meeting_base`, sql`${held} and ${whose} and ${around(read, sql`a.at`)}`, {
    needsAccount: true,
  })
  if (!wants('initial'))
    return sql`${all} ${base}, recent_meetings as (select *, null::boolean as initial from meeting_base), meetings as (${placed(read, 'recent_meetings')})`
  return sql`
    ${all} ${base},
    ${known(read, sql`loose_meetings`, sql`${held} and a.account_id is null and a.at < ${from}::date::timestamptz`, { needsAccount: true })},
    loosely_met as materialized (
      select l.account_id, max(l.at) as at from loose_meetings l group by l.account_id
    ), meeting_order as (
      select a.*, lag(a.at) over (partition by a.account_id order by a.at, a.activity_id) as met_lately from meeting_base a
    ), meeting_before as (
      select h.*, case when h.account_id is null or h.met_lately is not null then h.met_lately else greatest((
          select a.at from activity a
          where a.org_id = ${orgId} and a.account_id = h.account_id and a.at < ${from}::date::timestamptz
            and ${inRecord('a', view)} and ${held}
          order by a.at desc limit 1
        ), l.at) end as met_before
      from meeting_order h
      left join loosely_met l on l.account_id = h.account_id
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
      from meeting_before h
    ), meetings as (${placed(read, 'recent_meetings')})`
}

/** Meetings held around the windows, once for each of ours who took part. */
export function attendances(read: FactsRead): RawBuilder<unknown> {
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
    ), attendances as (${placed(read, 'attendance_base')})`
}

/** How long before a touch another one makes it no longer new, in days (metrics.md New account touched). */
const NEW_AFTER = 180

const gap = (by: RawBuilder<unknown>) => sql`
  extract(epoch from a.at - lag(a.at) over (partition by ${by} order by a.at, a.activity_id))::numeric / 86400`

/**
 * Touches around the windows, with the days since the touch before of the same account; a gap of more than 180 days may
 * be null, as a first touch is.
 */
export function touches(read: FactsRead): RawBuilder<unknown> {
  const { view, wants } = read
  const gaps = wants('account_gap_days')
  return sql`
    ${known(read, sql`touch_base`, sql`${touch(view)} and ${gaps ? sql`true` : ofPersons(read)} and ${around(read, sql`a.at`, gaps ? NEW_AFTER + 1 : 0)}`, { needsAccount: gaps || wants('prospecting') })}, touch_gaps as (
      select a.*,
        ${gaps ? sql`case when a.account_id is not null then ${gap(sql`a.account_id`)} end` : sql`null::numeric`} as account_gap_days
      from touch_base a
    ), recent_touches as (
      select a.*, not exists (
        select 1 from deal_span o
        where o.org_id = a.org_id and o.account_id = a.account_id and o.owner_id = a.person_id and o.status = 'open'
          and o.valid_from <= a.at and o.valid_to > a.at and ${knownIn('o', view)}
      ) as prospecting
      from touch_gaps a
    ), touches as (${placed(read, 'recent_touches')})`
}

/** Touches around the windows, once for each contact, with the days since the touch before of the same contact. */
export function contactTouches(read: FactsRead): RawBuilder<unknown> {
  const { view, wants } = read
  const gaps = wants('contact_gap_days')
  const columns = sql`a.org_id, a.activity_id, a.row_id, a.row_kind, a.external_id, a.at, a.at_date, a.person_id, a.credited_at, a.deal_id, a.account_id,
    a.pipeline_id, a.stage_id, a.segment, a.source, a.type, a.custom, a.missing, a.rollable`
  return sql`
    ${known(read, sql`contact_touch_base`, sql`${touch(view)} and ${gaps ? sql`true` : ofPersons(read)} and ${around(read, sql`a.at`, gaps ? NEW_AFTER + 1 : 0)}`, { lookedUp: !gaps })}, contacts_reached as (
      select ${columns}, a.contact_id from contact_touch_base a where a.contact_id is not null
      union all
      select ${columns}, p.subject_id from contact_touch_base a cross join lateral (select p.subject_id from ${othersReached(sql`a.activity_id`)}) p
    ), contact_gaps as (
      select a.*, ${gaps ? gap(sql`a.contact_id`) : sql`null::numeric`} as contact_gap_days
      from contacts_reached a
    ), contact_touches as (${placed(read, 'contact_gaps')})`
}

/** Touches of deals around the windows, with the days since the touch of the same deal before, however long ago. */
export function dealTouches(read: FactsRead): RawBuilder<unknown> {
  const { orgId, view } = read
  const from = sql`${firstDay(read)}::date::timestamptz`
  return sql`
    ${known(read, sql`deal_touch_base`, sql`${touch(view)} and a.deal_id is not null and ${around(read, sql`a.at`)}`)}, deal_order as (
      select a.*, lag(a.at) over (partition by a.deal_id order by a.at, a.activity_id) as touched_lately from deal_touch_base a
    ), deal_gaps as (
      select b.*, extract(epoch from b.at - coalesce(b.touched_lately, (
        select max(a.at) from activity a
        where a.org_id = ${orgId} and a.deal_id = b.deal_id and a.at < ${from} and ${inRecord('a', view)} and ${touch(view)}
      )))::numeric / 86400 as deal_gap_days
      from deal_order b
    ), deal_touches as (${placed(read, 'deal_gaps')})`
}
