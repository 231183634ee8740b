import type { StagePlan } from '../../domain/import/record.ts'
import { LATEST } from '../../domain/span/box.ts'
import type { Db } from '../../db/client.ts'
import { readKind } from '../../db/spans.ts'
import type { ImportRecord, RefBy } from '../../domain/import/record.ts'
import type { DealStatus } from '../../domain/deal/state.ts'
import { newId } from '../../platform/ids.ts'
import { foldName } from './held-names.ts'
import type { Refs } from './refs.ts'
import type { ImportChange, ImportRun } from './run.ts'
import { countsOf, settle, textOf, write } from './run.ts'

export interface StageRef {
  readonly id: string
  readonly pipelineId: string
  readonly kind: DealStatus
}

/** The organisation's stage maps as an import needs them: by what sources call pipelines and stages. */
export interface StageMap {
  readonly pipeline: (name: string | null) => string
  /** null where the pipeline has no stage of this name or id */
  readonly stage: (pipelineId: string, name: string) => StageRef | null
  readonly kindOf: (stageId: string) => DealStatus | null
}

/** A stage to add; without an order it comes after those already there. */
type NewStage = Pick<StagePlan, 'name' | 'kind' | 'probability'> & { readonly order: number | null }

const EVERYTHING = { valid: LATEST, known: LATEST, recorded: LATEST }
const DEFAULT_PIPELINE = 'Sales'

/** Every stage of every pipeline as it is now. */
export async function readStages(
  db: Db,
  orgId: string,
): Promise<{ readonly name: string; readonly externalId: string | null; readonly kind: DealStatus }[]> {
  const stages = await readKind(db, orgId, 'stage', EVERYTHING)
  return stages.map(({ state: { name, externalId, kind } }) => ({ name, externalId: externalId ?? null, kind }))
}

/** Adds the pipelines and stages that an import brings; what is already on a stage map stays as it is. */
export async function applyStages(
  run: ImportRun,
  refs: Refs,
  plan: readonly StagePlan[],
  records: readonly { readonly record: ImportRecord; readonly refBy: ReadonlyMap<string, RefBy> }[],
): Promise<StageMap> {
  const pipelines = new Map<string, string>()
  for (const { id, state } of await readKind(run.db, run.orgId, 'pipeline', EVERYTHING)) {
    pipelines.set(foldName(state.name), id)
    if (state.externalId !== null) pipelines.set(state.externalId, id)
  }
  const stages = new Map<string, StageRef>()
  const orders = new Map<string, number>()
  for (const { id, state } of await readKind(run.db, run.orgId, 'stage', EVERYTHING)) {
    const ref = { id, pipelineId: state.pipelineId, kind: state.kind }
    stages.set(`${state.pipelineId} ${foldName(state.name)}`, ref)
    if (state.externalId) stages.set(`${state.pipelineId} ${state.externalId}`, ref)
    orders.set(state.pipelineId, Math.max(orders.get(state.pipelineId) ?? 0, state.order))
  }
  const changes: ImportChange[] = []
  const always = { validAt: -Infinity, knownAt: -Infinity }

  const addPipeline = (name: string, externalId: string | null, source: string): string => {
    const found = pipelines.get(externalId ?? '') ?? pipelines.get(foldName(name))
    if (found !== undefined) return found
    const id = newId()
    changes.push({
      ...always,
      id: newId(),
      kind: 'pipeline',
      entityId: id,
      source,
      patch: {
        name,
        order: new Set(pipelines.values()).size + 1,
        countsAsBookings: true,
        amountMeans: 'one-off',
        lostAmountsZeroed: false,
        externalId,
      },
    })
    pipelines.set(foldName(name), id)
    if (externalId !== null) pipelines.set(externalId, id)
    countsOf(run, 'pipelines').new += 1
    return id
  }

  const addStage = (pipelineId: string, stage: NewStage, externalId: string | null, source: string): void => {
    const keys = [
      `${pipelineId} ${foldName(stage.name)}`,
      ...(externalId === null ? [] : [`${pipelineId} ${externalId}`]),
    ]
    const found = keys.map((key) => stages.get(key)).find((ref) => ref !== undefined)
    const ref = found ?? { id: newId(), pipelineId, kind: stage.kind }
    for (const key of keys) stages.set(key, ref)
    if (found !== undefined) return
    const order = stage.order ?? (orders.get(pipelineId) ?? 0) + 1
    const firstOpen =
      stage.kind === 'open' &&
      ![...stages.values()].some((other) => other !== ref && other.pipelineId === pipelineId && other.kind === 'open')
    orders.set(pipelineId, Math.max(orders.get(pipelineId) ?? 0, order))
    changes.push({
      ...always,
      id: newId(),
      kind: 'stage',
      entityId: ref.id,
      source,
      patch: {
        pipelineId,
        name: stage.name,
        order,
        kind: stage.kind,
        probability: stage.probability,
        accepted: firstOpen,
        externalId,
      },
    })
    countsOf(run, 'stages').new += 1
  }

  for (const { record } of records) {
    const source = run.sourceOf(record.fileNo)
    const name = textOf(record, 'name') ?? record.externalId
    if (record.object === 'pipeline') {
      refs.learn(source, 'pipeline', record.externalId, addPipeline(name, record.externalId, source))
      continue
    }
    const pipelineId = addPipeline(textOf(record, 'pipeline') ?? DEFAULT_PIPELINE, textOf(record, 'pipeline'), source)
    const kind = record.values['won'] === true ? 'won' : record.values['closed'] === true ? 'lost' : 'open'
    const { order, probability } = record.values
    addStage(
      pipelineId,
      {
        name,
        kind,
        order: typeof order === 'number' ? order : null,
        probability: typeof probability === 'number' ? probability : null,
      },
      record.externalId,
      source,
    )
  }
  for (const stage of plan.toSorted((a, b) => a.order - b.order)) {
    const pipelineId = addPipeline(stage.pipeline ?? DEFAULT_PIPELINE, null, 'file')
    addStage(pipelineId, stage, null, 'file')
  }
  if (pipelines.size === 0) addPipeline(DEFAULT_PIPELINE, null, 'file')
  await write(run, changes)
  await settle(run, ['pipeline', 'stage'])

  const kinds = new Map([...stages.values()].map((ref) => [ref.id, ref.kind]))
  const first = pipelines.get(foldName(DEFAULT_PIPELINE)) ?? [...pipelines.values()][0]!
  return {
    pipeline: (name) => (name === null ? first : (pipelines.get(name) ?? pipelines.get(foldName(name)) ?? first)),
    stage: (pipelineId, name) =>
      stages.get(`${pipelineId} ${name}`) ?? stages.get(`${pipelineId} ${foldName(name)}`) ?? null,
    kindOf: (stageId) => kinds.get(stageId) ?? null,
  }
}
