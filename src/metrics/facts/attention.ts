import { type RawBuilder, sql } from 'kysely'
import { at } from '#db/at.ts'
import { knownIn } from '#db/spans.ts'
import type { MetricsQuery } from './query.ts'
import { WINDOWS } from './query.ts'

/**
 * The open deals of `open`, each with what has been done for it: the last touch on it or on anyone touched for it, the
 * next meeting, how many contacts were touched over its life, and since when it is in its stage and its owner has it
 * (metrics.md Untouched).
 */
export function attention({ orgId, view, zone }: MetricsQuery): RawBuilder<unknown> {
  return sql`
    touched_deals as (
      select w.key, a.deal_id, max(a.at) as last_at
      from every_touch a
      join ${sql.ref(WINDOWS)} w on a.at <= w.at
      where a.deal_id is not null
      group by w.key, a.deal_id
    ), last_of_contacts as (
      select w.key, a.contact_id, max(a.at) as last_at
      from everyone_touched a
      join ${sql.ref(WINDOWS)} w on a.at <= w.at
      group by w.key, a.contact_id
    ), deal_people as (
      select a.deal_id, a.contact_id, min(a.at) as first_at from everyone_touched a where a.deal_id is not null
      group by a.deal_id, a.contact_id
    ), people_touches as (
      select t.key, p.deal_id, max(t.last_at) as last_at, count(*)::int as contacts
      from deal_people p
      join last_of_contacts t on t.contact_id = p.contact_id
      join ${sql.ref(WINDOWS)} w on w.key = t.key and p.first_at <= w.at
      group by t.key, p.deal_id
    ), coming as (
      select w.key, a.deal_id, min(a.at) as next_at
      from activity a
      join ${sql.ref(WINDOWS)} w on a.at > w.at
      where a.org_id = ${orgId} and a.type = 'meeting' and a.held and a.deal_id is not null and a.known_at <= ${at(view.known)}
        and a.recorded_from <= ${at(view.recorded)} and a.recorded_to > ${at(view.recorded)}
      group by w.key, a.deal_id
    ), taken_over as (
      select w.key, s.deal_id, max(e.valid_to) as since
      from deal_span s
      join ${sql.ref(WINDOWS)} w on s.valid_from <= w.at and s.valid_to > w.at
      join deal_span e on e.org_id = s.org_id and e.deal_id = s.deal_id and e.owner_id is distinct from s.owner_id
        and e.valid_to <= w.at and ${knownIn('e', view)}
      where s.org_id = ${orgId} and s.status = 'open' and ${knownIn('s', view)}
      group by w.key, s.deal_id
    ), staged as (
      select w.key, s.deal_id, max(e.valid_to) as since
      from deal_span s
      join ${sql.ref(WINDOWS)} w on s.valid_from <= w.at and s.valid_to > w.at
      join deal_span e on e.org_id = s.org_id and e.deal_id = s.deal_id and e.stage_id is distinct from s.stage_id
        and e.valid_to <= w.at and ${knownIn('e', view)}
      where s.org_id = ${orgId} and s.status = 'open' and ${knownIn('s', view)}
      group by w.key, s.deal_id
    ), attention as (
      select o.*, (o.seen_on - 29)::timestamp at time zone ${zone} as quiet_from, coalesce(g.since, o.created_at) as stage_since, greatest(o.created_at, t.since) as held_since, greatest(d.last_at, p.last_at) as last_touch_at,
        n.next_at as next_meeting_at, coalesce(p.contacts, 0) as contacts_touched
      from open o
      left join touched_deals d on d.key = o.seen_key and d.deal_id = o.deal_id
      left join people_touches p on p.key = o.seen_key and p.deal_id = o.deal_id
      left join coming n on n.key = o.seen_key and n.deal_id = o.deal_id
      left join staged g on g.key = o.seen_key and g.deal_id = o.deal_id
      left join taken_over t on t.key = o.seen_key and t.deal_id = o.deal_id
    )`
}
