import { markStale, welcome } from '../../db/activity-days.ts'
import { analyzeFacts } from '../../db/bulk.ts'
import type { Db } from '../../db/client.ts'
import { APPLY_ORDER, PLURALS } from '../../domain/import/object-kind.ts'
import type { ObjectKind } from '../../domain/import/object-kind.ts'
import type { FilePlan, ImportPlan, ImportRecord, Problem, Question, RefBy } from '../../domain/import/record.ts'
import type { Instant } from '../../domain/instant.ts'
import { instantText } from '../../domain/instant.ts'
import type { LedgerKind } from '../../domain/world/kinds.ts'
import { lockForBulk, lockForImport } from '../ledger/lock.ts'
import { applyActivities } from './activities.ts'
import type { Each } from './deal-files.ts'
import { applyDealFiles } from './deal-files.ts'
import { joinLinks } from './links.ts'
import { applyPeople } from './people.ts'
import { applyPlanRows, isPlanObject } from './plan-rows.ts'
import type { ProblemGroup } from './problem-groups.ts'
import { readProblemGroups } from './problem-groups.ts'
import { problemSink } from './problem-sink.ts'
import { applyReference, REFERENCES } from './reference.ts'
import { openRefs, refColumns } from './refs.ts'
import { newRepeats, saveRepeats } from './repeats.ts'
import type { ImportRun, ObjectCounts } from './run.ts'
import { countsOf, settle } from './run.ts'
import type { StageMap } from './stages.ts'
import { applyStages } from './stages.ts'
import type { Seen } from './seen.ts'
import { newSeen } from './seen.ts'
import { applyWorldHistory, isHistoryObject } from './world-history.ts'

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
  /** the cells of a staged row by header */
  readonly cellsOf: (fileNo: number, row: number) => Promise<Readonly<Record<string, string>>>
  /** a staged row, read again; null where it is none */
  readonly recordOf: (fileNo: number, row: number) => Promise<ImportRecord | null>
  readonly readMinor: (text: string) => number | null
  readonly onProgress: (object: ObjectKind | 'folding', rows: number) => void
}

export interface ApplyResult {
  readonly objects: Record<string, ObjectCounts>
  /** questions met on the way, answered or not; while one is open, nothing may be kept */
  readonly questions: readonly Question[]
  readonly problems: readonly ProblemGroup[]
}

/**
 * Writes an import into the ledger, the spans and the facts. Runs inside the caller's transaction: a dry run rolls it
 * back, and so does a question that has no answer yet.
 */
export async function applyImport(tx: Db, given: ApplyInput): Promise<ApplyResult> {
  await lockForImport(tx, given.orgId)
  const input = await joinLinks(given)
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
    sources: [...new Set(input.plan.files.filter(({ object }) => object !== null).map(({ vendor }) => vendor))],
    fileName: (fileNo) => input.plan.files[fileNo]!.name,
    file: (fileNo) => input.plan.files[fileNo]!,
    counts: new Map(),
    touched: new Map(),
    problem: problems.add,
    ask: async (key, question) => {
      if (!questions.has(key)) questions.set(key, await question())
      return input.answers[key] ?? null
    },
    cellsOf: input.cellsOf,
    recordOf: input.recordOf,
    repeats: newRepeats(),
    deferred: [],
    met: new Set(),
    activityIds: new Map(),
    stale: new Map(),
    memberships: input.plan.files.some(({ object }) => object === 'membership'),
    settling: false,
  }
  const found = await readProblemGroups(tx, input.orgId, input.importId)
  for (const group of found.groups) problems.addGroup(group)
  for (const { name, object } of input.plan.files) {
    const lost = found.rejected.get(name) ?? 0
    if (object !== null && lost > 0) countsOf(run, PLURALS[object]).rejected += lost
  }
  const refs = await openRefs(run)
  const filesOf = (object: ObjectKind) => input.plan.files.filter((file) => file.object === object)
  const each: Each = async (object, work) => {
    for (const file of filesOf(object)) {
      for await (const chunk of input.read(file)) {
        countProblems(run, object, chunk, problems.add)
        await work(file, chunk.records)
        await problems.flush()
        input.onProgress(object, chunk.records.length)
      }
    }
    await settleDeferred(run, (fileNo, records) => work(input.plan.files[fileNo]!, records))
  }
  const stageRecords: { record: ImportRecord; refBy: ReadonlyMap<string, RefBy> }[] = []
  let stages: StageMap | null = null
  const stageMap = async () => (stages ??= await applyStages(run, refs, input.plan.stages, stageRecords))
  const seen = new Map<ObjectKind, Seen>()
  const seenOf = (object: ObjectKind): Seen => {
    if (!seen.has(object)) seen.set(object, newSeen({ entities: object === 'deal' && input.complete }))
    return seen.get(object)!
  }
  const notPersons = new Set(input.plan.notPersons)
  const planRows: ImportRecord[] = []

  for (const object of APPLY_ORDER) {
    if (object === 'person') {
      await settle(run, ['team'])
      await each(object, (file, records) =>
        applyPeople(run, refs, seenOf(object), refColumns(file.columns), notPersons, records),
      )
    } else if (isPlanObject(object)) {
      await each(object, async (_, records) => {
        planRows.push(...records)
      })
    } else if (object === 'pipeline' || object === 'stage') {
      await each(object, async (file, records) => {
        stageRecords.push(...records.map((record) => ({ record, refBy: refColumns(file.columns) })))
      })
    } else if (object === 'deal') {
      await settle(run, [...run.touched.keys()])
      await applyDealFiles(run, refs, input, takenAtOf, await stageMap(), each, seenOf)
    } else if (object === 'dealHistory' || object === 'dealFieldHistory') {
      continue
    } else if (isHistoryObject(object)) {
      await each(object, (file, records) =>
        applyWorldHistory(run, refs, object, seenOf(object), refColumns(file.columns), records),
      )
      await settle(run, ['account', 'lead'])
    } else if (object === 'activity') {
      await each(object, (file, records) => applyActivities(run, refs, refColumns(file.columns), records))
    } else if (REFERENCES[object] !== undefined) {
      await each(object, (file, records) => {
        if (object === 'team') planRows.push(...records)
        return applyReference(run, refs, object, seenOf(object), refColumns(file.columns), records)
      })
      await settle(run, [REFERENCES[object].kind])
    }
  }
  if (planRows.some(({ object }) => isPlanObject(object))) {
    await settle(run, ['person', 'membership', 'team'])
    await applyPlanRows(run, planRows)
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
  refs.reportMissing()
  await problems.flush()
  await saveRepeats(run)
  await welcome(
    tx,
    input.orgId,
    [...run.stale.keys()].filter((id) => id !== null),
  )
  await markStale(tx, input.orgId, run.stale)
  await analyzeFacts(tx)
  await tx
    .updateTable('org')
    .set({ first_import_at: instantText(input.recordedAt) })
    .where('org_id', '=', input.orgId)
    .where('first_import_at', 'is', null)
    .execute()
  return { objects: Object.fromEntries(run.counts), questions: [...questions.values()], problems: problems.groups() }
}

/** When each other import that stands was taken. */
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

/** Works off the rows that waited for the end of their object's files. */
async function settleDeferred(
  run: ImportRun,
  work: (fileNo: number, records: readonly ImportRecord[]) => Promise<void>,
): Promise<void> {
  const waiting = run.deferred.splice(0)
  run.settling = true
  for (const fileNo of new Set(waiting.map((record) => record.fileNo))) {
    await work(
      fileNo,
      waiting.filter((record) => record.fileNo === fileNo),
    )
  }
  run.settling = false
}

function countProblems(run: ImportRun, object: ObjectKind, chunk: RecordChunk, add: (problem: Problem) => void): void {
  const counts = countsOf(run, PLURALS[object])
  for (const problem of chunk.problems) {
    if (problem.severity === 'reject') counts.rejected += 1
    if (problem.severity === 'cell') counts.cellProblems += 1
    add(problem)
  }
}
