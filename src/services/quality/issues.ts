import { sumDealIssues, type IssueQuery } from '../../db/deal-issues.ts'
import { readDuplicates } from '../../db/duplicates.ts'
import { readKind } from '../../db/spans.ts'
import { suggestNames } from '../../domain/import/suggest-names.ts'
import { UNUSUAL_DIGITS } from '../../domain/money/currency.ts'
import type { QualityIssue } from '../../domain/quality/issue.ts'
import { DEAL_ISSUES } from '../../domain/quality/issue.ts'
import { requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { type OrgView, resolveView } from '../org/view.ts'

export interface IssueTotal {
  readonly issue: QualityIssue
  readonly count: number
  /** minor units of the organisation's currency; null where no money hangs on it */
  readonly minor: number | null
}

export interface Quality {
  readonly view: OrgView
  /** worst first: by the money of the open deals concerned, then by how many there are */
  readonly issues: readonly IssueTotal[]
}

/** Everything that keeps figures from being true and can be repaired here; issues without cases are left out. */
export async function readQuality(ctx: Ctx): Promise<Quality> {
  requirePermission(ctx, 'imports.manage')
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const sums = await sumDealIssues(ctx.db, issueQuery(view))
  const duplicates = await readDuplicates(ctx.db, ctx.orgId)
  const products = await readUnmatchedProducts(ctx, view)
  const issues: IssueTotal[] = [
    ...DEAL_ISSUES.flatMap((issue) => sums.filter((sum) => sum.issue === issue)),
    { issue: 'duplicate-people', count: duplicates.length, minor: null },
    { issue: 'unmatched-products', count: products.length, minor: null },
  ]
  return {
    view,
    issues: issues
      .filter(({ count }) => count > 0)
      .toSorted((a, b) => (b.minor ?? -1) - (a.minor ?? -1) || b.count - a.count),
  }
}

export function issueQuery({ orgId, view, asOfDate, settings }: OrgView): IssueQuery {
  return {
    orgId,
    view,
    asOfDate,
    zone: settings.zone,
    currency: settings.currency,
    digits: UNUSUAL_DIGITS,
  }
}

export interface UnmatchedProduct {
  readonly id: string
  readonly name: string
  /** a product of the catalogue with nearly this name; null where none is near enough, or two are */
  readonly into: { readonly id: string; readonly name: string } | null
}

/** Products that deals only mention by a name that the catalogue does not have. Without a catalogue nothing is unmatched. */
export async function readUnmatchedProducts(ctx: Ctx, { view }: OrgView): Promise<UnmatchedProduct[]> {
  const products = await readKind(ctx.db, ctx.orgId, 'product', view)
  const mentioned = products.filter(({ state }) => state.externalId === state.name)
  const catalogue = products.filter(({ state }) => state.externalId !== state.name)
  if (catalogue.length === 0) return []
  const byName = new Map(catalogue.map(({ id, state }) => [state.name, { id, name: state.name }]))
  const suggested = suggestNames(
    mentioned.map(({ state }) => state.name),
    [...byName.keys()],
  )
  return mentioned.map(({ id, state }, at) => ({
    id,
    name: state.name,
    into: byName.get(suggested[at]!.suggestion ?? '') ?? null,
  }))
}
