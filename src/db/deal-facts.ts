import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { DealSelection } from '../domain/deal/selection.ts'
import type { LocalDate } from '../domain/instant.ts'
import { instantText } from '../domain/instant.ts'
import type { View } from '../domain/span/box.ts'
import { inView, knownIn } from './spans.ts'

export interface FactsQuery {
  readonly orgId: string
  readonly view: View
  /** local date of the as-of instant in the organisation's zone */
  readonly asOfDate: LocalDate
  readonly zone: string
  readonly currency: string
  /** minor-unit digits of currencies that do not have two */
  readonly digits: Readonly<Record<string, number>>
  readonly status: DealSelection
}

/**
 * Common table expressions, the last one named `priced`: deals as the view sees them, each with its outcome date,
 * credited owner, that owner's team and office at the moment, and its amount in the organisation's currency
 * (metrics.md Deal outcome, Credit, Money). `period_on` is the date that puts it in a period: of the outcome, of the
 * expected close for open deals, of the creation for all.
 */
export function dealFacts(query: FactsQuery): RawBuilder<unknown> {
  const { orgId, view, zone, asOfDate } = query
  return sql`
    base as (
      select s.*,
        coalesce(l.close_date, s.close_date) as final_close,
        case when s.status = 'open' or ${query.status === 'all'} then s.owner_id else s.outcome_owner_id end as credited_id,
        case when s.status = 'open' or ${query.status === 'all'} then ${instantText(view.valid)}::timestamptz
          else s.status_since end as credited_at
      from deal_span s
      left join deal_span l on l.org_id = s.org_id and l.deal_id = s.deal_id and l.valid_to = 'infinity' and ${knownIn('l', view)}
      where s.org_id = ${orgId} and ${inView('s', view)}
        ${query.status === 'all' ? sql`` : sql`and s.status = ${query.status}`}
    ), placed as (
      select b.*, m.team_id, m.manager_id, m.segment as member_segment,
        coalesce(m.office, t.state->>'office') as office,
        coalesce(t.state->>'zone', ${zone}) as team_zone
      from base b
      left join membership_span m on m.org_id = b.org_id and m.person_id = b.credited_id
        and m.valid_from <= b.credited_at and m.valid_to > b.credited_at and ${knownIn('m', view)}
      left join span t on t.org_id = b.org_id and t.kind = 'team' and t.entity_id = m.team_id
        and t.valid_from <= b.credited_at and t.valid_to > b.credited_at and ${knownIn('t', view)}
    ), dated as (
      select p.*,
        coalesce(p.created_date, (p.created_at at time zone p.team_zone)::date) as created_on,
        case p.status
          when 'open' then null
          when 'won' then case when p.final_close <= ${asOfDate}::date then p.final_close
            else coalesce(p.status_date, (p.status_since at time zone p.team_zone)::date) end
          else coalesce(p.status_date, (p.status_since at time zone p.team_zone)::date)
        end as outcome_on,
        case when p.status = 'lost' then p.lost_amount else p.amount end as amount_shown,
        coalesce(p.currency, ${query.currency}) as currency_shown
      from placed p
    ), timed as (
      select d.*,
        case ${query.status} when 'open' then d.close_date when 'all' then d.created_on else d.outcome_on end as period_on
      from dated d
    ), priced as (
      select d.*, r.rate,
        case when d.currency_shown = ${query.currency} then d.amount_shown
          else round(d.amount_shown * r.rate * power(10::numeric,
            coalesce((${JSON.stringify(query.digits)}::jsonb->>${query.currency})::int, 2)
            - coalesce((${JSON.stringify(query.digits)}::jsonb->>d.currency_shown)::int, 2))) end as amount_org,
        case when d.currency_shown <> ${query.currency} and r.rate is null and d.amount_shown is not null
          then d.currency_shown end as currency_missing
      from timed d
      left join lateral (
        select (x.state->>'rate')::numeric as rate from span x
        where x.org_id = d.org_id and x.kind = 'rate' and x.state->>'currency' = d.currency_shown
          and d.currency_shown <> ${query.currency} and ${inView('x', view)}
          and x.state->>'kind' in ('plan', case when d.status = 'won' then 'daily' else 'plan' end)
          and (x.state->>'date')::date <= coalesce(d.outcome_on, ${asOfDate}::date)
        order by (x.state->>'kind' = 'daily') desc, x.state->>'date' desc
        limit 1
      ) r on true
    )
  `
}
