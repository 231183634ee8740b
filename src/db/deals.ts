import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { DEAL_DIMENSIONS, type DealDimension } from '../domain/deal/selection.ts'
import type { FieldFilter } from '../domain/field-filter.ts'
import type { LocalDate } from '../domain/instant.ts'
import type { Db } from './client.ts'
import type { FactsQuery } from './deal-facts.ts'
import { dealFacts } from './deal-facts.ts'
import { inView } from './spans.ts'

export interface FieldsQuery extends FactsQuery {
  /** 1 to 12 */
  readonly fiscalStartMonth: number
}

export interface DealsQuery extends FieldsQuery {
  readonly from?: LocalDate
  readonly to?: LocalDate
  /** by dimension, deal column or custom field; key or label match */
  readonly filters: readonly FieldFilter[]
}

export interface DealGroup {
  readonly key: string | null
  /** whose figures they are, grouped by owner or creator */
  readonly personId: string | null
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
  const person =
    { owner: sql`min(f.credited_id::text)`, creator: sql`min(f.creator_id::text)` }[by as string] ?? sql`null`
  const result = await sql<DealGroup>`
    ${figures(query)}
    select ${key} as key, ${person} as "personId", min(${label}) as label, count(*)::int as count,
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

/** The facts of `dealFields` with the filters applied. */
function figures(query: DealsQuery): RawBuilder<unknown> {
  return sql`
    with ${dealFields(query)}, filtered as (
      select f.* from figures f
      where true
        ${query.from === undefined ? sql`` : sql`and f.period_on >= ${query.from}::date`}
        ${query.to === undefined ? sql`` : sql`and f.period_on <= ${query.to}::date`}
        ${sql.join(
          query.filters.map((one) => sql`and ${matchesFilter(one)}`),
          sql` `,
        )}
    )
  `
}

/** Common table expressions, the last one named `figures`: `dealFacts` with every dimension's key and label. */
export function dealFields(query: FieldsQuery): RawBuilder<unknown> {
  const { view } = query
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
    ${dealFacts(query)}, figures as (
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
    )
  `
}

/** Whether a row `f` of `dealFields` has the value that a filter asks for; null where the field is empty. */
export function matchesFilter({ field, value }: FieldFilter): RawBuilder<boolean> {
  const wanted = value.toLowerCase()
  if ((DEAL_DIMENSIONS as readonly string[]).includes(field)) {
    return sql<boolean>`(lower(${sql.ref(`f.${field}_key`)}) = ${wanted} or lower(${sql.ref(`f.${field}_label`)}) = ${wanted})`
  }
  if (field === 'status' || field === 'type' || field === 'name' || field === 'currency') {
    return sql<boolean>`lower(${sql.ref(`f.${field}`)}) = ${wanted}`
  }
  return sql<boolean>`(lower(f.custom->>${field}) = ${wanted} or lower(f.account_state->>${field}) = ${wanted}
    or lower(f.account_state->'custom'->>${field}) = ${wanted})`
}
