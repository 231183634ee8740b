import { type RawBuilder, sql } from 'kysely'
import { dealFacts } from '#db/deal-facts.ts'
import { at } from '#db/at.ts'
import { inView, knownIn, membershipAt } from '#db/spans.ts'
import { deal, openWithin } from './deals.ts'
import type { FactsRead } from './query.ts'
import { WINDOWS } from './query.ts'

/** Deals open just before the first day of each window, with the amount of then. */
export function opening(query: FactsRead): RawBuilder<unknown> {
  return sql`
    window_starts as (select w.key, w.start_at as at, w.win_from - 1 as day from ${sql.ref(WINDOWS)} w),
    ${dealFacts({ ...query, status: 'open' }, { prefix: 'opening_', instants: 'window_starts', among: openWithin(query, 'start') })}, opening as (
      select ${deal('deal', 'seen_at')}, p.seen_key, p.amount_org as amount from opening_priced p
    )`
}

/**
 * The open deals of `open` with the win rate of their stage: of the deals closed in the 365 days before that had
 * reached it, the share won; with fewer than 30 of them the probability of the stage.
 */
export function rated(): RawBuilder<unknown> {
  return sql`
    stage_rates as (
      select w.key, r.org_id, r.stage_id, count(*) as closed, count(*) filter (where r.status = 'won') as won
      from reached r
      join ${sql.ref(WINDOWS)} w on r.day between w.day - 364 and w.day
      where r.countable
      group by w.key, r.org_id, r.stage_id
    ), rated as (
      select o.*, case when s.closed >= 30 then s.won::numeric / s.closed else o.probability end as rate, coalesce(s.closed >= 30, false) as earned
      from open o
      left join stage_rates s on s.org_id = o.org_id and s.key = o.seen_key and s.stage_id = o.stage_id
    )`
}

/** Accounts at the end of each window, to the credit of their owner, with the last touch by any of us and the next meeting. */
export function accounts({ orgId, view, zone }: FactsRead): RawBuilder<unknown> {
  return sql`
    account_touches as (
      select w.key, a.org_id, a.account_id, max(a.at) as last_at
      from every_touch a
      join ${sql.ref(WINDOWS)} w on a.at <= w.at
      where a.account_id is not null
      group by w.key, a.org_id, a.account_id
    ), account_meetings as (
      select w.key, coalesce(a.account_id, (c.state->>'accountId')::uuid) as account_id, min(a.at) as next_at
      from activity a
      join ${sql.ref(WINDOWS)} w on a.at > w.at
      left join span c on c.org_id = a.org_id and c.kind = 'contact' and c.entity_id = a.contact_id and ${inView('c', view)}
      where a.org_id = ${orgId} and a.type = 'meeting' and a.held and a.known_at <= ${at(view.known)}
        and a.recorded_from <= ${at(view.recorded)} and a.recorded_to > ${at(view.recorded)}
      group by 1, 2
    ), accounts as (
      select s.org_id, s.entity_id::text as row_id, 'account' as row_kind, s.state->>'externalId' as external_id, w.at, w.day,
        (s.state->>'ownerId')::uuid as person_id, w.at as credited_at, m.team_id, m.manager_id, m.discipline,
        m.segment as member_segment, coalesce(m.office, t.state->>'office') as office, coalesce(t.state->>'zone', ${zone}) as team_zone,
        null::uuid as deal_id, s.entity_id as account_id, null::uuid as contact_id, null::uuid as pipeline_id, null::uuid as stage_id,
        s.state->>'segment' as segment, null::text as source, s.state->>'type' as type, coalesce(s.state->'custom', '{}') as custom,
        null::text as missing, w.key as seen_key, (w.day - 29)::timestamp at time zone ${zone} as quiet_from, a.last_at as last_touch_at,
        n.next_at as next_meeting_at
      from span s
      join ${sql.ref(WINDOWS)} w on s.valid_from <= w.at and s.valid_to > w.at
      left join account_touches a on a.org_id = s.org_id and a.key = w.key and a.account_id = s.entity_id
      left join account_meetings n on n.key = w.key and n.account_id = s.entity_id
      ${membershipAt(view, { orgId: sql`s.org_id`, personId: sql`(s.state->>'ownerId')::uuid`, moment: sql`w.at` })}
      where s.org_id = ${orgId} and s.kind = 'account' and ${knownIn('s', view)}
    )`
}

/** People at the end of each window, to the credit of their manager. */
export function reports({ orgId, view }: FactsRead): RawBuilder<unknown> {
  return sql`
    reports as (
      select r.org_id, r.person_id::text as row_id, 'person' as row_kind, p.state->>'externalId' as external_id, w.at, w.day,
        r.manager_id as person_id, w.at as credited_at, m.team_id, m.manager_id, m.discipline, m.segment as member_segment,
        coalesce(m.office, t.state->>'office') as office, null::uuid as deal_id, null::uuid as account_id, null::uuid as contact_id,
        null::uuid as pipeline_id, null::uuid as stage_id, null::text as segment, null::text as source, null::text as type,
        '{}'::jsonb as custom, null::text as missing, w.key as seen_key
      from membership_span r
      join ${sql.ref(WINDOWS)} w on r.valid_from <= w.at and r.valid_to > w.at
      join span p on p.org_id = r.org_id and p.kind = 'person' and p.entity_id = r.person_id and ${inView('p', view)}
        and p.state->>'notPerson' is distinct from 'true'
      ${membershipAt(view, { orgId: sql`r.org_id`, personId: sql`r.manager_id`, moment: sql`w.at` })}
      where r.org_id = ${orgId} and r.manager_id is not null and ${knownIn('r', view)}
    )`
}
