import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { addDays } from '../domain/calendar/local-date.ts'
import type { DealIssue } from '../domain/quality/issue.ts'
import { DEAL_ISSUES, ZOMBIE_DAYS } from '../domain/quality/issue.ts'
import type { Db } from './client.ts'
import { dealFacts, type FactsQuery } from './deal-facts.ts'
import { inView } from './spans.ts'
import { isUntouched } from './untouched.ts'

export type IssueQuery = Omit<FactsQuery, 'status'>

export interface IssueSum {
  readonly issue: DealIssue
  readonly count: number
  /** minor units of the organisation's currency */
  readonly minor: number
}

/** Open deals with something wrong, by what is wrong; a deal may stand in several. */
export async function sumDealIssues(db: Db, query: IssueQuery): Promise<IssueSum[]> {
  const facts = { ...query, status: 'open' } as const
  const values = DEAL_ISSUES.map((issue) => sql`(${issue}::text, ${conditionOf(issue, facts)})`)
  const result = await sql<IssueSum>`
    with ${dealFacts(facts)}
    select i.issue, count(*)::int as count, coalesce(sum(f.amount_org), 0)::bigint as minor
    from priced f cross join lateral (values ${sql.join(values)}) i(issue, holds)
    where i.holds
    group by i.issue
  `.execute(db)
  return result.rows
}

export interface IssueDeal {
  readonly id: string
  readonly name: string | null
  readonly account: string | null
  readonly owner: string | null
  readonly stage: string | null
  readonly pipelineId: string | null
  readonly amount: number | null
  readonly currency: string
  readonly amountOrg: number | null
  readonly closeDate: string | null
  /** who owns the deal's account, where that is somebody who still works here */
  readonly accountOwnerId: string | null
  /** sum of the products on it, in minor units of `currency` */
  readonly productsMinor: number | null
}

/** The deals of one issue, the largest first. */
export async function readIssueDeals(
  db: Db,
  query: IssueQuery,
  issue: DealIssue,
  page: { readonly offset: number; readonly limit: number; readonly ids?: readonly string[] | undefined },
): Promise<IssueDeal[]> {
  const facts = { ...query, status: 'open' } as const
  const { view } = query
  const result = await sql<IssueDeal>`
    with ${dealFacts(facts)}
    select f.deal_id as id, coalesce(f.name, f.external_id) as name, a.state->>'name' as account, o.name as owner,
      st.state->>'name' as stage, f.pipeline_id as "pipelineId", f.amount_shown as amount, f.currency_shown as currency,
      f.amount_org as "amountOrg", f.close_date as "closeDate",
      case when ${isHere(sql`(a.state->>'ownerId')::uuid`, facts)} then a.state->>'ownerId' end as "accountOwnerId",
      (select sum(coalesce((l.state->>'total')::numeric,
          (l.state->>'price')::numeric * coalesce((l.state->>'quantity')::numeric, 1)))
        from span l where l.org_id = f.org_id and l.kind = 'lineItem' and ${inView('l', view)}
          and l.state->>'dealId' = f.deal_id::text and coalesce(l.state->>'currency', f.currency_shown) = f.currency_shown
      )::bigint as "productsMinor"
    from priced f
    left join span a on a.org_id = f.org_id and a.kind = 'account' and a.entity_id = f.account_id and ${inView('a', view)}
    left join span st on st.org_id = f.org_id and st.kind = 'stage' and st.entity_id = f.stage_id and ${inView('st', view)}
    left join subject o on o.org_id = f.org_id and o.id = f.owner_id
    where ${conditionOf(issue, facts)}
      and (${page.ids === undefined} or f.deal_id = any(${[...(page.ids ?? [])]}::uuid[]))
    order by f.amount_org desc nulls last, f.deal_id
    limit ${page.limit} offset ${page.offset}
  `.execute(db)
  return result.rows
}

/** The middle amount of deals won, in minor units of the organisation's currency; null without any. */
export async function readTypicalAmount(db: Db, query: IssueQuery): Promise<number | null> {
  const result = await sql<{ typical: number | null }>`
    with ${dealFacts({ ...query, status: 'won' })}
    select round(percentile_cont(0.5) within group (order by f.amount_org))::bigint as typical
    from priced f where f.amount_org > 0
  `.execute(db)
  return result.rows[0]!.typical
}

function conditionOf(issue: DealIssue, query: FactsQuery): RawBuilder<boolean> {
  switch (issue) {
    case 'unowned':
      return sql<boolean>`(f.owner_id is null or not ${isHere(sql`f.owner_id`, query)})`
    case 'zombie':
      return sql<boolean>`(f.close_date < ${addDays(query.asOfDate, -ZOMBIE_DAYS)}::date and ${isUntouched('f', query, ZOMBIE_DAYS)})`
    case 'no-amount':
      return sql<boolean>`(coalesce(f.amount_shown, 0) = 0)`
    case 'no-stage':
      return sql<boolean>`(f.stage_id is null)`
  }
}

/** The condition that a person is employed in the view and not switched off in the CRM. */
function isHere(personId: RawBuilder<unknown>, { orgId, view }: FactsQuery): RawBuilder<boolean> {
  return sql<boolean>`(
    exists (select 1 from membership_span e where e.org_id = ${orgId} and e.person_id = ${personId} and ${inView('e', view)})
    and not exists (
      select 1 from span p where p.org_id = ${orgId} and p.kind = 'person' and p.entity_id = ${personId}
        and ${inView('p', view)} and p.state->>'active' = 'false')
  )`
}
