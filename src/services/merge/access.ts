import type { Db } from '../../db/client.ts'
import { LeadoutError } from '../../domain/errors.ts'
import type { MergeKind } from '../../domain/merge/references.ts'
import { requireSeenEntity } from '../accounts/access.ts'
import type { Ctx } from '../context.ts'
import { dealAccess, dealReach } from '../deals/access.ts'
import { presentDeals } from '../deals/present-deals.ts'
import { resolveView } from '../org/view.ts'

/**
 * Deals, accounts and contacts of another team are not there for who sees the own team alone; people and products are
 * the organisation's. @throws LeadoutError `not-found`
 */
export async function requireSeen(db: Db, ctx: Ctx, kind: MergeKind, ids: readonly string[]): Promise<void> {
  if (kind === 'person' || kind === 'product') return
  const view = await resolveView(db, ctx.orgId, ctx.recordedAt, {})
  if ((await dealReach(ctx, view)) === null) return
  if (kind !== 'deal') {
    for (const id of ids) await requireSeenEntity(db, ctx, view, { kind, id })
    return
  }
  const [allows, deals] = [await dealAccess(ctx, view), await presentDeals(db, view, ids)]
  const seen = ids.every((id) => {
    const deal = deals.get(id)
    return deal !== undefined && allows(deal.place)
  })
  if (!seen) throw new LeadoutError('not-found', 'There is no such deal.')
}
