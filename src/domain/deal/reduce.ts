import type { Instant } from '../instant.ts'
import type { Change } from '../span/box.ts'
import type { Reduce } from '../span/fold.ts'
import { followEdits } from './differs.ts'
import type { DealFields, DealState, DealStatus, StageView } from './state.ts'

export interface DealWorld {
  /** the stage as defined at a valid instant, under the state of knowledge being folded */
  readonly stageAt: (stageId: string, at: Instant) => StageView | null
  readonly isPerson: (personId: string) => boolean
  /** order of the accepted stage of the pipeline's first open stage: a deal with unknown stage counts as accepted there */
  readonly unknownStageAccepted: (pipelineId: string | null, at: Instant) => boolean
}

/** What is gathered of a deal so far; before its creation it may carry changes but does not exist yet. */
export interface DealDraft extends DealState {
  readonly exists: boolean
}

/** Folds a deal under one state of knowledge of its world. */
export function reduceDeal(world: DealWorld): Reduce<DealDraft> {
  return (previous, changes, at) =>
    previous === null && changes.length === 0 ? null : next(world, previous, changes, at)
}

function next(world: DealWorld, previous: DealDraft | null, changes: readonly Change[], at: Instant): DealDraft {
  const fields: DealFields = { ...previous, ...merge(changes, previous?.custom) }
  const born = fields.created === true && previous?.exists !== true
  const birth = born ? changes.findLast((change) => change.patch['created'] === true) : undefined
  const stage = fields.stageId ? world.stageAt(fields.stageId, at) : null
  const status = fields.outcome ?? stage?.kind ?? 'open'
  const ownerId = fields.ownerId ?? null
  const exists = fields.created === true
  const entered = previous?.exists !== true || previous.status !== status
  const mover = changes.findLast((change) => 'stageId' in change.patch || 'outcome' in change.patch)
  const amount = fields.amount ?? null
  const reached = reachedOrder(previous, status, stage)
  const createdReconstructed = born ? (birth?.reconstructed ?? false) : (previous?.createdReconstructed ?? false)
  const moveReconstructed = entered && previous?.exists === true ? (mover?.reconstructed ?? false) : false
  return {
    ...fields,
    ...followEdits(previous === null ? null : { ...previous }, changes),
    exists,
    createdAt: born ? at : (previous?.createdAt ?? at),
    createdDate: born ? (birth?.validDate ?? null) : (previous?.createdDate ?? null),
    status,
    statusSince: entered ? at : previous.statusSince,
    statusDate: entered ? ((mover ?? birth)?.validDate ?? null) : previous.statusDate,
    accepted: (previous?.accepted ?? false) || (exists && acceptedNow(world, fields, status, stage, at)),
    reachedOrder: reached,
    firstOwnerId: previous?.firstOwnerId ?? (ownerId !== null && world.isPerson(ownerId) ? ownerId : null),
    outcomeOwnerId: status === 'open' ? null : entered ? ownerId : previous.outcomeOwnerId,
    lastPositiveAmount:
      amount !== null && amount > 0 && (status !== 'lost' || entered) ? amount : (previous?.lastPositiveAmount ?? null),
    createdReconstructed,
    reconstructed: entered
      ? createdReconstructed || moveReconstructed || (mover?.reconstructed ?? false)
      : (previous?.reconstructed ?? false),
  }
}

function merge(changes: readonly Change[], custom: Readonly<Record<string, string>> | undefined): DealFields {
  const merged: Record<string, unknown> = {}
  for (const change of changes) Object.assign(merged, change.patch)
  const customs = changes.flatMap((change) => (change.patch['custom'] === undefined ? [] : [change.patch['custom']]))
  if (customs.length > 0) merged['custom'] = Object.assign({}, custom, ...customs)
  return merged
}

function reachedOrder(previous: DealDraft | null, status: DealStatus, stage: StageView | null): number | null {
  const before = previous?.reachedOrder ?? null
  if (status !== 'open' || stage === null || stage.kind !== 'open') return before
  return before === null ? stage.order : Math.max(before, stage.order)
}

function acceptedNow(
  world: DealWorld,
  fields: DealFields,
  status: DealStatus,
  stage: StageView | null,
  at: Instant,
): boolean {
  if (status !== 'open') return false
  if (stage === null) return world.unknownStageAccepted(fields.pipelineId ?? null, at)
  return stage.order >= stage.acceptedOrder
}
