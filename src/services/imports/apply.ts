import type { Db } from '../../db/client.ts'
import { APPLY_ORDER, fieldSpec } from '../../domain/import/objects.ts'
import type { ObjectKind } from '../../domain/import/objects.ts'
import type { FilePlan, ImportPlan, ImportRecord, Problem, Question, RefBy } from '../../domain/import/record.ts'
import type { Instant } from '../../domain/instant.ts'
import { instantText } from '../../domain/instant.ts'
import type { LedgerKind } from '../../domain/world/kinds.ts'
import { analyzeFacts } from '../../db/bulk.ts'
import { lockForBulk } from '../ledger/lock.ts'
import { applyActivities } from './activities.ts'
import { applyFieldHistory, applyStateHistory, newDealHistory, writeFirstValues } from './deal-history.ts'
import { applyDeals } from './deals.ts'
import { applyPeople } from './people.ts'
import type { ProblemGroup } from './problem-groups.ts'
import { groupingProblems } from './problem-groups.ts'
import { applyReference, REFERENCES } from './reference.ts'
import type { Refs } from './refs.ts'
import { openRefs, refColumns } from './refs.ts'
import type { ImportRun, ObjectCounts } from './run.ts'
import { countsOf, settle, textOf } from './run.ts'
import { removeAbsentDeals } from './absent.ts'
import { writeProblems } from './staging.ts'
import type { StageMap } from './stages.ts'
import { applyStages } from './stages.ts'
import type { Seen, Upsert } from './upsert.ts'
import { sortRecords } from './upsert.ts'

export interface RecordChunk {
  readonly records: readonly ImportRecord[]
  readonly problems: readonly Problem[]
}

export interface ApplyInput {
  readonly orgId: string
  readonly importId: string
  readonly actorId: string | null
  readonly recordedAt: Instant
  readonly takenAt: Instant
  readonly zone: string
  readonly currency: string
  readonly complete: boolean
  readonly plan: ImportPlan
  readonly answers: Readonly<Record<string, string>>
  readonly read: (file: FilePlan) => AsyncIterable<RecordChunk>
  readonly readMinor: (text: string) => number | null
  readonly onProgress: (object: ObjectKind | 'folding', rows: number) => void
}

export interface ApplyResult {
  readonly objects: Record<string, ObjectCounts>
  /** questions met on the way; when there are any, nothing may be kept */
  readonly questions: readonly Question[]
  readonly problems: readonly ProblemGroup[]
}

/** What each object is called in results. */
export const PLURALS: Readonly<Record<ObjectKind, string>> = {
  person: 'people',
  team: 'teams',
  account: 'accounts',
  contact: 'contacts',
  lead: 'leads',
  product: 'products',
  priceBook: 'priceBooks',
  priceBookEntry: 'priceBookEntries',
  pipeline: 'pipelines',
  stage: 'stages',
  deal: 'deals',
  dealHistory: 'dealHistory',
  dealFieldHistory: 'dealHistory',
  lineItem: 'lineItems',
  quote: 'quotes',
  campaign: 'campaigns',
  campaignMember: 'campaignMembers',
  activity: 'activities',
}

/**
 * Writes an import into the ledger, the spans and the facts. Runs inside the caller's transaction: a dry run rolls it
 * back, and so does a question that has no answer yet.
 */
export async function applyImport(tx: Db, input: ApplyInput): Promise<ApplyResult> {
  const questions = new Map<string, Question>()
  const takenAtOf = await readTakenAt(tx, input.orgId, input.importId)
  const problems = problemSink(tx, input)
  const run: ImportRun = {
    db: tx,
    orgId: input.orgId,
    importId: input.importId,
    actorId: input.actorId,
    recordedAt: input.recordedAt,
    takenAt: input.takenAt,
    zone: input.zone,
    currency: input.currency,
    late: [...takenAtOf.values()].some((at) => at > input.takenAt),
    complete: input.complete,
    readMinor: input.readMinor,
    sourceOf: (fileNo) => input.plan.files[fileNo]!.vendor,
    fileName: (fileNo) => input.plan.files[fileNo]!.name,
    counts: new Map(),
    touched: new Map(),
    problem: problems.add,
    ask: (question) => {
      const answer = input.answers[question.key]
      if (answer === undefined) questions.set(question.key, question)
      return answer ?? null
    },
  }
  const refs = await openRefs(run)
  const filesOf = (object: ObjectKind) => input.plan.files.filter((file) => file.object === object)
  const each = async (
    object: ObjectKind,
    work: (file: FilePlan, records: readonly ImportRecord[]) => Promise<void>,
  ) => {
    for (const file of filesOf(object)) {
      for await (const chunk of input.read(file)) {
        countProblems(run, object, chunk, problems.add)
        await prefetchRefs(refs, file, chunk.records)
        await work(file, chunk.records)
        await problems.flush()
        input.onProgress(object, chunk.records.length)
      }
    }
  }
  const stageRecords: { record: ImportRecord; refBy: ReadonlyMap<string, RefBy> }[] = []
  let stages: StageMap | null = null
  const stageMap = async () => (stages ??= await applyStages(run, refs, input.plan.stages, stageRecords))
  const seen = new Map<ObjectKind, Seen>()
  const seenOf = (object: ObjectKind): Seen => {
    if (!seen.has(object)) seen.set(object, new Map())
    return seen.get(object)!
  }
  const notPersons = new Set(input.plan.notPersons)

  for (const object of APPLY_ORDER) {
    if (object === 'person') {
      await settle(run, ['team'])
      await each(object, (file, records) =>
        applyPeople(run, refs, seenOf(object), refColumns(file.columns), notPersons, records),
      )
    } else if (object === 'pipeline' || object === 'stage') {
      await each(object, async (file, records) => {
        stageRecords.push(...records.map((record) => ({ record, refBy: refColumns(file.columns) })))
      })
    } else if (object === 'deal') {
      await settle(run, [...run.touched.keys()])
      await applyDealFiles(run, refs, input, takenAtOf, await stageMap(), each, seenOf)
    } else if (object === 'dealHistory' || object === 'dealFieldHistory') {
      continue
    } else if (object === 'activity') {
      await each(object, (file, records) => applyActivities(run, refs, refColumns(file.columns), records))
    } else if (REFERENCES[object] !== undefined) {
      await each(object, (file, records) =>
        applyReference(run, refs, object, seenOf(object), refColumns(file.columns), records),
      )
      await settle(run, [REFERENCES[object].kind])
    }
  }
  input.onProgress('folding', 0)
  await lockForBulk(tx, input.orgId)
  await settle(run, [
    'person',
    'membership',
    'team',
    ...([...run.touched.keys()] as LedgerKind[]).filter((kind) => kind !== 'deal'),
  ])
  await settle(run, ['deal'])
  await problems.flush()
  await analyzeFacts(tx)
  await tx
    .updateTable('org')
    .set({ first_import_at: instantText(input.recordedAt) })
    .where('org_id', '=', input.orgId)
    .where('first_import_at', 'is', null)
    .execute()
  return { objects: Object.fromEntries(run.counts), questions: [...questions.values()], problems: problems.groups() }
}

type Each = (
  object: ObjectKind,
  work: (file: FilePlan, records: readonly ImportRecord[]) => Promise<void>,
) => Promise<void>

/**
 * Deals take two readings of their file: the first gives every deal its id, so that history can point to it; the
 * second says what the list adds to the history.
 */
async function applyDealFiles(
  run: ImportRun,
  refs: Refs,
  input: ApplyInput,
  takenAtOf: ReadonlyMap<string, Instant>,
  stages: StageMap,
  each: Each,
  seenOf: (object: ObjectKind) => Seen,
): Promise<void> {
  const history = newDealHistory()
  const pipelines = new Map<string, string>()
  const waiting = new Map<string, Omit<Upsert, 'record'> & { readonly place: string; readonly externalId: string }>()
  await each('deal', async (_, records) => {
    for (const { record, ...found } of await sortRecords(run, refs, 'deal', 'deals', seenOf('deal'), records)) {
      const pipeline = textOf(record, 'pipeline')
      if (pipeline !== null) pipelines.set(found.entityId, stages.pipeline(pipeline))
      waiting.set(found.entityId, { ...found, place: placeOf(record), externalId: record.externalId })
    }
  })
  const places = new Map([...waiting.values()].map((held) => [held.place, held]))
  const pipelineOf = (dealId: string) => pipelines.get(dealId) ?? null
  await each('dealHistory', (file, records) =>
    applyStateHistory(run, refs, stages, history, seenOf('dealHistory'), refColumns(file.columns), pipelineOf, records),
  )
  await each('dealFieldHistory', (file, records) =>
    applyFieldHistory(
      run,
      refs,
      stages,
      history,
      seenOf('dealFieldHistory'),
      refColumns(file.columns),
      pipelineOf,
      records,
    ),
  )
  const historian = input.plan.files.find((file) => file.object === 'dealFieldHistory')
  if (historian !== undefined) await writeFirstValues(run, history, historian.vendor)

  const context = { stages, history, trust: input.plan.outcomeBy, takenAtOf }
  for (const file of input.plan.files.filter(({ object }) => object === 'deal')) {
    const refBy = refColumns(file.columns)
    for await (const { records } of input.read(file)) {
      const upserts = records.flatMap((record): Upsert[] => {
        const held = places.get(placeOf(record))
        if (held === undefined) return []
        const { place: _, externalId, ...upsert } = held
        return [{ ...upsert, record: { ...record, externalId } }]
      })
      await prefetchRefs(refs, file, records)
      await applyDeals(run, refs, { ...context, refBy }, upserts)
    }
  }
  if (run.complete && !run.late) {
    const sources = new Set(input.plan.files.filter(({ object }) => object === 'deal').map(({ vendor }) => vendor))
    await removeAbsentDeals(run, sources, new Set([...seenOf('deal').values()].map(({ entityId }) => entityId)))
  }
  await settle(run, ['person', 'account', 'product', 'campaign', 'team', 'membership'])
}

/** When each other import that stands was taken. */
function placeOf({ fileNo, row }: ImportRecord): string {
  return `${fileNo} ${row}`
}

async function readTakenAt(tx: Db, orgId: string, importId: string): Promise<Map<string, Instant>> {
  const rows = await tx
    .selectFrom('import')
    .select(['id', 'taken_at'])
    .where('org_id', '=', orgId)
    .where('id', '<>', importId)
    .where('state', '=', 'done')
    .where('taken_at', 'is not', null)
    .execute()
  return new Map(rows.map((row) => [row.id, row.taken_at!]))
}

/** Loads the ids that a chunk mentions in one query per object instead of one per cell. */
async function prefetchRefs(refs: Refs, file: FilePlan, records: readonly ImportRecord[]): Promise<void> {
  const wanted = new Map<ObjectKind, Set<string>>()
  const want = (kind: ObjectKind, id: string | null) => {
    if (id === null) return
    if (!wanted.has(kind)) wanted.set(kind, new Set())
    wanted.get(kind)!.add(id)
  }
  const targets = refTargets(file)
  for (const record of records) {
    for (const [field, kinds] of targets) for (const kind of kinds) want(kind, textOf(record, field))
    if (record.object === 'dealFieldHistory') {
      for (const field of ['oldValue', 'newValue']) want('person', textOf(record, field))
    }
  }
  for (const [kind, ids] of wanted) await refs.prefetch(file.vendor, kind, [...ids])
}

function refTargets(file: FilePlan): [string, ObjectKind[]][] {
  return file.columns.flatMap((column): [string, ObjectKind[]][] => {
    if (column.field === 'what') return [['what', ['deal', 'account']]]
    if (column.field === 'who') return [['who', ['contact', 'lead']]]
    const target = column.field === null || file.object === null ? undefined : fieldSpec(file.object, column.field)?.to
    return target === undefined || column.refBy === 'name' || column.refBy === 'email'
      ? []
      : [[column.field!, [target]]]
  })
}

function countProblems(run: ImportRun, object: ObjectKind, chunk: RecordChunk, add: (problem: Problem) => void): void {
  const counts = countsOf(run, PLURALS[object])
  for (const problem of chunk.problems) {
    if (problem.severity === 'reject') counts.rejected += 1
    if (problem.severity === 'cell') counts.cellProblems += 1
    add(problem)
  }
}

/** Gathers problems and writes them a chunk at a time. */
function problemSink(tx: Db, input: ApplyInput) {
  const fileName = (fileNo: number) => input.plan.files[fileNo]!.name
  const groups = groupingProblems(fileName)
  let waiting: Problem[] = []
  return {
    groups: groups.list,
    add: (problem: Problem) => {
      groups.add(problem)
      waiting.push(problem)
    },
    flush: async () => {
      const problems = waiting
      waiting = []
      await writeProblems(tx, input.orgId, input.importId, fileName, problems)
    },
  }
}
