import type { Db } from '../../db/client.ts'
import { appendChanges } from '../../db/ledger.ts'
import { isCurrent, readKind } from '../../db/spans.ts'
import { LeadoutError } from '../../domain/errors.ts'
import type { LocalDate } from '../../domain/instant.ts'
import type { DealFields, DealStatus } from '../../domain/deal/state.ts'
import { newId } from '../../platform/ids.ts'
import { actorUserId, requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { lockForEdit } from '../ledger/lock.ts'
import { refold } from '../ledger/refold.ts'
import { notifyTopics } from '../live/notify-topics.ts'
import { resolveView, startOfDate } from '../org/view.ts'

export interface DealEdit {
  readonly name?: string
  readonly stageId?: string
  readonly ownerId?: string | null
  readonly accountId?: string | null
  /** minor units of `currency` */
  readonly amount?: number | null
  readonly currency?: string
  readonly closeDate?: LocalDate | null
  /** why it was won or lost */
  readonly reason?: string | null
  readonly nextStep?: string | null
}

export interface NewDeal extends DealEdit {
  readonly name: string
}

/** Makes a deal by hand, in the first open stage unless said otherwise. Returns its id. */
export async function createDeal(ctx: Ctx, input: NewDeal): Promise<{ readonly dealId: string }> {
  requirePermission(ctx, 'deals.write')
  const { asOf, settings, view } = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  return ctx.db.transaction().execute(async (tx) => {
    const stages = await readKind(tx, ctx.orgId, 'stage', view)
    const open = stages.filter(({ state }) => state.kind === 'open').toSorted((a, b) => a.state.order - b.state.order)
    const stageId = input.stageId ?? open[0]?.id ?? null
    const stage = stages.find(({ id }) => id === stageId)
    if (input.stageId !== undefined && stage === undefined)
      throw new LeadoutError('not-found', 'There is no such stage.')
    const dealId = newId()
    const fields: DealFields = {
      created: true,
      currency: settings.currency,
      ...input,
      stageId,
      pipelineId: stage?.state.pipelineId ?? null,
    }
    await append(tx, ctx, dealId, { ...fields }, asOf)
    return { dealId }
  })
}

/**
 * Edits a deal from now on by the organisation's clock, from a date, or as a correction that always held and is known
 * from now. Winning or losing without a close date dates it today.
 * @throws LeadoutError `not-found` for a deal or stage that is not there, `forbidden`
 */
export async function editDeal(
  ctx: Ctx,
  input: { readonly dealId: string; readonly edit: DealEdit; readonly from?: LocalDate | 'correction' },
): Promise<{ readonly status: DealStatus }> {
  requirePermission(ctx, 'deals.write')
  const { asOf, asOfDate, settings, view } = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  return ctx.db.transaction().execute(async (tx) => {
    await lockForEdit(tx, ctx.orgId, input.dealId)
    const deal = await currentDeal(tx, ctx.orgId, input.dealId)
    const patch: Record<string, unknown> = { ...input.edit }
    let { status } = deal
    if (input.edit.stageId !== undefined) {
      const stage = (await readKind(tx, ctx.orgId, 'stage', view)).find(({ id }) => id === input.edit.stageId)
      if (stage === undefined) throw new LeadoutError('not-found', 'There is no such stage.')
      status = stage.state.kind
      patch['pipelineId'] = stage.state.pipelineId
      patch['outcome'] = null
      if (status !== 'open' && deal.status !== status && input.edit.closeDate === undefined)
        patch['closeDate'] = asOfDate
    }
    const validAt =
      input.from === undefined
        ? asOf
        : input.from === 'correction'
          ? deal.createdAt
          : startOfDate(input.from, settings.zone)
    await append(tx, ctx, input.dealId, patch, asOf, validAt)
    return { status }
  })
}

async function append(
  tx: Db,
  ctx: Ctx,
  dealId: string,
  patch: Record<string, unknown>,
  knownAt: number,
  validAt: number = knownAt,
): Promise<void> {
  await appendChanges(tx, ctx.orgId, ctx.recordedAt, [
    {
      id: newId(),
      kind: 'deal',
      entityId: dealId,
      patch,
      validAt,
      knownAt,
      actorId: actorUserId(ctx.actor),
      source: 'leadout',
    },
  ])
  await refold(tx, ctx.orgId, 'deal', [dealId])
  await notifyTopics(tx, ctx.orgId, ['figures'], ctx.recordedAt)
}

async function currentDeal(tx: Db, orgId: string, dealId: string): Promise<{ status: DealStatus; createdAt: number }> {
  const deal = await tx
    .selectFrom('deal_span as s')
    .select(['s.status', 's.created_at as createdAt'])
    .where('s.org_id', '=', orgId)
    .where('s.deal_id', '=', dealId)
    .where(isCurrent('s'))
    .executeTakeFirst()
  if (deal === undefined) throw new LeadoutError('not-found', 'There is no such deal.')
  return deal
}
