import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { DateRange } from '../domain/calendar/local-date.ts'
import type { Case, EndsGroup } from '../domain/changes/waterfall.ts'
import type { FieldFilter } from '../domain/field-filter.ts'
import type { LocalDate } from '../domain/instant.ts'
import type { Scope } from '../domain/scope.ts'
import type { Db } from './client.ts'
import { dealFields, type FieldsQuery, matchesFilter } from './deals.ts'
import { teamPath } from './team-path.ts'

/** One end of a comparison: a view and how it is read. */
export type EndQuery = Omit<FieldsQuery, 'status'>

export interface ChangesQuery {
  readonly opening: EndQuery
  readonly closing: EndQuery
  readonly scope: Scope
  /** days in which a deal in scope closes; null for all, also without a close date */
  readonly closingIn: DateRange | null
  readonly filters: readonly FieldFilter[]
}

export interface EndsGroups {
  readonly groups: readonly EndsGroup[]
  /** currencies of deals that count somewhere and for which no rate was found */
  readonly missing: readonly string[]
}

/** Deals by where they stand at both ends, added up; those that stand in nothing are left out. */
export async function groupEnds(db: Db, query: ChangesQuery): Promise<EndsGroups> {
  const result = await sql<EndsGroup & { readonly missing: readonly string[] }>`
    with ${ends(query)}
    select e.opening, e.closing, e.direction, count(*)::int as count,
      sum(e.opening_amount)::bigint as "openingAmount", sum(e.closing_amount)::bigint as "closingAmount",
      coalesce(array_agg(distinct e.opening_missing) filter (where e.opening_missing is not null and e.opening = 'in'), '{}')
        || coalesce(array_agg(distinct e.closing_missing) filter (where e.closing_missing is not null
          and e.closing in ('in', 'won', 'lost', 'won-outside') and not (e.opening = 'in' and e.closing = 'lost')), '{}') as missing
    from ends e
    where e.opening = 'in' or e.closing = 'in' or (e.opening in ('absent', 'elsewhere', 'other-time') and e.closing in ('won', 'lost'))
    group by e.opening, e.closing, e.direction
    order by e.opening, e.closing, e.direction
  `.execute(db)
  return {
    groups: result.rows.map(({ missing: _, ...group }) => group),
    missing: [...new Set(result.rows.flatMap((row) => row.missing))].toSorted(),
  }
}

/** A deal of one part of a waterfall; amounts in minor units of the organisation's currency, null where it has none. */
export interface ChangedDeal {
  readonly dealId: string
  readonly name: string
  readonly account: string | null
  /** what it gives to the part */
  readonly given: number
  /** null where the deal is absent at that end */
  readonly opening: DealEnd | null
  readonly closing: DealEnd | null
}

export interface DealEnd {
  readonly status: 'open' | 'won' | 'lost'
  readonly amount: number | null
  readonly closeDate: LocalDate | null
  readonly stage: string | null
  readonly owner: string | null
}

export interface ChangedDeals {
  readonly deals: readonly ChangedDeal[]
  /** of all deals of the part, not only of this page */
  readonly count: number
  readonly amount: number
}

/** The deals that stand in one part of a waterfall, the largest first; with `dealId` that one alone. */
export async function listChanged(
  db: Db,
  query: ChangesQuery,
  cases: readonly Case[],
  page: { readonly offset: number; readonly limit: number; readonly dealId?: string | undefined },
): Promise<ChangedDeals> {
  const result = await sql<ChangedDeal & { readonly count: number; readonly total: number }>`
    with ${ends(query)}, counted as (
      select e.*, case k.takes when 'opening' then e.opening_amount when 'closing' then e.closing_amount
        else abs(e.closing_amount - e.opening_amount) end as given
      from ends e
      join (values ${sql.join(
        cases.map(
          (one) => sql`(${one.opening}::text, ${one.closing}::text, ${one.direction}::int, ${one.takes}::text)`,
        ),
      )}) as k (opening, closing, direction, takes)
        on k.opening = e.opening and k.closing = e.closing and k.direction = e.direction
      ${page.dealId === undefined ? sql`` : sql`where e.deal_id = ${page.dealId}`}
    ), totals as (select count(*)::int as count, coalesce(sum(given), 0)::bigint as total from counted)
    select t.count, t.total, c.deal_id as "dealId", c.given::bigint as given,
      coalesce(c.closing_row->>'name', c.opening_row->>'name', c.deal_id::text) as name,
      coalesce(c.closing_row->>'account', c.opening_row->>'account') as account,
      c.opening_row->'end' as opening, c.closing_row->'end' as closing
    from totals t
    left join lateral (
      select * from counted order by given desc, deal_id offset ${page.offset} limit ${page.limit}
    ) c on true
    order by c.given desc, c.deal_id
  `.execute(db)
  const { count = 0, total = 0 } = result.rows[0] ?? {}
  // the one row without a deal says that there are none, or none on this page
  const rows = result.rows.filter((row) => row.dealId !== null)
  return { deals: rows.map(({ count: _, total: __, ...deal }) => deal), count, amount: total }
}

/** Common table expressions, the last one named `ends`: every deal that exists at either end, and where it stands. */
function ends(query: ChangesQuery): RawBuilder<unknown> {
  return sql`
    opening_end as (${end(query, query.opening)}), closing_end as (${end(query, query.closing)}), ends as (
      select coalesce(c.deal_id, o.deal_id) as deal_id,
        coalesce(o.standing, 'absent') as opening, coalesce(c.standing, 'absent') as closing,
        coalesce(o.amount, 0) as opening_amount, coalesce(c.amount, 0) as closing_amount,
        sign(coalesce(c.amount, 0) - coalesce(o.amount, 0))::int as direction,
        o.missing as opening_missing, c.missing as closing_missing, o.details as opening_row, c.details as closing_row
      from opening_end o full join closing_end c on c.deal_id = o.deal_id
    )`
}

function end({ scope, closingIn, filters }: ChangesQuery, query: EndQuery): RawBuilder<unknown> {
  const matches = sql.join([inScope(scope), ...filters.map(matchesFilter)], sql` and `)
  const due =
    closingIn === null ? sql`true` : sql`f.close_date between ${closingIn.from}::date and ${closingIn.to}::date`
  const paths = scope.kind === 'team' ? sql`recursive ${teamPath(query.orgId, query.view)},` : sql``
  return sql`
    with ${paths} ${dealFields({ ...query, status: 'end' })}
    select f.deal_id,
      case
        when f.status = 'open' and (${matches}) and ${due} then 'in'
        when f.status = 'open' and (${matches}) then 'other-time'
        when f.status = 'open' then 'elsewhere'
        when (${matches}) and ${due} then f.status
        else f.status || '-outside'
      end as standing,
      f.amount_org as amount, f.currency_missing as missing,
      json_build_object('name', coalesce(f.name, f.account_label, f.external_id), 'account', f.account_label,
        'end', json_build_object('status', f.status, 'amount', f.amount_org, 'closeDate', f.close_date,
          'stage', f.stage_label, 'owner', f.owner_label)) as details
    from figures f`
}

/** Whether a deal `f` counts for a scope; a team includes its sub-teams, both as they stood at the moment of credit. */
function inScope({ kind, id }: Scope): RawBuilder<boolean> {
  switch (kind) {
    case 'company':
      return sql<boolean>`true`
    case 'office':
      return sql<boolean>`f.office = ${id}`
    case 'person':
      return sql<boolean>`f.credited_id::text = ${id}`
    case 'team':
      return sql<boolean>`exists (
        select 1 from team_path p
        where p.team_id = f.team_id and p.ancestor_id::text = ${id} and p.valid_from <= f.credited_at and p.valid_to > f.credited_at
      )`
  }
}
