import type { Db } from '../../db/client.ts'
import type { LedgerChange } from '../../db/ledger.ts'
import { rangeColumns, readBoxes } from '../../db/spans.ts'
import type { DealWorld } from '../../domain/deal/reduce.ts'
import { reduceDeal } from '../../domain/deal/reduce.ts'
import type { DealState, StageView } from '../../domain/deal/state.ts'
import type { Instant } from '../../domain/instant.ts'
import { instantText } from '../../domain/instant.ts'
import type { Box } from '../../domain/span/box.ts'
import { contains } from '../../domain/span/box.ts'
import type { Breakpoints } from '../../domain/span/fold.ts'
import { fold } from '../../domain/span/fold.ts'
import type { StateOf } from '../../domain/world/kinds.ts'

type StageBox = Box<StateOf<'stage'>> & { readonly id: string }

/** Folds deals under the organisation's stage maps and its list of users that are not persons. */
export async function dealFolder(
  db: Db,
  orgId: string,
): Promise<(dealId: string, changes: readonly LedgerChange[]) => object[]> {
  const stages = await readBoxes(db, orgId, 'stage')
  const persons = await readBoxes(db, orgId, 'person')
  const notPersons = new Set(
    persons.filter((box) => box.recordedTo === Infinity && box.state.notPerson).map((box) => box.id),
  )
  const stageMap = indexStages(stages)
  const breakpoints = stageBreakpoints(stages)
  const reduceFor = onePerWorld(stages, (known, recorded) => reduceDeal(worldAt(stageMap, notPersons, known, recorded)))
  return (dealId, changes) => {
    const boxes = fold(changes, reduceFor, breakpoints)
    return boxes
      .filter((box) => box.state.exists && box.state.deleted !== true)
      .map((box) => dealRow(orgId, dealId, box))
  }
}

/** The same reducer for all instants that see the same stage map, so that folding need not begin anew at each. */
function onePerWorld<R>(
  stages: readonly StageBox[],
  make: (known: Instant, recorded: Instant) => R,
): (known: Instant, recorded: Instant) => R {
  const known = [...new Set(stages.flatMap((box) => [box.knownFrom, box.knownTo]))]
  const recorded = [...new Set(stages.flatMap((box) => [box.recordedFrom, box.recordedTo]))]
  const past = (instants: readonly Instant[], at: Instant) =>
    instants.reduce((count, instant) => (instant <= at ? count + 1 : count), 0)
  const made = new Map<string, R>()
  return (knownAt, recordedAt) => {
    const world = `${past(known, knownAt)} ${past(recorded, recordedAt)}`
    let reducer = made.get(world)
    if (reducer === undefined) made.set(world, (reducer = make(knownAt, recordedAt)))
    return reducer
  }
}

interface StageMap {
  readonly byStage: ReadonlyMap<string, readonly StageBox[]>
  readonly byPipeline: ReadonlyMap<string, readonly StageBox[]>
}

function indexStages(stages: readonly StageBox[]): StageMap {
  return {
    byStage: Map.groupBy(stages, (box) => box.id),
    byPipeline: Map.groupBy(stages, (box) => box.state.pipelineId),
  }
}

/** Instants at which an edited stage map changes what a deal's stage means; one never edited gives none. */
function stageBreakpoints(stages: readonly StageBox[]): Breakpoints {
  const valid = stages.map((box) => box.validFrom).filter(Number.isFinite)
  const known = stages.map((box) => box.knownFrom).filter(Number.isFinite)
  const first = new Map<string, Instant>()
  for (const box of stages) first.set(box.id, Math.min(first.get(box.id) ?? Infinity, box.recordedFrom))
  const recorded = stages.filter((box) => box.recordedFrom > first.get(box.id)!).map((box) => box.recordedFrom)
  return { valid, known, recorded }
}

function worldAt(map: StageMap, notPersons: ReadonlySet<string>, known: Instant, recorded: Instant): DealWorld {
  const acceptedOrder = (pipelineId: string, at: Instant): number => {
    const open = pipelineAt(map, pipelineId, at, known, recorded).filter((stage) => stage.kind === 'open')
    const accepted = open.filter((stage) => stage.accepted)
    return Math.min(...(accepted.length > 0 ? accepted : open).map((stage) => stage.order))
  }
  const stageAt = (stageId: string, at: Instant): StageView | null => {
    const box = map.byStage.get(stageId)?.find((candidate) => contains(candidate, { valid: at, known, recorded }))
    if (box === undefined) return null
    const { pipelineId, order, kind } = box.state
    return { pipelineId, order, kind, acceptedOrder: acceptedOrder(pipelineId, at) }
  }
  const unknownStageAccepted = (pipelineId: string | null, at: Instant): boolean => {
    if (pipelineId === null) return true
    const open = pipelineAt(map, pipelineId, at, known, recorded).filter((stage) => stage.kind === 'open')
    return acceptedOrder(pipelineId, at) <= Math.min(...open.map((stage) => stage.order))
  }
  return { stageAt, unknownStageAccepted, isPerson: (id) => !notPersons.has(id) }
}

function pipelineAt(
  map: StageMap,
  pipelineId: string,
  at: Instant,
  known: Instant,
  recorded: Instant,
): StateOf<'stage'>[] {
  const boxes = map.byPipeline.get(pipelineId) ?? []
  return boxes.filter((box) => contains(box, { valid: at, known, recorded })).map((box) => box.state)
}

function dealRow(orgId: string, dealId: string, box: Box<DealState>): object {
  const { state } = box
  return {
    org_id: orgId,
    deal_id: dealId,
    ...rangeColumns(box),
    external_id: state.externalId ?? null,
    name: state.name ?? null,
    account_id: state.accountId ?? null,
    pipeline_id: state.pipelineId ?? null,
    stage_id: state.stageId ?? null,
    status: state.status,
    status_since: instantText(state.statusSince),
    status_date: state.statusDate,
    accepted: state.accepted,
    reached_order: state.reachedOrder,
    owner_id: state.ownerId ?? null,
    outcome_owner_id: state.outcomeOwnerId,
    first_owner_id: state.firstOwnerId,
    creator_id: state.creatorId ?? null,
    created_at: instantText(state.createdAt),
    created_date: state.createdDate,
    amount: state.amount ?? null,
    lost_amount: state.status === 'lost' ? state.lastPositiveAmount : null,
    currency: state.currency ?? null,
    close_date: state.closeDate ?? null,
    type: state.type ?? null,
    source: state.source ?? null,
    segment: state.segment ?? null,
    campaign_id: state.campaignId ?? null,
    reason: state.reason ?? null,
    forecast_category: state.forecastCategory ?? null,
    next_step: state.nextStep ?? null,
    next_step_date: state.nextStepDate ?? null,
    custom: state.custom ?? {},
    differs: state.differs,
    reconstructed: state.reconstructed,
  }
}
