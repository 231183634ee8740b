import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { DealFilter, DealGrouping, DealOrder, DealSort } from '../domain/deal/list.ts'
import type { Differs } from '../domain/deal/differs.ts'
import type { Instant, LocalDate } from '../domain/instant.ts'
import { scopesOf, type ScopeSet } from './bookings.ts'
import type { Db } from './client.ts'
import { dealFacts, type FactsQuery } from './deal-facts.ts'
import { inView } from './spans.ts'
import { teamPath } from './team-path.ts'
import { isUntouched, lastTouch } from './untouched.ts'

/** A view and how to read it; the status comes with the filter. */
export type ListQuery = Omit<FactsQuery, 'status'>

export interface ListedGroup {
  readonly key: string | null
  readonly label: string | null
  readonly count: number
  /** minor units of the organisation's currency, without the deals of a currency in `missing` */
  readonly minor: number
  /** currencies for which no rate was found */
  readonly missing: readonly string[]
  /** whether an amount was converted */
  readonly converted: boolean
  /** ids in the order of the list, each 32 hexadecimal digits, without anything between */
  readonly ids: string
}

/** Every deal of a filter, grouped and in order: the ids and what they add up to, in one answer. */
export async function orderDeals(
  db: Db,
  query: ListQuery,
  scopes: ScopeSet,
  filter: DealFilter,
  order: { readonly group: DealGrouping | null; readonly sort: DealOrder },
): Promise<ListedGroup[]> {
  const facts = { ...query, status: filter.status }
  const { key, label, rank } = grouping(order.group)
  const direction = order.sort.descending ? sql`desc nulls last` : sql`asc nulls last`
  const result = await sql<ListedGroup>`
    with recursive ${teamPath(query.orgId, query.view)}, ${dealFacts(facts)}, matched as (
      select f.deal_id, f.amount_org, f.currency_missing, f.currency_shown, ${key} as key, ${label} as label, ${rank} as rank,
        ${sorting(order.sort.by)} as sorted
      from priced f ${scopesOf(scopes)} ${joins(query)}
      ${order.sort.by === 'touched' ? lastTouch(query, sql`f.deal_id`) : sql``}
      where ${sql.join(conditions(filter, facts), sql` and `)}
    )
    select m.key, min(m.label) as label, count(*)::int as count, coalesce(sum(m.amount_org), 0)::bigint as minor,
      coalesce(array_agg(distinct m.currency_missing) filter (where m.currency_missing is not null), '{}') as missing,
      coalesce(bool_or(m.currency_shown <> ${query.currency} and m.amount_org is not null), false) as converted,
      string_agg(replace(m.deal_id::text, '-', ''), '' order by m.sorted ${direction}, m.deal_id) as ids
    from matched m
    group by m.key
    order by min(m.rank) nulls last, min(m.label) nulls last, m.key
  `.execute(db)
  return result.rows
}

export interface DealListRow {
  readonly id: string
  readonly name: string | null
  readonly status: 'open' | 'won' | 'lost'
  readonly accountId: string | null
  readonly account: string | null
  readonly pipelineId: string | null
  readonly stageId: string | null
  readonly stage: string | null
  readonly ownerId: string | null
  /** whom the deal counts for: of a decided one the owner at the outcome */
  readonly creditedId: string | null
  readonly owner: string | null
  readonly teamId: string | null
  readonly team: string | null
  /** minor units of `currency`; of a loss the last amount above 0 */
  readonly amount: number | null
  readonly currency: string
  /** minor units of the organisation's currency; null without an amount or a rate */
  readonly amountOrg: number | null
  readonly closeDate: LocalDate | null
  readonly outcomeDate: LocalDate | null
  readonly createdDate: LocalDate
  readonly nextStep: string | null
  readonly nextStepDate: LocalDate | null
  readonly reason: string | null
  readonly type: string | null
  readonly source: string | null
  readonly segment: string | null
  readonly lastTouch: Instant | null
  readonly differs: Differs
  readonly reconstructed: boolean
}

/** Deals by id, in the order of the ids; one that the view does not have is left out. */
export async function readDealRows(
  db: Db,
  query: ListQuery & { readonly status: DealFilter['status'] },
  ids: readonly string[],
): Promise<DealListRow[]> {
  if (ids.length === 0) return []
  const result = await sql<DealListRow>`
    with ${dealFacts(query)}
    select f.deal_id as id, coalesce(f.name, f.external_id) as name, f.status, f.account_id as "accountId",
      ac.state->>'name' as account, f.pipeline_id as "pipelineId", f.stage_id as "stageId", st.state->>'name' as stage,
      f.owner_id as "ownerId", f.credited_id as "creditedId", o.name as owner, f.team_id as "teamId",
      te.state->>'name' as team, f.amount_shown as amount, f.currency_shown as currency, f.amount_org as "amountOrg",
      f.close_date as "closeDate", f.outcome_on as "outcomeDate", f.created_on as "createdDate",
      f.next_step as "nextStep", f.next_step_date as "nextStepDate", f.reason, f.type, f.source, f.segment, touch.at as "lastTouch", f.differs, f.reconstructed
    from priced f ${joins(query)} ${lastTouch(query, sql`f.deal_id`)}
    where f.deal_id = any(${[...ids]}::uuid[])
  `.execute(db)
  const found = new Map(result.rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => found.get(id) ?? [])
}

function joins({ view }: ListQuery): RawBuilder<unknown> {
  const entity = (alias: string, kind: string, id: RawBuilder<unknown>) => sql`
    left join span ${sql.raw(alias)} on ${sql.ref(`${alias}.org_id`)} = f.org_id and ${sql.ref(`${alias}.kind`)} = ${sql.lit(kind)}
      and ${sql.ref(`${alias}.entity_id`)} = ${id} and ${inView(alias, view)}`
  return sql`
    left join subject o on o.org_id = f.org_id and o.id = f.credited_id
    ${entity('ac', 'account', sql`f.account_id`)}
    ${entity('st', 'stage', sql`f.stage_id`)}
    ${entity('pi', 'pipeline', sql`f.pipeline_id`)}
    ${entity('te', 'team', sql`f.team_id`)}`
}

/** The day a deal is expected to close on, or was decided. */
const CLOSES = sql`coalesce(f.outcome_on, f.close_date)`
/** The day by which something is due: the next step where it has a date, else the deal itself. */
const DUE = sql`coalesce(f.next_step_date, f.close_date)`
const SEGMENT = sql`coalesce(f.segment, ac.state->>'segment', f.member_segment)`
const STAGE_RANK = sql`coalesce((pi.state->>'order')::int, 0) * 1000 + coalesce((st.state->>'order')::int, 0)`

function grouping(group: DealGrouping | null): Record<'key' | 'label' | 'rank', RawBuilder<unknown>> {
  const rank = sql`null::int`
  switch (group) {
    case null:
      return { key: sql`null::text`, label: sql`null::text`, rank }
    case 'owner':
      return { key: sql`f.credited_id::text`, label: sql`o.name`, rank }
    case 'team':
      return { key: sql`f.team_id::text`, label: sql`te.state->>'name'`, rank }
    case 'stage':
      return { key: sql`f.stage_id::text`, label: sql`st.state->>'name'`, rank: STAGE_RANK }
    case 'month':
      return { key: sql`to_char(${CLOSES}, 'YYYY-MM')`, label: sql`to_char(${CLOSES}, 'YYYY-MM')`, rank }
  }
}

function sorting(by: DealSort): RawBuilder<unknown> {
  switch (by) {
    case 'name':
      return sql`lower(coalesce(f.name, f.external_id))`
    case 'account':
      return sql`lower(ac.state->>'name')`
    case 'stage':
      return STAGE_RANK
    case 'owner':
      return sql`lower(o.name)`
    case 'amount':
      return sql`f.amount_org`
    case 'close':
      return CLOSES
    case 'due':
      return DUE
    case 'created':
      return sql`f.created_at`
    case 'touched':
      return sql`touch.at`
  }
}

function conditions(filter: DealFilter, query: FactsQuery): RawBuilder<unknown>[] {
  const among = (column: RawBuilder<unknown>, values: readonly string[]) =>
    values.length === 0 ? [] : [sql`${column} = any(${[...values]}::text[])`]
  const persons = filter.owners.filter((owner) => owner !== 'none')
  const ownerless = persons.length < filter.owners.length
  return [
    sql`true`,
    ...(filter.text === null ? [] : [matches(filter.text)]),
    ...among(sql`f.stage_id::text`, filter.stages),
    ...(filter.owners.length === 0
      ? []
      : [sql`(f.credited_id::text = any(${persons}::text[]) or (${ownerless} and f.credited_id is null))`]),
    ...among(sql`f.team_id::text`, filter.teams),
    ...among(sql`f.pipeline_id::text`, filter.pipelines),
    ...among(SEGMENT, filter.segments),
    ...among(sql`f.source`, filter.sources),
    ...among(sql`f.type`, filter.types),
    ...among(sql`f.account_id::text`, filter.accounts),
    ...(filter.from === null ? [] : [sql`${CLOSES} >= ${filter.from}::date`]),
    ...(filter.to === null ? [] : [sql`${CLOSES} <= ${filter.to}::date`]),
    ...(filter.min === null ? [] : [sql`f.amount_org >= ${filter.min}`]),
    ...(filter.max === null ? [] : [sql`f.amount_org <= ${filter.max}`]),
    ...filter.custom.map(({ field, value }) => sql`lower(f.custom->>${field}) = ${value.toLowerCase()}`),
    ...(filter.differs ? [sql`f.differs <> '{}'::jsonb`] : []),
    ...(filter.overdue ? [sql`${DUE} < ${query.asOfDate}::date`] : []),
    ...(filter.untouchedDays === null ? [] : [isUntouched('f', query, filter.untouchedDays)]),
    ...(filter.reconstructed ? [sql`f.reconstructed`] : []),
  ]
}

/** Every word occurs somewhere in the name, the account or the next step; or it is the id in the source. */
function matches(text: string): RawBuilder<unknown> {
  const words = text.toLowerCase().split(/\s+/)
  const haystack = sql`lower(concat_ws(' ', f.name, ac.state->>'name', f.next_step))`
  const found = sql.join(
    words.map((word) => sql`position(${word} in ${haystack}) > 0`),
    sql` and `,
  )
  return sql`((${found}) or lower(f.external_id) = ${text.toLowerCase()})`
}
