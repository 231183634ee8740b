import { type RawBuilder, sql } from 'kysely'
import { inView } from '#db/spans.ts'
import type { MetricsQuery } from './query.ts'
import { WINDOWS } from './query.ts'

/** The columns of facts `f` but for the one that a mix is of. */
const besides = (column: 'type' | 'segment' | 'source', part: string) => sql`
  f.org_id, f.row_id || ':' || k.part as row_id, f.row_kind, f.external_id, f.at, f.day, f.person_id, f.credited_at, f.team_id,
  f.manager_id, f.office, f.discipline, f.member_segment, f.deal_id, f.account_id, f.contact_id, f.pipeline_id, f.stage_id,
  ${column === 'segment' ? sql`k.part` : sql`f.segment`} as segment,
  ${column === 'source' ? sql`k.part` : sql`f.source`} as source,
  ${column === 'type' ? sql`k.part` : sql`f.type`} as type,
  f.custom, f.missing, coalesce(${sql.ref(part)} = k.part, false) as is_part`

/** Meetings that took place, once for each kind of meeting; `is_part` where it was of that kind. */
export function meetingMix(): RawBuilder<unknown> {
  return sql`
    meeting_kinds as (
      select a.*, case when not a.touch then 'internal' when a.topic = 'presentation' then 'demo'
        when m.initial then 'initial' else 'follow-up' end as meeting_kind
      from activities a
      left join meetings m on m.row_id = a.row_id
      where a.type = 'meeting' and a.held
    ), meeting_mix as (
      select ${besides('type', 'f.meeting_kind')}
      from meeting_kinds f
      cross join (values ('initial'), ('follow-up'), ('demo'), ('internal')) k (part)
    )`
}

/** Deals created, once for each segment that any has; `is_part` where it is the deal's. */
export function segmentMix(query: MetricsQuery): RawBuilder<unknown> {
  return sql`
    segmented as (
      select c.*, coalesce(c.segment, a.state->>'segment', c.member_segment) as own_segment
      from creations c
      left join span a on a.org_id = c.org_id and a.kind = 'account' and a.entity_id = c.account_id and ${inView('a', query.view)}
    ), segment_mix as (
      select ${besides('segment', 'f.own_segment')}
      from segmented f
      cross join (select distinct s.own_segment as part from segmented s where s.own_segment is not null) k
    )`
}

/** Deals created, once for each source that any has; `is_part` where it is the deal's. */
export function sourceMix(): RawBuilder<unknown> {
  return sql`
    source_mix as (
      select ${besides('source', 'f.source')}
      from creations f
      cross join (select distinct s.source as part from creations s where s.source is not null) k
    )`
}

/** Touches of accounts in each window, with how many contacts of the account anyone of ours touched in it. */
export function worked(): RawBuilder<unknown> {
  return sql`
    account_reach as (
      select w.key, c.account_id, count(distinct c.contact_id)::int as contacts
      from contact_touches c
      join ${sql.ref(WINDOWS)} w on c.day between w.win_from and w.win_to
      where c.account_id is not null
      group by w.key, c.account_id
    ), worked as (
      select t.*, w.key as seen_key, coalesce(r.contacts, 0) as contacts
      from touches t
      join ${sql.ref(WINDOWS)} w on t.day between w.win_from and w.win_to
      left join account_reach r on r.key = w.key and r.account_id = t.account_id
      where t.account_id is not null
    )`
}
