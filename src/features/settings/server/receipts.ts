import { dataAt } from '#db/data-at.ts'
import { LeadoutError } from '#domain/errors.ts'
import { requirePermission } from '#services/access/can.ts'
import type { ReceiptProvider } from '../../receipt-provider.ts'
import { readPipelines } from './world.ts'

/** The win rate that a stage would give as the accepted one. */
export const stageWinRate: ReceiptProvider = {
  kind: 'stage-win-rate',
  async explain(ctx, view, { stageId }) {
    requirePermission(ctx, 'figures.read')
    const { pipelines } = await readPipelines(ctx)
    const stage = pipelines.flatMap(({ stages }) => stages).find(({ id }) => id === stageId)
    if (stage?.wonFrom == null) throw new LeadoutError('not-found', 'There is no such figure.')
    const { won, decided } = stage.wonFrom
    return {
      title: `Win rate from ${stage.name}`,
      value: { type: 'share', numerator: won, denominator: decided },
      words:
        'Of the deals decided in the last twelve months that came to this stage or a later open one, the share that was won. Deals with an amount of 0 or less are left out.',
      parts: [
        { label: 'Won', value: { type: 'number', value: won }, ref: null },
        { label: 'Decided', value: { type: 'number', value: decided }, ref: null },
      ],
      window: null,
      asOf: view.asOf,
      knownAt: view.knownAt,
      sources: [{ name: 'Deals of this organisation', at: await dataAt(ctx.db, ctx.orgId) }],
      n: decided,
      audience: 'Everyone in the organisation.',
      notes: [],
      rows: null,
    }
  },
}
