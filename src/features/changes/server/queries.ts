import { dataAt } from '#db/data-at.ts'
import type { Part } from '#domain/changes/waterfall.ts'
import { type ChangesInput, listChanges, readChanges } from '#services/changes/waterfall.ts'
import type { Ctx } from '#services/context.ts'
import type { ChangedDeal, WaterfallAnswer } from '../contract.ts'

export async function readWaterfall(ctx: Ctx, input: ChangesInput): Promise<WaterfallAnswer> {
  const { opening, bars, closing, passed, currency, label, from, to } = await readChanges(ctx, input)
  return {
    asOf: to.asOf,
    knownAt: to.knownAt,
    dataAt: await dataAt(ctx.db, ctx.orgId),
    from: from.asOf,
    fromDate: from.asOfDate,
    to: to.asOf,
    toDate: to.asOfDate,
    label,
    currency,
    opening,
    bars,
    closing,
    passed,
  }
}

export async function readRows(
  ctx: Ctx,
  { offset, limit, ...input }: ChangesInput & { part: Part; offset: number; limit: number },
): Promise<{ currency: string; count: number; amount: number; deals: ChangedDeal[] }> {
  const { deals, count, amount, currency } = await listChanges(ctx, input, { offset, limit })
  return { currency, count, amount, deals: [...deals] }
}
