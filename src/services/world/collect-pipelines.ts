import type { StageEntry, WorldDocument } from '../../domain/world/document.ts'
import type { StateOf } from '../../domain/world/kinds.ts'
import { newId } from '../../platform/ids.ts'
import type { Collecting } from './collect.ts'
import { datingOf, keepExternalId, named } from './collect.ts'

export interface HeldStage {
  readonly id: string
  readonly state: StateOf<'stage'>
}

export interface HeldStageMap {
  /** pipelines in force, for the order of new ones */
  readonly pipelines: number
  /** every version of every stage by what is known now, newest last */
  readonly stages: readonly HeldStage[]
}

export function collectPipelines(
  collecting: Collecting,
  pipelines: WorldDocument['pipelines'],
  held: HeldStageMap,
): void {
  const stageIds = new Map<string, string>()
  for (const { id, state } of held.stages) {
    stageIds.set(`${state.pipelineId} ${state.name.toLowerCase()}`, id)
    if (state.externalId != null) stageIds.set(`${state.pipelineId} ${state.externalId.toLowerCase()}`, id)
  }
  let count = held.pipelines
  for (const [index, entry] of pipelines.entries()) {
    const path = `pipelines[${index}]`
    const { directory, fresh, settings } = collecting
    const keys = entry.externalId === undefined ? [entry.name] : [entry.externalId, entry.name]
    const found = keys.map((key) => directory.find('pipeline', key)).find((one) => typeof one === 'object')
    const id = found?.id ?? newId()
    const isNew = found === undefined
    if (isNew) {
      fresh.add(id)
      count += 1
    }
    if (!isNew) keepExternalId(collecting, 'pipeline', entry.externalId, id)
    for (const key of keys) directory.learn('pipeline', key, id, 'name')
    const { countsAsBookings, amountMeans, lostAmountsZeroed, order, deleted } = entry
    const given = named({ name: entry.name, order, countsAsBookings, amountMeans, lostAmountsZeroed, deleted })
    const patch = isNew
      ? {
          order: count,
          countsAsBookings: true,
          amountMeans: 'one-off',
          lostAmountsZeroed: false,
          externalId: entry.externalId ?? null,
          ...given,
        }
      : given
    collecting.statements.push({ kind: 'pipeline', entityId: id, path, patch, dating: datingOf(entry, settings.zone) })
    collectStages(collecting, { path: `${path}.stages`, pipelineId: id, stageIds }, entry.stages ?? [], held.stages)
  }
}

function collectStages(
  collecting: Collecting,
  into: { path: string; pipelineId: string; stageIds: Map<string, string> },
  stages: readonly StageEntry[],
  held: readonly HeldStage[],
): void {
  const { path, pipelineId, stageIds } = into
  const known = new Set(stageIds.values())
  const accepted = acceptedByDefault(collecting, pipelineId, stages)
  const decided = new Set<string>()
  const winners: { id: string; path: string; entry: StageEntry }[] = []
  let order = Math.max(
    0,
    ...held.filter(({ state }) => state.pipelineId === pipelineId).map(({ state }) => state.order),
  )
  for (const [index, entry] of stages.entries()) {
    const own = `${path}[${index}]`
    const keys = [entry.name, ...(entry.externalId === undefined ? [] : [entry.externalId])].map(
      (key) => `${pipelineId} ${key.toLowerCase()}`,
    )
    const id =
      keys
        .toReversed()
        .map((key) => stageIds.get(key))
        .find((one) => one !== undefined) ?? newId()
    const isNew = !known.has(id)
    known.add(id)
    for (const key of keys) stageIds.set(key, id)
    if (isNew && entry.kind === undefined) {
      collecting.problems.push({
        path: own,
        value: entry.name,
        problem: 'is a new stage; say whether its kind is open, won or lost',
      })
      continue
    }
    if (isNew) order += 1
    if (entry.accepted !== undefined) decided.add(id)
    if (entry.accepted === true) winners.push({ id, path: own, entry })
    const given = named({
      pipelineId,
      name: entry.name,
      order: entry.order,
      kind: entry.kind,
      probability: entry.probability,
      accepted: entry.accepted,
      deleted: entry.deleted,
    })
    const defaults = {
      order,
      probability: entry.kind === 'won' ? 1 : entry.kind === 'lost' ? 0 : null,
      accepted: index === accepted,
      externalId: entry.externalId ?? null,
    }
    collecting.statements.push({
      kind: 'stage',
      entityId: id,
      path: own,
      patch: isNew ? { ...defaults, ...given } : given,
      dating: datingOf(entry, collecting.settings.zone),
    })
  }
  yieldAccepted(collecting, pipelineId, winners, decided, held)
}

/** A pipeline has one accepted stage: where an entry names another, the one before gives way at the same time. */
function yieldAccepted(
  collecting: Collecting,
  pipelineId: string,
  winners: readonly { id: string; path: string; entry: StageEntry }[],
  decided: ReadonlySet<string>,
  held: readonly HeldStage[],
): void {
  const latest = new Map(
    held.filter(({ state }) => state.pipelineId === pipelineId).map((stage) => [stage.id, stage.state]),
  )
  for (const { id, path, entry } of winners) {
    for (const [former, state] of latest) {
      if (former === id || decided.has(former) || !state.accepted) continue
      collecting.statements.push({
        kind: 'stage',
        entityId: former,
        path,
        patch: { accepted: false },
        dating: datingOf(entry, collecting.settings.zone),
      })
    }
  }
}

/** The first open stage of a new pipeline, unless the document names one; -1 for none. */
function acceptedByDefault(collecting: Collecting, pipelineId: string, stages: readonly StageEntry[]): number {
  if (!collecting.fresh.has(pipelineId) || stages.some((stage) => stage.accepted === true)) return -1
  const open = stages.flatMap((stage, index) =>
    stage.kind === 'open' ? [{ index, order: stage.order ?? index + 1 }] : [],
  )
  return open.toSorted((a, b) => a.order - b.order)[0]?.index ?? -1
}
