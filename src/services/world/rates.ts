import { readKind } from '../../db/spans.ts'
import type { Rate } from '../../domain/money/exchange.ts'
import { requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { resolveView } from '../org/view.ts'

/** The organisation's rates in a view, by currency, kind and date. */
export async function readRates(
  ctx: Ctx,
  asked: { readonly asOf?: string | undefined; readonly knownAt?: string | undefined },
): Promise<Rate[]> {
  requirePermission(ctx, 'figures.read')
  const { view } = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, asked)
  const rates = (await readKind(ctx.db, ctx.orgId, 'rate', view)).map(({ state: { currency, kind, date, rate } }) => ({
    currency,
    kind,
    date,
    rate,
  }))
  const keyOf = ({ currency, kind, date }: Rate) => `${currency} ${kind} ${date}`
  return rates.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}
