import { type RawBuilder, sql } from 'kysely'
import type { LocalDate } from '../domain/instant.ts'
import type { Scope } from '../domain/scope.ts'
import type { FiguresQuery } from './bookings.ts'
import type { Db } from './client.ts'
import { dealFacts, isWithin } from './deal-facts.ts'
import { inView } from './spans.ts'
import { teamPath } from './team-path.ts'
import { isTouch } from './untouched.ts'

export const ACCOUNT_SORTS = ['name', 'owner', 'kind', 'open', 'deals', 'won', 'touch'] as const
export type AccountSort = (typeof ACCOUNT_SORTS)[number]

export interface AccountsFilter {
  /** whose accounts: by their owner, a team with its sub-teams as they stand in the view */
  readonly scope: Scope
  readonly text: string | null
  readonly kind: string | null
  /** these alone */
  readonly ids?: readonly string[]
}

/** An account with what it adds up to; amounts in minor units of the organisation's currency. */
export interface AccountRow {
  readonly id: string
  readonly name: string
  readonly kind: string | null
  readonly ownerId: string | null
  readonly owner: string | null
  readonly parentId: string | null
  readonly parent: string | null
  readonly openCount: number
  /** at plan rates */
  readonly open: number
  readonly wonCount: number
  /** at booking-day rates */
  readonly won: number
  /** local date in the organisation's zone */
  readonly lastTouch: LocalDate | null
  /** currencies without a rate: what they would add is left out */
  readonly missing: readonly string[]
}

export interface AccountPage {
  readonly rows: readonly AccountRow[]
  /** of all accounts that pass the filter */
  readonly count: number
  readonly open: number
  readonly won: number
}

interface PageQuery {
  readonly sort: AccountSort
  readonly descending: boolean
  readonly offset: number
  readonly limit: number
}

/** Accounts of a view, a page of them, and what all of them add up to. */
export async function listAccounts(
  db: Db,
  query: FiguresQuery,
  filter: AccountsFilter,
  { sort, descending, offset, limit }: PageQuery,
): Promise<AccountPage> {
  const by = {
    name: 'name',
    owner: 'owner',
    kind: 'kind',
    open: 'open',
    deals: 'openCount',
    won: 'won',
    touch: 'lastTouch',
  }
  const column = sql.ref(by[sort])
  const text = sort === 'name' || sort === 'owner' || sort === 'kind' ? sql`lower(${column})` : column
  const result = await sql<AccountRow & { total: number; sumOpen: number; sumWon: number }>`
    with recursive ${teamPath(query.orgId, query.view)}, ${accountFigures(query)}, listed as (
      select * from account_figures l where ${passes(query, filter)}
    ), totals as (
      select count(*)::int as total, coalesce(sum(open), 0)::bigint as "sumOpen", coalesce(sum(won), 0)::bigint as "sumWon"
      from listed
    )
    select t.*, l.* from totals t left join lateral (
      select * from listed order by ${text} ${descending ? sql`desc` : sql`asc`} nulls last, lower(name), id
      offset ${offset} limit ${limit}
    ) l on true
  `.execute(db)
  const [first] = result.rows
  return {
    rows: result.rows.filter((row) => row.id !== null).map(({ total: _, sumOpen: __, sumWon: ___, ...row }) => row),
    count: first?.total ?? 0,
    open: first?.sumOpen ?? 0,
    won: first?.sumWon ?? 0,
  }
}

/** The accounts above and below one, itself among them; parents before their children. */
export async function accountFamily(
  db: Db,
  query: FiguresQuery,
  accountId: string,
): Promise<(AccountRow & { readonly depth: number })[]> {
  const { orgId, view } = query
  const parentOf = sql`(a.state->>'parentId')::uuid`
  const result = await sql<AccountRow & { readonly depth: number }>`
    with recursive up (id, passed) as (
      select ${accountId}::uuid, array[${accountId}::uuid]
      union all
      select ${parentOf}, u.passed || ${parentOf}
      from up u join span a on a.org_id = ${orgId} and a.kind = 'account' and a.entity_id = u.id and ${inView('a', view)}
      where ${parentOf} is not null and ${parentOf} <> all (u.passed)
    ), top as (select id from up order by cardinality(passed) desc limit 1),
    down (id, depth, sorted, passed) as (
      select t.id, 0, array[''::text], array[t.id] from top t
      union all
      select a.entity_id, d.depth + 1, d.sorted || (lower(a.state->>'name') || a.entity_id::text), d.passed || a.entity_id
      from down d join span a on a.org_id = ${orgId} and a.kind = 'account' and ${parentOf} = d.id and ${inView('a', view)}
      where a.entity_id <> all (d.passed)
    ), ${accountFigures(query)}
    select l.*, d.depth from down d join account_figures l on l.id = d.id order by d.sorted
  `.execute(db)
  return result.rows
}

/** Common table expressions, the last one named `account_figures`: every account of the view with its figures. */
function accountFigures(query: FiguresQuery): RawBuilder<unknown> {
  const { orgId, view, zone } = query
  const sums = (name: string, from: string) => sql`
    ${sql.ref(name)} as (
      select f.account_id, count(*)::int as n, coalesce(sum(f.amount_org), 0)::bigint as minor,
        coalesce(array_agg(distinct f.currency_missing) filter (where f.currency_missing is not null), '{}') as missing
      from ${sql.ref(from)} f where f.account_id is not null group by f.account_id
    )`
  return sql`
    ${dealFacts({ ...query, status: 'open' }, { prefix: 'open_' })},
    ${dealFacts({ ...query, status: 'won' }, { prefix: 'won_' })},
    ${sums('open_sums', 'open_priced')}, ${sums('won_sums', 'won_priced')},
    touched as (
      select coalesce(a.account_id, s.account_id, (c.state->>'accountId')::uuid) as account_id,
        max(coalesce(a.at_date, (a.at at time zone ${zone})::date)) as day
      from activity a
      left join deal_span s on s.org_id = a.org_id and s.deal_id = a.deal_id and ${inView('s', view)}
      left join span c on c.org_id = a.org_id and c.kind = 'contact' and c.entity_id = a.contact_id and ${inView('c', view)}
      where a.org_id = ${orgId} and ${isTouch('a', view)}
      group by 1
    ), account_figures as (
      select a.entity_id as id, a.state->>'name' as name, a.state->>'type' as kind,
        (a.state->>'ownerId')::uuid as "ownerId", o.name as owner,
        (a.state->>'parentId')::uuid as "parentId", p.state->>'name' as parent,
        coalesce(os.n, 0) as "openCount", coalesce(os.minor, 0)::bigint as open,
        coalesce(ws.n, 0) as "wonCount", coalesce(ws.minor, 0)::bigint as won, t.day as "lastTouch",
        coalesce(os.missing, '{}') || coalesce(ws.missing, '{}') as missing
      from span a
      left join subject o on o.org_id = a.org_id and o.id = (a.state->>'ownerId')::uuid
      left join span p on p.org_id = a.org_id and p.kind = 'account' and p.entity_id = (a.state->>'parentId')::uuid and ${inView('p', view)}
      left join open_sums os on os.account_id = a.entity_id
      left join won_sums ws on ws.account_id = a.entity_id
      left join touched t on t.account_id = a.entity_id
      where a.org_id = ${orgId} and a.kind = 'account' and ${inView('a', view)}
        and ${accountWithin(query, sql`a.entity_id`, sql`(a.state->>'ownerId')::uuid`)}
    )`
}

/** Whether an account lies within the reach of a query: its owner does, or a deal with it. */
export function accountWithin(
  { orgId, view, reach }: Pick<FiguresQuery, 'orgId' | 'view' | 'reach'>,
  accountId: RawBuilder<unknown>,
  ownerId: RawBuilder<unknown>,
): RawBuilder<boolean> {
  if (reach == null) return sql<boolean>`true`
  return sql<boolean>`(
    exists (
      select 1 from (select ${ownerId} as id) ow
      left join membership_span om on om.org_id = ${orgId} and om.person_id = ow.id and ${inView('om', view)}
      where ${isWithin(reach, sql`ow.id`, sql`om.team_id`)}
    ) or exists (
      select 1 from deal_span ad
      left join membership_span om on om.org_id = ad.org_id and om.person_id = ad.owner_id and ${inView('om', view)}
      where ad.org_id = ${orgId} and ad.account_id = ${accountId} and ${inView('ad', view)}
        and ${isWithin(reach, sql`ad.owner_id`, sql`om.team_id`)}
    )
  )`
}

function passes({ orgId, view }: FiguresQuery, { scope, text, kind, ids }: AccountsFilter): RawBuilder<boolean> {
  const owner = (where: RawBuilder<unknown>) => sql`exists (
    select 1 from membership_span m
    left join span te on te.org_id = m.org_id and te.kind = 'team' and te.entity_id = m.team_id and ${inView('te', view)}
    where m.org_id = ${orgId} and m.person_id = l."ownerId" and ${inView('m', view)} and ${where}
  )`
  const within = {
    company: sql`true`,
    person: sql`l."ownerId"::text = ${scope.id}`,
    office: owner(sql`coalesce(m.office, te.state->>'office') = ${scope.id}`),
    team: owner(sql`m.team_id in (select p.team_id from team_path p where p.ancestor_id::text = ${scope.id})`),
  }[scope.kind]
  return sql<boolean>`${within}
    and (${text}::text is null or strpos(lower(l.name), lower(${text})) > 0)
    and (${kind}::text is null or lower(l.kind) = lower(${kind}))
    and (${ids === undefined} or l.id = any(${[...(ids ?? [])]}::uuid[]))`
}

export interface AccountDeal {
  readonly id: string
  readonly name: string | null
  readonly accountId: string
  readonly account: string | null
  readonly stage: string | null
  readonly owner: string | null
  readonly amount: number | null
  readonly currency: string
  /** in the organisation's currency; null where amount or rate is missing */
  readonly amountOrg: number | null
  readonly missing: string | null
  /** the expected close of an open deal, else the outcome */
  readonly on: LocalDate | null
}

/** The deals of accounts that are open, won or lost in the view, the largest first. */
export async function accountDeals(
  db: Db,
  query: FiguresQuery,
  accountIds: readonly string[],
  status: 'open' | 'won' | 'lost',
): Promise<AccountDeal[]> {
  const { view } = query
  const result = await sql<AccountDeal>`
    with ${dealFacts({ ...query, status })}
    select f.deal_id as id, coalesce(f.name, f.external_id) as name, f.account_id as "accountId", a.state->>'name' as account,
      st.state->>'name' as stage, o.name as owner, f.amount_shown as amount, f.currency_shown as currency,
      f.amount_org::bigint as "amountOrg", f.currency_missing as missing, f.period_on as "on"
    from priced f
    left join span a on a.org_id = f.org_id and a.kind = 'account' and a.entity_id = f.account_id and ${inView('a', view)}
    left join span st on st.org_id = f.org_id and st.kind = 'stage' and st.entity_id = f.stage_id and ${inView('st', view)}
    left join subject o on o.org_id = f.org_id and o.id = f.credited_id
    where f.account_id = any(${[...accountIds]}::uuid[])
    order by f.amount_org desc nulls last, f.deal_id
  `.execute(db)
  return result.rows
}
