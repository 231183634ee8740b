import { sql } from 'kysely'
import { readIssueDeals } from '#db/deal-issues.ts'
import { readDuplicates } from '#db/duplicates.ts'
import type { Db } from '#db/client.ts'
import { readKind } from '#db/spans.ts'
import type { QualityIssue } from '#domain/quality/issue.ts'
import type { ImportPlan } from '#domain/import/record.ts'
import type { Ctx } from '#services/context.ts'
import { resolveView, type OrgView } from '#services/org/view.ts'
import { readFinding } from '#services/quality/finding.ts'
import { issueQuery, readQuality, readUnmatchedProducts } from '#services/quality/issues.ts'
import type { Finding, Freshness, QualityCase } from '../contract.ts'

const WEEK = 7 * 86_400_000

export async function readIssues(ctx: Ctx) {
  const { view, issues } = await readQuality(ctx)
  const finding: Finding | null = await readFinding(ctx.db, ctx.orgId, ctx.recordedAt)
  return {
    currency: view.settings.currency,
    asOf: view.asOf,
    issues: [...issues],
    finding,
    sources: await readFreshness(ctx.db, ctx.orgId, view),
  }
}

/** How old the newest export of each source is, held against how often its exports came. */
async function readFreshness(db: Db, orgId: string, { asOf }: OrgView): Promise<Freshness[]> {
  const imports = await db
    .selectFrom('import')
    .select(['taken_at', 'plan'])
    .where('org_id', '=', orgId)
    .where('state', '=', 'done')
    .where('taken_at', 'is not', null)
    .orderBy('taken_at', 'desc')
    .limit(200)
    .execute()
  const taken = new Map<string, number[]>()
  for (const row of imports) {
    for (const { vendor, object } of (row.plan as ImportPlan | null)?.files ?? [])
      if (object !== null && taken.get(vendor)?.at(-1) !== row.taken_at)
        taken.set(vendor, [...(taken.get(vendor) ?? []), row.taken_at!])
  }
  return [...taken].map(([source, instants]) => {
    const gaps = instants.slice(1).map((at, before) => instants[before]! - at)
    const usual = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0
    return { source, takenAt: instants[0]!, stale: asOf - instants[0]! > Math.max(WEEK, 2 * usual) }
  })
}

/** The first cases of an issue, and what its repair can choose from. */
export async function readCases(ctx: Ctx, { issue, limit }: { issue: QualityIssue; limit: number }) {
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  return {
    cases: (await casesOf(ctx, view, issue)).slice(0, limit),
    people: issue === 'unowned' ? await readPeople(ctx.db, ctx.orgId) : [],
    stages:
      issue === 'no-stage'
        ? (await readKind(ctx.db, ctx.orgId, 'stage', view.view))
            .filter(({ state }) => state.kind === 'open')
            .toSorted((a, b) => a.state.order - b.state.order)
            .map(({ id, state }) => ({ id, name: state.name }))
        : [],
  }
}

const MOST_CASES = 50_000

/** A case with its amount in the organisation's currency, as sums have it. */
export interface IssueCase extends QualityCase {
  readonly minorOrg: number | null
}

/** Every case, for the list and for the receipt of its number. */
export async function casesOf(ctx: Ctx, view: OrgView, issue: QualityIssue): Promise<IssueCase[]> {
  const none = { minor: null, minorOrg: null, currency: null, closeDate: null }
  if (issue === 'duplicate-people') {
    const duplicates = await readDuplicates(ctx.db, ctx.orgId)
    return duplicates.map(({ ids, name, email }) => ({ ...none, id: ids[0]!, name: name ?? email, detail: email }))
  }
  if (issue === 'unmatched-products') {
    const products = await readUnmatchedProducts(ctx, view)
    return products.map(({ id, name, into }) => ({ ...none, id, name, detail: into?.name ?? null }))
  }
  const deals = await readIssueDeals(ctx.db, issueQuery(view), issue, { offset: 0, limit: MOST_CASES })
  return deals.map(({ id, name, account, amount, amountOrg, currency, closeDate }) => ({
    id,
    name,
    detail: account,
    minor: amount,
    minorOrg: amountOrg,
    currency,
    closeDate,
  }))
}

/** Everybody who can own a deal now, by name. */
async function readPeople(db: Db, orgId: string): Promise<{ id: string; name: string }[]> {
  const rows = await db
    .selectFrom('subject as s')
    .innerJoin('membership_span as m', (join) =>
      join.onRef('m.org_id', '=', 's.org_id').onRef('m.person_id', '=', 's.id'),
    )
    .select(['s.id', 's.name'])
    .distinct()
    .where('s.org_id', '=', orgId)
    .where('s.name', 'is not', null)
    .where('m.valid_to', '=', sql<number>`'infinity'`)
    .where('m.known_to', '=', sql<number>`'infinity'`)
    .where('m.recorded_to', '=', sql<number>`'infinity'`)
    .orderBy('s.name')
    .execute()
  return rows.map(({ id, name }) => ({ id, name: name! }))
}
