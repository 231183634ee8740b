import type { Db } from '../../db/client.ts'
import { appendChanges, type NewChange, readChanges } from '../../db/ledger.ts'
import { readKind } from '../../db/spans.ts'
import { LeadoutError } from '../../domain/errors.ts'
import type { Instant, LocalDate } from '../../domain/instant.ts'
import type { DealFields, DealStatus } from '../../domain/deal/state.ts'
import type { StateOf } from '../../domain/world/kinds.ts'
import { newId } from '../../platform/ids.ts'
import { actorUserId, requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { lockForBulk, lockForEdit } from '../ledger/lock.ts'
import { refold } from '../ledger/refold.ts'
import { notifyTopics } from '../live/notify-topics.ts'
import { localDate, type OrgView, resolveView, startOfDate } from '../org/view.ts'
import { dealAccess, type DealPlace } from './access.ts'
import { type PresentDeal, presentDeals } from './present-deals.ts'

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
  readonly nextStepDate?: LocalDate | null
  readonly type?: string | null
  readonly source?: string | null
  readonly segment?: string | null
  readonly forecastCategory?: string | null
  /** by name; fields that are not named keep their value */
  readonly custom?: Readonly<Record<string, string>>
}

export interface NewDeal extends DealEdit {
  readonly name: string
}

export interface EditOfDeal {
  readonly dealId: string
  readonly edit: DealEdit
  /** what the editor saw in the fields that change; where they have changed since, nothing is written */
  readonly base?: DealEdit
}

/** A date: from then on; `correction`: it was always so, and is known now; absent: from now on. */
export type EditFrom = LocalDate | 'correction'

/** A deal in which fields have changed since they were seen, and what they hold now. */
export interface DealConflict {
  readonly dealId: string
  readonly name: string | null
  readonly present: Readonly<Record<string, unknown>>
}

/** More edits than this lock the whole organisation instead of deal by deal. */
const MANY = 20

/** Makes a deal by hand, in the first open stage unless said otherwise. Returns its id. */
export async function createDeal(
  ctx: Ctx,
  input: NewDeal & { readonly dealId?: string },
): Promise<{ readonly dealId: string }> {
  requirePermission(ctx, 'deals.write')
  const { dealId = newId(), ...edit } = input
  const { asOf, settings, view } = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  return ctx.db.transaction().execute(async (tx) => {
    await lockForEdit(tx, ctx.orgId, dealId)
    const known = await readChanges(tx, ctx.orgId, 'deal', [dealId])
    if (known.get(dealId)!.length > 0) return { dealId }
    const stages = await readKind(tx, ctx.orgId, 'stage', view)
    const open = stages.filter(({ state }) => state.kind === 'open').toSorted((a, b) => a.state.order - b.state.order)
    const stageId = edit.stageId ?? open[0]?.id ?? null
    const stage = stages.find(({ id }) => id === stageId)
    if (edit.stageId !== undefined && stage === undefined)
      throw new LeadoutError('not-found', 'There is no such stage.')
    const fields: DealFields = {
      created: true,
      currency: settings.currency,
      ...edit,
      stageId,
      pipelineId: stage?.state.pipelineId ?? null,
    }
    await append(tx, ctx, [changeOf(ctx, dealId, { ...fields }, asOf, asOf)])
    return { dealId }
  })
}

/** Takes back a deal that was made by hand and no source has spoken of. @throws LeadoutError `not-found`, `precondition` */
export async function removeDeal(ctx: Ctx, dealId: string): Promise<void> {
  requirePermission(ctx, 'deals.write')
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const allows = await dealAccess(ctx, view)
  await ctx.db.transaction().execute(async (tx) => {
    await lockForEdit(tx, ctx.orgId, dealId)
    await requireDeal(tx, view, dealId, allows)
    const changes = (await readChanges(tx, ctx.orgId, 'deal', [dealId])).get(dealId)!
    if (changes.some(({ local }) => local !== true))
      throw new LeadoutError('precondition', 'A source holds this deal: it can be lost, not removed.')
    await append(tx, ctx, [changeOf(ctx, dealId, { deleted: true }, view.asOf, view.asOf)])
  })
}

/**
 * Edits a deal from now on by the organisation's clock, from a date, or as a correction that always held and is known
 * from now. Winning or losing without a close date dates it today.
 * @throws LeadoutError `not-found` for a deal or stage that is not there, `forbidden`, and `conflict` where a field of
 * `base` has another value by now; `details.deals` holds those
 */
export async function editDeal(
  ctx: Ctx,
  input: EditOfDeal & { readonly from?: EditFrom },
): Promise<{ readonly status: DealStatus }> {
  const [status] = await editDeals(ctx, { edits: [input], ...(input.from !== undefined && { from: input.from }) })
  return { status: status! }
}

/** Edits many deals at once: all of them, or none where one is missing or has changed since it was seen. */
export async function editDeals(
  ctx: Ctx,
  input: { readonly edits: readonly EditOfDeal[]; readonly from?: EditFrom },
): Promise<DealStatus[]> {
  requirePermission(ctx, 'deals.write')
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const allows = await dealAccess(ctx, view)
  const edits = input.edits.toSorted((a, b) => (a.dealId < b.dealId ? -1 : 1))
  return ctx.db.transaction().execute(async (tx) => {
    if (edits.length > MANY) await lockForBulk(tx, ctx.orgId)
    else for (const { dealId } of edits) await lockForEdit(tx, ctx.orgId, dealId)
    const ids = edits.map(({ dealId }) => dealId)
    const present = await presentDeals(tx, view, ids)
    requireSeen(edits, present, allows)
    const { statuses } = await writeEdits({ ...ctx, db: tx }, view, edits, present, input.from)
    return input.edits.map(({ dealId }) => statuses.get(dealId)!)
  })
}

/** Writes edits of deals that are there, inside the caller's transaction, which holds their locks. */
export async function writeEdits(
  ctx: Ctx,
  view: OrgView,
  edits: readonly Omit<EditOfDeal, 'base'>[],
  present: ReadonlyMap<string, PresentDeal>,
  from?: EditFrom,
): Promise<{ readonly statuses: ReadonlyMap<string, DealStatus>; readonly changeIds: readonly string[] }> {
  const tx = ctx.db
  const stages = new Map((await readKind(tx, ctx.orgId, 'stage', view.view)).map(({ id, state }) => [id, state]))
  const changes: NewChange[] = []
  const statuses = new Map<string, DealStatus>()
  for (const one of edits) {
    const deal = present.get(one.dealId)!
    const today = from === 'correction' ? null : localDate(deal.now, view.settings.zone)
    const { patch, status } = patchOf(one, deal, stages, today)
    statuses.set(one.dealId, status)
    changes.push(...(await datedChanges(tx, ctx, view, deal, patch, from)))
  }
  await append(tx, ctx, changes)
  return { statuses, changeIds: changes.map(({ id }) => id) }
}

function requireSeen(
  edits: readonly EditOfDeal[],
  present: ReadonlyMap<string, PresentDeal>,
  allows: (deal: DealPlace) => boolean,
): void {
  const conflicts = edits.flatMap(({ dealId, edit, base }): DealConflict[] => {
    const deal = present.get(dealId)
    if (deal === undefined || !allows(deal.place)) throw new LeadoutError('not-found', 'There is no such deal.')
    const changed = Object.entries(base ?? {}).flatMap(([field, seen]) => {
      if (field === 'custom') return []
      const now = deal.fields[field as keyof typeof deal.fields] ?? null
      // whoever wants what is already so has nothing to decide
      const same = now === (seen ?? null) || now === (edit[field as keyof DealEdit] ?? null)
      return same ? [] : [[field, now] as const]
    })
    return changed.length === 0
      ? []
      : [{ dealId, name: deal.fields.name ?? null, present: Object.fromEntries(changed) }]
  })
  if (conflicts.length === 0) return
  throw new LeadoutError('conflict', 'Someone else has changed this meanwhile.', { deals: conflicts })
}

function patchOf(
  { edit }: Pick<EditOfDeal, 'edit'>,
  deal: PresentDeal,
  stages: ReadonlyMap<string, StateOf<'stage'>>,
  today: LocalDate | null,
): { readonly patch: Readonly<Record<string, unknown>>; readonly status: DealStatus } {
  if (edit.stageId === undefined) return { patch: { ...edit }, status: deal.status }
  const stage = stages.get(edit.stageId)
  if (stage === undefined) throw new LeadoutError('not-found', 'There is no such stage.')
  const decided = stage.kind !== 'open' && stage.kind !== deal.status && edit.closeDate === undefined && today !== null
  const patch = { ...edit, pipelineId: stage.pipelineId, outcome: null, ...(decided && { closeDate: today }) }
  return { patch, status: stage.kind }
}

/** Fields that move together with the stage. */
const OF_STAGE = new Set(['stageId', 'pipelineId', 'outcome'])

/** A correction holds over everything said of the field since; of the stage it replaces the present one alone. */
async function datedChanges(
  tx: Db,
  ctx: Ctx,
  view: OrgView,
  deal: PresentDeal,
  patch: Readonly<Record<string, unknown>>,
  from: EditFrom | undefined,
): Promise<NewChange[]> {
  const { dealId, now } = deal
  if (from === undefined) return [changeOf(ctx, dealId, patch, now, now)]
  if (from !== 'correction') return [changeOf(ctx, dealId, patch, now, startOfDate(from, view.settings.zone))]
  const said = (await readChanges(tx, ctx.orgId, 'deal', [dealId])).get(dealId)!
  const instants = new Map<Instant, Record<string, unknown>>()
  const hold = (at: Instant, field: string) => instants.set(at, { ...instants.get(at), [field]: patch[field] })
  for (const field of Object.keys(patch)) {
    const moves = said
      .filter((change) => change.retractedAt === Infinity && (OF_STAGE.has(field) ? 'stageId' : field) in change.patch)
      .map(({ validAt }) => validAt)
      .filter((at) => at > deal.createdAt && at <= now)
    if (OF_STAGE.has(field)) hold(Math.max(deal.createdAt, ...moves), field)
    else for (const at of new Set([deal.createdAt, ...moves])) hold(at, field)
  }
  return [...instants].map(([at, fields]) => changeOf(ctx, dealId, fields, now, at))
}

function changeOf(
  ctx: Ctx,
  dealId: string,
  patch: Readonly<Record<string, unknown>>,
  knownAt: Instant,
  validAt: Instant,
): NewChange {
  const actorId = actorUserId(ctx.actor)
  return { id: newId(), kind: 'deal', entityId: dealId, patch, validAt, knownAt, actorId, source: 'leadout' }
}

async function append(tx: Db, ctx: Ctx, changes: readonly NewChange[]): Promise<void> {
  await appendChanges(tx, ctx.orgId, ctx.recordedAt, changes)
  await refold(
    tx,
    ctx.orgId,
    'deal',
    changes.map(({ entityId }) => entityId),
  )
  await notifyTopics(tx, ctx.orgId, ['figures'], ctx.recordedAt)
}

async function requireDeal(tx: Db, view: OrgView, dealId: string, allows: (deal: DealPlace) => boolean): Promise<void> {
  const deal = (await presentDeals(tx, view, [dealId])).get(dealId)
  if (deal === undefined || !allows(deal.place)) throw new LeadoutError('not-found', 'There is no such deal.')
}
