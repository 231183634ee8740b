import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { addDays } from '../domain/calendar/local-date.ts'
import { zoneOf } from '../domain/calendar/zone.ts'
import { instantText } from '../domain/instant.ts'
import type { View } from '../domain/span/box.ts'
import { at } from './at.ts'
import type { FactsQuery } from './deal-facts.ts'
import { knownIn } from './spans.ts'

/** The condition that an activity is a touch that had happened and was known in the view (metrics.md Touch). */
export function isTouch(alias: string, view: View): RawBuilder<boolean> {
  return sql<boolean>`(${inRecord(alias, view)} and ${column(alias, 'held')}
    and ${column(alias, 'type')} in ('call', 'email', 'meeting') and ${column(alias, 'at')} <= ${at(view.valid)})`
}

/** The condition that an activity is known in the view, and was done or planned by its moment. */
export function isListed(alias: string, view: View): RawBuilder<boolean> {
  return sql<boolean>`(${inRecord(alias, view)}
    and least(${column(alias, 'at')}, ${column(alias, 'known_at')}) <= ${at(view.valid)})`
}

/** When a deal was touched last in the view, as a lateral join named `touch`; activities of the deal itself. */
export function lastTouch(query: Pick<FactsQuery, 'orgId' | 'view'>, dealId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`left join lateral (
    select max(t.at) as at from activity t
    where t.org_id = ${query.orgId} and t.deal_id = ${dealId} and ${isTouch('t', query.view)}
  ) touch on true`
}

/**
 * The condition that a deal of `dealFacts` is untouched (metrics.md Untouched): open, created and taken over more than
 * `days` days ago, without a touch on it or on a contact it was spoken about with, and without a meeting to come.
 */
export function isUntouched(alias: string, query: FactsQuery, days: number): RawBuilder<boolean> {
  const { orgId, view } = query
  const dealId = column(alias, 'deal_id')
  const since = zoneOf(query.zone).startOfDay(addDays(query.asOfDate, 1 - days))
  return sql<boolean>`(
    ${column(alias, 'status')} = 'open'
    and exists (
      select 1 from deal_span h
      where h.org_id = ${orgId} and h.deal_id = ${dealId} and h.valid_from < ${instantText(since)}
        and h.valid_to > ${instantText(since)} and ${knownIn('h', view)}
        and h.owner_id is not distinct from ${column(alias, 'owner_id')}
    )
    and ${dealId} not in (
      select t.deal_id from activity t
      where t.org_id = ${orgId} and t.deal_id is not null and t.at >= ${at(since)} and ${isTouch('t', view)}
      union
      select spoken.deal_id from ${contactsOfTouches(query, sql`true`)} spoken
      where spoken.deal_id is not null and spoken.contact_id in (
        select lately.contact_id from ${contactsOfTouches(query, sql`t.at >= ${at(since)}`)} lately
      )
      union
      select m.deal_id from activity m
      where m.org_id = ${orgId} and m.deal_id is not null and m.type = 'meeting' and m.held and m.at > ${at(view.valid)}
        and ${inRecord('m', view)}
    )
  )`
}

/**
 * With whom touches were, and about which deal: the contact that an activity is linked to, and those who took part in
 * it. It refers to nothing outside, so that it is read once and not for every deal.
 */
function contactsOfTouches({ orgId, view }: FactsQuery, when: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select t.deal_id, t.contact_id from activity t
    where t.org_id = ${orgId} and t.contact_id is not null and ${isTouch('t', view)} and ${when}
    union all
    select t.deal_id, p.subject_id from activity t
    join activity_participant p on p.org_id = t.org_id and p.activity_id = t.id and p.side = 'theirs'
    join subject s on s.org_id = p.org_id and s.id = p.subject_id and s.kind = 'contact'
    where t.org_id = ${orgId} and ${isTouch('t', view)} and ${when}
  )`
}

/** The condition that the version of an activity is the one known in the view. */
function inRecord(alias: string, view: View): RawBuilder<boolean> {
  return sql<boolean>`(${column(alias, 'recorded_from')} <= ${at(view.recorded)}
    and ${column(alias, 'recorded_to')} > ${at(view.recorded)} and ${column(alias, 'known_at')} <= ${at(view.known)})`
}

function column(alias: string, name: string) {
  return sql.ref(`${alias}.${name}`)
}
