import { readIssueDeals, readTypicalAmount, type IssueDeal } from '../../db/deal-issues.ts'
import { readDuplicates } from '../../db/duplicates.ts'
import { readKind } from '../../db/spans.ts'
import { LeadoutError } from '../../domain/errors.ts'
import type { Instant } from '../../domain/instant.ts'
import type { DealIssue, QualityIssue } from '../../domain/quality/issue.ts'
import { MOST_REPAIRED } from '../../domain/quality/issue.ts'
import { requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import type { DealEdit } from '../deals/edit-deal.ts'
import { editDeals } from '../deals/edit-deal.ts'
import { mergeEntities } from '../merge/merge.ts'
import { type OrgView, resolveView } from '../org/view.ts'
import { issueQuery, readUnmatchedProducts } from './issues.ts'

/** How an issue is repaired; `owner` and `stage` need the id of one. */
export const REPAIRS = {
  unowned: ['owner', 'account-owner'],
  zombie: ['lose'],
  'no-amount': ['products', 'typical'],
  'no-stage': ['stage'],
  'duplicate-people': ['merge'],
  'unmatched-products': ['merge'],
} as const satisfies Record<QualityIssue, readonly string[]>
export type RepairHow = (typeof REPAIRS)[QualityIssue][number]

export interface Repair {
  readonly issue: QualityIssue
  readonly how: RepairHow
  /** the owner or the stage to give */
  readonly id?: string | undefined
  /** only these of its cases */
  readonly only?: readonly string[] | undefined
}

export interface Repaired {
  readonly repaired: number
  /** cases that this way of repair has no answer for */
  readonly left: number
  /** what `undoRepair` needs */
  readonly undo: { readonly at: Instant; readonly mergeIds: string[] }
}

/**
 * Repairs every case of an issue, or some of them, in one go: deals by edits of whoever asks, from now on; people and
 * products by merging. Raises `invalid` for a way that the issue does not have.
 */
export async function repairQuality(ctx: Ctx, repair: Repair): Promise<Repaired> {
  requirePermission(ctx, 'imports.manage')
  const { issue, how, only } = repair
  if (!(REPAIRS[issue] as readonly string[]).includes(how))
    throw new LeadoutError('invalid', 'This cannot be repaired that way.', { issue, how })
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  if (issue === 'duplicate-people' || issue === 'unmatched-products') return mergeAll(ctx, view, issue, only)
  const query = issueQuery(view)
  const deals = await readIssueDeals(ctx.db, query, issue, { offset: 0, limit: MOST_REPAIRED, ids: only })
  const editFor = await editorOf(ctx, view, issue, repair)
  const edits = deals.flatMap((deal) => {
    const edit = editFor(deal)
    return edit === null ? [] : [{ dealId: deal.id, edit }]
  })
  if (edits.length > 0) await editDeals(ctx, { edits })
  return { repaired: edits.length, left: deals.length - edits.length, undo: { at: ctx.recordedAt, mergeIds: [] } }
}

async function editorOf(
  ctx: Ctx,
  view: OrgView,
  issue: DealIssue,
  { how, id }: Repair,
): Promise<(deal: IssueDeal) => DealEdit | null> {
  const needed = () => {
    if (id === undefined) throw new LeadoutError('invalid', 'Say which one to give.', { issue, how })
    return id
  }
  switch (how) {
    case 'owner': {
      const ownerId = needed()
      return () => ({ ownerId })
    }
    case 'stage': {
      const stageId = needed()
      return () => ({ stageId })
    }
    case 'account-owner':
      return ({ accountOwnerId }) => (accountOwnerId === null ? null : { ownerId: accountOwnerId })
    case 'products':
      return ({ productsMinor, currency }) => (productsMinor ? { amount: productsMinor, currency } : null)
    case 'typical': {
      const amount = await readTypicalAmount(ctx.db, issueQuery(view))
      const { currency } = view.settings
      return () => (amount === null ? null : { amount, currency })
    }
    case 'lose': {
      const lost = (await readKind(ctx.db, ctx.orgId, 'stage', view.view)).filter(({ state }) => state.kind === 'lost')
      return ({ pipelineId }) => {
        const stage = lost.find(({ state }) => pipelineId === null || state.pipelineId === pipelineId)
        return stage === undefined ? null : { stageId: stage.id, reason: 'Gone quiet' }
      }
    }
    case 'merge':
      return () => null
  }
}

async function mergeAll(
  ctx: Ctx,
  view: OrgView,
  issue: 'duplicate-people' | 'unmatched-products',
  only: readonly string[] | undefined,
): Promise<Repaired> {
  const pairs =
    issue === 'duplicate-people'
      ? (await readDuplicates(ctx.db, ctx.orgId)).flatMap(({ kind, ids: [into, ...others] }) =>
          others.map((from) => ({ kind, from, into: into! })),
        )
      : (await readUnmatchedProducts(ctx, view)).map(({ id, into }) => ({
          kind: 'product' as const,
          from: id,
          into: into?.id ?? null,
        }))
  const wanted = pairs.filter(
    ({ from, into }) => only === undefined || only.includes(from) || only.includes(into ?? ''),
  )
  const mergeIds: string[] = []
  for (const { kind, from, into } of wanted) {
    if (into === null || mergeIds.length === MOST_REPAIRED) continue
    mergeIds.push((await mergeEntities(ctx, { kind, from, into })).mergeId)
  }
  return { repaired: mergeIds.length, left: wanted.length - mergeIds.length, undo: { at: ctx.recordedAt, mergeIds } }
}
