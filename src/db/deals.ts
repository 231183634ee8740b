import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { LocalDate } from '../domain/instant.ts'
import { instantText } from '../domain/instant.ts'
import type { View } from '../domain/span/box.ts'
import type { Db } from './client.ts'
import { inView, knownIn } from './spans.ts'

export type DealStatusFilter = 'won' | 'lost' | 'open' | 'all'

export const DEAL_DIMENSIONS = [
  'owner', 'creator', 'team', 'manager', 'office', 'account', 'stage', 'pipeline', 'segment', 'source', 'month', 'quarter',
] as const
export type DealDimension = (typeof DEAL_DIMENSIONS)[number]

export interface DealsQuery {
  readonly orgId: string
  readonly view: View
  /** local date of the as-of instant in the organisation's zone */
  readonly asOfDate: LocalDate
  readonly zone: string
  readonly currency: string
  /** minor-unit digits of currencies that do not have two */
  readonly digits: Readonly<Record<string, number>>
  /** 1 to 12 */
  readonly fiscalStartMonth: number
  readonly status: DealStatusFilter
  readonly from?: LocalDate
  readonly to?: LocalDate
  /** dimension, deal column or custom field to accepted value; key or label match, upper and lower case alike */
  readonly filters: readonly { readonly field: string; readonly value: string }[]
}

export interface DealGroup {
  readonly key: string | null
  readonly label: string | null
  readonly count: number
  /** minor units of the organisation's currency; null where a rate is missing */
  readonly amount: number | null
  /** currencies for which no rate was found */
  readonly missing: readonly string[]
}

export interface DealRow {
  readonly id: string
  readonly externalId: string | null
  readonly name: string | null
  readonly status: 'open' | 'won' | 'lost'
  readonly stage: string | null
  readonly amount: number | null
  readonly currency: string | null
  readonly createdAt: number
  readonly createdDate: LocalDate
  readonly outcomeDate: LocalDate | null
  readonly closeDate: LocalDate | null
  readonly ownerId: string | null
  readonly owner: string | null
  readonly teamId: string | null
  readonly managerId: string | null
  readonly accepted: boolean
  readonly reconstructed: boolean
}

/** Figures of deals in a view, grouped by one dimension; groups are sorted by key, null last. */
export async function groupDeals(db: Db, query: DealsQuery, by: DealDimension): Promise<DealGroup[]> {
  const key = sql.ref(`f.${by}_key`)
  const label = sql.ref(`f.${by}_label`)
  const result = await sql<DealGroup>`
    ${figures(query)}
    select ${key} as key, min(${label}) as label, count(*)::int as count,
      case when bool_or(f.currency_missing is not null) then null else coalesce(sum(f.amount_org), 0)::bigint end as amount,
      coalesce(array_agg(distinct f.currency_missing) filter (where f.currency_missing is not null), '{}') as missing
    from filtered f
    group by ${key}
    order by ${key} collate "C" nulls last
  `.execute(db)
  return result.rows
}

/** The deals behind `groupDeals`, in the order of their ids in the source. */
export async function listDeals(db: Db, query: DealsQuery): Promise<DealRow[]> {
  const result = await sql<DealRow>`
    ${figures(query)}
    select f.deal_id as "id", f.external_id as "externalId", f.name, f.status, f.stage_label as "stage",
      f.amount_shown as "amount", f.currency_shown as "currency", f.created_at as "createdAt",
      f.created_on as "createdDate", f.outcome_on as "outcomeDate", f.close_date as "closeDate",
      f.owner_key as "ownerId", f.owner_label as "owner", f.team_key as "teamId", f.manager_key as "managerId",
      f.accepted, f.reconstructed
    from filtered f
    order by f.external_id collate "C" nulls last, f.deal_id
  `.execute(db)
  return result.rows
}

/**
 * Deals as the view sees them, each with its outcome date, credited owner and every dimension's key and label
 * (metrics.md Deal outcome, Credit, Money).
 */
function figures(query: DealsQuery): RawBuilder<unknown> {
  const { orgId, view, zone, asOfDate } = query
  const state = (alias: string, field: string) => sql`${sql.ref(`${alias}.state`)}->>${sql.lit(field)}`
  const entity = (alias: string, kind: string, on: RawBuilder<unknown>) => sql`
    left join span ${sql.raw(alias)} on ${sql.ref(`${alias}.org_id`)} = d.org_id and ${sql.ref(`${alias}.kind`)} = ${sql.lit(kind)}
      and ${sql.ref(`${alias}.entity_id`)} = ${on} and ${inView(alias, view)}`
  const subject = (alias: string, on: RawBuilder<unknown>) => sql`
    left join subject ${sql.raw(alias)} on ${sql.ref(`${alias}.org_id`)} = d.org_id and ${sql.ref(`${alias}.id`)} = ${on}`
  const externalOf = (alias: string, on: RawBuilder<unknown>) => sql`
    left join span ${sql.raw(alias)} on ${sql.ref(`${alias}.org_id`)} = d.org_id and ${sql.ref(`${alias}.kind`)} = 'person'
      and ${sql.ref(`${alias}.entity_id`)} = ${on} and ${inView(alias, { ...view, valid: view.valid })}`
  const monthOf = (date: RawBuilder<unknown>) => sql`to_char(${date}, 'YYYY-MM')`
  const shift = query.fiscalStartMonth - 1
  const quarterOf = (date: RawBuilder<unknown>) =>
    sql`to_char(${date} - make_interval(months => ${sql.lit(shift)}), 'YYYY-"Q"Q')`
  return sql`
    with base as (
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
    ), figures as (
      select d.*,
        coalesce(${state('po', 'externalId')}, d.credited_id::text) as owner_key, so.name as owner_label,
        coalesce(${state('pc', 'externalId')}, d.creator_id::text) as creator_key, sc.name as creator_label,
        coalesce(${state('pm', 'externalId')}, d.manager_id::text) as manager_key, sm.name as manager_label,
        coalesce(${state('te', 'externalId')}, d.team_id::text) as team_key, ${state('te', 'name')} as team_label,
        d.office as office_key, d.office as office_label,
        coalesce(${state('ac', 'externalId')}, d.account_id::text) as account_key, ${state('ac', 'name')} as account_label,
        coalesce(${state('st', 'externalId')}, ${state('st', 'name')}) as stage_key, ${state('st', 'name')} as stage_label,
        coalesce(${state('pi', 'externalId')}, ${state('pi', 'name')}) as pipeline_key, ${state('pi', 'name')} as pipeline_label,
        coalesce(d.segment, ${state('ac', 'segment')}, d.member_segment) as segment_key,
        coalesce(d.segment, ${state('ac', 'segment')}, d.member_segment) as segment_label,
        d.source as source_key, d.source as source_label,
        ${monthOf(sql`d.period_on`)} as month_key, ${monthOf(sql`d.period_on`)} as month_label,
        ${quarterOf(sql`d.period_on`)} as quarter_key, ${quarterOf(sql`d.period_on`)} as quarter_label,
        ac.state as account_state
      from priced d
      ${externalOf('po', sql`d.credited_id`)} ${subject('so', sql`d.credited_id`)}
      ${externalOf('pc', sql`d.creator_id`)} ${subject('sc', sql`d.creator_id`)}
      ${externalOf('pm', sql`d.manager_id`)} ${subject('sm', sql`d.manager_id`)}
      ${entity('te', 'team', sql`d.team_id`)}
      ${entity('ac', 'account', sql`d.account_id`)}
      ${entity('st', 'stage', sql`d.stage_id`)}
      ${entity('pi', 'pipeline', sql`d.pipeline_id`)}
    ), filtered as (
      select f.* from figures f
      where true
        ${query.from === undefined ? sql`` : sql`and f.period_on >= ${query.from}::date`}
        ${query.to === undefined ? sql`` : sql`and f.period_on <= ${query.to}::date`}
        ${sql.join(query.filters.map(({ field, value }) => sql`and ${filter(field, value)}`), sql` `)}
    )
  `
}

function filter(field: string, value: string): RawBuilder<unknown> {
  const wanted = value.toLowerCase()
  if ((DEAL_DIMENSIONS as readonly string[]).includes(field)) {
    return sql`(lower(${sql.ref(`f.${field}_key`)}) = ${wanted} or lower(${sql.ref(`f.${field}_label`)}) = ${wanted})`
  }
  if (field === 'status' || field === 'type' || field === 'name' || field === 'currency') {
    return sql`lower(${sql.ref(`f.${field}`)}) = ${wanted}`
  }
  return sql`(lower(f.custom->>${field}) = ${wanted} or lower(f.account_state->>${field}) = ${wanted}
    or lower(f.account_state->'custom'->>${field}) = ${wanted})`
}
