import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Instant, LocalDate } from '../domain/instant.ts'
import type { Scope, ScopeKind } from '../domain/scope.ts'
import { at } from './at.ts'
import type { Db } from './client.ts'
import { dealFacts, type FactsQuery } from './deal-facts.ts'
import { inView, knownIn } from './spans.ts'
import { teamPath } from './team-path.ts'

/** Scopes of one kind. */
export interface ScopeSet {
  readonly kind: ScopeKind
  readonly ids: readonly string[]
}

/** A view and how to read it; the status is decided by what is asked. */
export type FiguresQuery = Omit<FactsQuery, 'status'>

export interface DayRange {
  readonly from: LocalDate
  readonly to: LocalDate
}

export interface DayBookings {
  readonly kind: ScopeKind
  readonly id: string
  readonly date: LocalDate
  /** minor units of the organisation's currency; without the deals of a currency in `missing` */
  readonly minor: number
  /** currencies for which no rate was found */
  readonly missing: readonly string[]
}

/**
 * What was won per scope and local day. A team includes its sub-teams, both as they stood at the moment of the
 * outcome, so a deal may count for several teams; the company includes deals without a credited person.
 */
export async function dailyBookings(
  db: Db,
  query: FiguresQuery,
  scopes: readonly Scope[],
  { from, to }: DayRange,
): Promise<DayBookings[]> {
  if (scopes.length === 0) return []
  const kinds = Map.groupBy(scopes, (scope) => scope.kind)
  const credits = [...kinds].map(
    ([kind, some]) => sql`
    select ${kind}::text as kind, s.id, b.period_on, b.amount_org, b.currency_missing
    from booked b ${scopesOf({ kind, ids: some.map(({ id }) => id) }, 'b')}`,
  )
  // the facts are worked out once, whatever is credited with them
  const result = await sql<DayBookings>`
    with recursive ${teamPath(query.orgId, query.view)}, ${dealFacts({ ...query, status: 'won' })}, booked as materialized (
      select f.credited_id, f.credited_at, f.team_id, f.office, f.period_on, f.amount_org, f.currency_missing
      from priced f
      where f.period_on between ${from}::date and ${to}::date and ${countsAsBooking(query)}
    ), credit as (${sql.join(credits, sql` union all `)})
    select c.kind, c.id, c.period_on as date, coalesce(sum(c.amount_org), 0)::bigint as minor,
      coalesce(array_agg(distinct c.currency_missing) filter (where c.currency_missing is not null), '{}') as missing
    from credit c
    group by c.kind, c.id, c.period_on
    order by c.kind, c.id, c.period_on
  `.execute(db)
  return result.rows
}

export interface WonRow {
  readonly dealId: string
  /** of the deal, else of its account, else the source's id */
  readonly name: string | null
  readonly ownerId: string | null
  readonly owner: string | null
  /** as the deal has it, in `currency` */
  readonly amount: number | null
  readonly currency: string
  /** in the organisation's currency: what `dailyBookings` adds up; null where amount or rate is missing */
  readonly booked: number | null
  readonly date: LocalDate
  /** the moment of the outcome */
  readonly wonAt: Instant
}

/** The deals behind `dailyBookings`, newest first. `since` leaves out what was won at or before an instant. */
export async function wonDeals(
  db: Db,
  query: FiguresQuery,
  scopes: ScopeSet,
  filter: Partial<DayRange> & { since?: Instant; limit: number },
): Promise<WonRow[]> {
  const result = await sql<WonRow>`
    with recursive ${teamPath(query.orgId, query.view)}, ${dealFacts({ ...query, status: 'won' })}
    select f.deal_id as "dealId", coalesce(f.name, a.state->>'name', f.external_id) as name, f.credited_id as "ownerId", o.name as owner, f.amount_shown as amount,
      f.currency_shown as currency, f.amount_org as booked, f.period_on as date, f.status_since as "wonAt"
    from priced f ${scopesOf(scopes)}
    left join subject o on o.org_id = f.org_id and o.id = f.credited_id
    left join span a on a.org_id = f.org_id and a.kind = 'account' and a.entity_id = f.account_id and ${inView('a', query.view)}
    where ${countsAsBooking(query)}
      ${filter.from === undefined ? sql`` : sql`and f.period_on >= ${filter.from}::date`}
      ${filter.to === undefined ? sql`` : sql`and f.period_on <= ${filter.to}::date`}
      ${filter.since === undefined ? sql`` : sql`and f.status_since > ${at(filter.since)}`}
    order by f.period_on desc, f.status_since desc, f.deal_id desc
    limit ${filter.limit}
  `.execute(db)
  return result.rows
}

export interface ClosingRow {
  readonly dealId: string
  readonly name: string | null
  readonly account: string | null
  readonly owner: string | null
  readonly stage: string | null
  readonly amount: number | null
  readonly currency: string
  readonly closeDate: LocalDate
}

/** Open deals that are due in a period, largest first. */
export async function closingDeals(
  db: Db,
  query: FiguresQuery,
  scopes: ScopeSet,
  { from, to }: DayRange,
  limit: number,
): Promise<{ readonly deals: ClosingRow[]; readonly total: number }> {
  const result = await sql<ClosingRow & { total: number }>`
    with recursive ${teamPath(query.orgId, query.view)}, ${dealFacts({ ...query, status: 'open' })}
    select f.deal_id as "dealId", coalesce(f.name, f.external_id) as name, a.state->>'name' as account, o.name as owner,
      st.state->>'name' as stage, f.amount_shown as amount, f.currency_shown as currency, f.close_date as "closeDate",
      (count(*) over ())::int as total
    from priced f ${scopesOf(scopes)}
    left join subject o on o.org_id = f.org_id and o.id = f.credited_id
    left join span a on a.org_id = f.org_id and a.kind = 'account' and a.entity_id = f.account_id and ${inView('a', query.view)}
    left join span st on st.org_id = f.org_id and st.kind = 'stage' and st.entity_id = f.stage_id and ${inView('st', query.view)}
    where f.period_on between ${from}::date and ${to}::date and ${countsAsBooking(query)}
    order by f.amount_org desc nulls last, f.close_date, f.deal_id
    limit ${limit}
  `.execute(db)
  const deals = result.rows.map(({ total: _, ...deal }) => deal)
  return { deals, total: result.rows[0]?.total ?? 0 }
}

/**
 * Amount of the open deals that are due in a period, each times its stage's probability; null where one that has an
 * amount is in a stage without probability. `missing` names the currencies for which no rate was found.
 */
export async function openWeighted(
  db: Db,
  query: FiguresQuery,
  scopes: ScopeSet,
  { from, to }: DayRange,
): Promise<{ readonly minor: number | null; readonly missing: readonly string[] }> {
  const result = await sql<{ minor: number | null; missing: string[] }>`
    with recursive ${teamPath(query.orgId, query.view)}, ${dealFacts({ ...query, status: 'open' })}
    select
      case when bool_or(f.amount_org is not null and st.state->>'probability' is null) then null
        else coalesce(round(sum(f.amount_org * (st.state->>'probability')::numeric)), 0)::bigint end as minor,
      coalesce(array_agg(distinct f.currency_missing) filter (where f.currency_missing is not null), '{}') as missing
    from priced f ${scopesOf(scopes)}
    left join span st on st.org_id = f.org_id and st.kind = 'stage' and st.entity_id = f.stage_id and ${inView('st', query.view)}
    where f.period_on between ${from}::date and ${to}::date and ${countsAsBooking(query)}
  `.execute(db)
  return result.rows[0]!
}

/** The first local day of which deals are known in a view; null without deals. */
export async function firstDealDay(db: Db, { orgId, view, zone }: FiguresQuery): Promise<LocalDate | null> {
  const known = sql`s.org_id = ${orgId} and s.created_at > '-infinity' and s.created_at < 'infinity'
    and s.valid_from <= ${at(view.valid)} and ${knownIn('s', view)}`
  const first = await sql<{ at: Instant }>`
    select s.created_at as at from deal_span s where ${known} order by s.created_at limit 1
  `.execute(db)
  if (first.rows[0] === undefined) return null
  // a local day can come before that of an earlier moment, but not by more than the zones of the world lie apart
  const { rows } = await sql<{ day: LocalDate }>`
    select min(coalesce(s.created_date, (s.created_at at time zone ${zone})::date)) as day
    from deal_span s where ${known} and s.created_at < ${at(first.rows[0].at + 3 * 86_400_000)}
  `.execute(db)
  return rows[0]!.day
}

/** Joins each deal to the scopes that it counts for, as `s.id`. */
export function scopesOf({ kind, ids }: ScopeSet, deal = 'f'): RawBuilder<unknown> {
  const among = (id: RawBuilder<unknown>) => sql`${id} = any(${[...ids]}::text[])`
  const column = (name: string) => sql.ref(`${deal}.${name}`)
  switch (kind) {
    case 'company':
      return sql`cross join (select 'all' as id) s`
    case 'office':
      return sql`join lateral (select ${column('office')} as id) s on ${among(sql`s.id`)}`
    case 'person':
      return sql`join lateral (select ${column('credited_id')}::text as id) s on ${among(sql`s.id`)}`
    case 'team':
      return sql`
        join (
          select p.team_id, p.ancestor_id::text as id, p.valid_from, p.valid_to from team_path p where ${among(sql`p.ancestor_id::text`)}
        ) s on s.team_id = ${column('team_id')} and s.valid_from <= ${column('credited_at')} and s.valid_to > ${column('credited_at')}`
  }
}

/** Pipelines of renewals or onboarding may be set not to count. */
function countsAsBooking({ view }: FiguresQuery): RawBuilder<unknown> {
  return sql`not exists (
    select 1 from span pi
    where pi.org_id = f.org_id and pi.kind = 'pipeline' and pi.entity_id = f.pipeline_id and ${inView('pi', view)}
      and pi.state->>'countsAsBookings' = 'false'
  )`
}
