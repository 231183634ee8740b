import { type RawBuilder, sql } from 'kysely'
import { at } from '#db/at.ts'
import { knownIn } from '#db/spans.ts'
import { inRecord, othersReached, touch } from './activities.ts'
import type { FactsRead } from './query.ts'

/**
 * The open deals of `open`, each with what has been done for it (metrics.md Untouched). `last_touch_at` is the last
 * touch on it or on anyone touched for it, of the 30 days that count: which one of several is not looked for.
 */
export function attention({ orgId, view, zone }: FactsRead): RawBuilder<unknown> {
  const touched = sql`a.org_id = ${orgId} and ${inRecord('a', view)} and ${touch(view)}`
  const recent = sql`${touched} and a.at <= o.seen_at and a.at >= o.quiet_from`
  /** the last change of a field before the instant that the deal is seen at */
  const changed = (column: 'owner_id' | 'stage_id', now: 'person_id' | 'stage_id') => sql`(
    select max(e.valid_to) from deal_span e
    where e.org_id = ${orgId} and e.deal_id = o.deal_id and e.${sql.ref(column)} is distinct from o.${sql.ref(now)}
      and e.valid_to <= o.seen_at and ${knownIn('e', view)})`
  const people = (when: RawBuilder<unknown>) => sql`
    select k.contact_id from activity a
    cross join lateral (
      select a.contact_id where a.contact_id is not null
      union all
      select p.subject_id from ${othersReached(sql`a.id`)}
    ) k
    where ${touched} and a.deal_id = o.deal_id and ${when}`
  return sql`
    watched as (
      select o.*, (o.seen_on - 29)::timestamp at time zone ${zone} as quiet_from from open o
    ), attention as (
      select o.*, coalesce(${changed('stage_id', 'stage_id')}, o.created_at) as stage_since,
        case when o.created_at >= o.quiet_from then o.created_at else greatest(o.created_at, ${changed('owner_id', 'person_id')}) end as held_since,
        coalesce((
          select max(a.at) from activity a where ${recent} and a.deal_id = o.deal_id
        ), (
          select max(a.at) from (${people(sql`a.at <= o.seen_at`)}) k
          join activity a on ${recent} and a.contact_id = k.contact_id
        ), (
          select max(a.at) from (${people(sql`a.at <= o.seen_at`)}) k
          join activity_participant p on p.org_id = ${orgId} and p.subject_id = k.contact_id and p.side = 'theirs'
          join subject s on s.org_id = p.org_id and s.id = p.subject_id and s.kind = 'contact'
          join activity a on ${recent} and a.id = p.activity_id
        )) as last_touch_at, (
          select min(a.at) from activity a
          where a.org_id = ${orgId} and a.deal_id = o.deal_id and a.type = 'meeting' and a.held and a.at > o.seen_at
            and a.known_at <= ${at(view.known)} and a.recorded_from <= ${at(view.recorded)} and a.recorded_to > ${at(view.recorded)}
        ) as next_meeting_at, (
          select count(distinct k.contact_id)::int from (${people(sql`a.at <= o.seen_at`)}) k
        ) as contacts_touched
      from watched o
    )`
}
