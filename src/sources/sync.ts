import { setImmediate as immediate } from 'node:timers/promises'
import { parseMajor } from '#domain/money/amount.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { FilePlan, ImportPlan, ImportRecord, Problem, StageKind } from '#domain/import/record.ts'
import type { Instant } from '#domain/instant.ts'
import type { PreviewFinding } from '#domain/quality/finding.ts'
import { realNow } from '#platform/clock/now.ts'
import type { Ctx } from '#services/context.ts'
import type { ApplyResult, RecordChunk } from '#services/imports/apply.ts'
import { applyImport } from '#services/imports/apply.ts'
import {
  markApplied,
  readBasis,
  readImport,
  savePlan,
  savePreview,
  setResting,
  setState,
} from '#services/imports/import-state.ts'
import {
  closeStagedFile,
  dropStaging,
  openStagedFile,
  readChunks,
  readStagedCells,
  readProfile,
  readStagedFiles,
  stagedRowReader,
  writeChunk,
  writeProblems,
} from '#services/imports/staging.ts'
import type { StagedRow } from '#services/imports/staging.ts'
import { readStages } from '#services/imports/stages.ts'
import { importTransaction } from '#services/imports/transaction.ts'
import { readPreviewFinding } from '#services/quality/finding.ts'
import { readSettings, writeCurrency } from '#services/org/settings.ts'
import { keepDecisions, recallDecisions } from './decisions.ts'
import type { Mapped } from './files/mapper.ts'
import { compileMapper } from './files/mapper.ts'
import { explain, fromReader } from './files/problems.ts'
import type { FileProfile } from './files/profile/file.ts'
import { profileFile, PROFILE_VERSION } from './files/profile/file.ts'
import { openInput } from './files/read/input.ts'
import type { Row } from './files/read/row.ts'
import { recognise } from './files/recognise/recognise.ts'
import { compactName } from './files/vendors/vendor.ts'
import { openQuestions } from './questions.ts'

export interface SyncProgress {
  readonly phase: 'reading' | 'recognising' | 'applying' | 'folding'
  readonly rows: number
  /** null while unknown */
  readonly rowsTotal: number | null
}

export type OnProgress = (progress: SyncProgress) => void

/**
 * Reads files into staging, a committed chunk at a time. Called again for the same import after a crash, it goes on
 * behind the chunks that are there. Every file is profiled in the same pass.
 */
export async function stageFiles(
  ctx: Ctx,
  importId: string,
  paths: readonly string[],
  onProgress: OnProgress,
): Promise<void> {
  let rows = 0
  let fileNo = 0
  for await (const file of openInput(paths)) {
    const { chunks, lastRow } = await openStagedFile(ctx.db, ctx.orgId, importId, { ...file, fileNo })
    const problems: Problem[] = []
    const current = fileNo
    const nameOf = () => file.name
    let chunkNo = chunks
    let fileRows = 0
    const flush = async () => writeProblems(ctx.db, ctx.orgId, importId, nameOf, problems.splice(0))
    const staged = async function* (): AsyncIterable<readonly Row[]> {
      let writing: Promise<unknown> = Promise.resolve()
      for await (const chunk of file.rows((problem) => problems.push(explain(fromReader(current, problem))))) {
        await writing
        const rest = chunk.filter(({ row }) => row > lastRow)
        if (rest.length > 0) {
          const cells = rest.map((row): StagedRow => [row.row, ...row.cells])
          // goes on while the rows are looked at
          writing = writeChunk(ctx.db, ctx.orgId, importId, current, chunkNo, cells)
          writing.catch(() => undefined)
          chunkNo += 1
        }
        fileRows += chunk.length
        rows += chunk.length
        if (problems.length > 1_000) await flush()
        onProgress({ phase: 'reading', rows, rowsTotal: null })
        yield chunk
      }
      await writing
    }
    const known = await readProfile(ctx.db, ctx.orgId, file)
    const profile = isPresent(known) ? known : await profileFile(file.header, staged())
    if (profile === known) for await (const _ of staged()) continue
    await flush()
    await closeStagedFile(ctx.db, ctx.orgId, importId, fileNo, fileRows, {
      ...profile,
      hidden: file.hidden,
      version: PROFILE_VERSION,
    })
    fileNo += 1
  }
  if (fileNo === 0)
    throw new LeadoutError(
      'invalid',
      'There is no file to import: give CSV, TSV or XLSX files, folders or zip archives',
    )
}

/** The profile of the same bytes, where they were read before by the same code. */
function isPresent(profile: unknown): profile is FileProfile {
  return (profile as FileProfile | null)?.version === PROFILE_VERSION
}

/**
 * What the staged files are taken to be, with the answers and the mapping given so far. Raises `invalid` when none of
 * them is anything that can be imported.
 */
export async function planImport(ctx: Ctx, importId: string): Promise<ImportPlan> {
  const held = await readImport(ctx.db, ctx.orgId, importId)
  const files = await readStagedFiles(ctx.db, ctx.orgId, importId)
  const settings = await readSettings(ctx.db, ctx.orgId)
  const { answers, mapping } = await recallDecisions(ctx.db, ctx.orgId, files, held)
  const profiled = files.map((file) => ({ name: file.name, profile: file.profile as FileProfile }))
  const stageKinds = await readStageKinds(ctx)
  const plan = recognise(profiled, answers, {
    zone: settings.zone,
    currency: settings.currencyAssumed === true ? null : settings.currency,
    mapping,
    stageKinds,
  })
  if (plan.files.every(({ object }) => object === null)) throw nothingToImport(plan)
  await savePlan(ctx.db, ctx.orgId, importId, plan, answers)
  await setResting(ctx.db, ctx.orgId, importId, openQuestions(plan, [], answers).length)
  return plan
}

/** What each stage name and id of the organisation means; names that mean two things in two pipelines are left out. */
async function readStageKinds({ db, orgId }: Ctx): Promise<Map<string, StageKind>> {
  const kinds = new Map<string, Set<StageKind>>()
  for (const { name, externalId, kind } of await readStages(db, orgId)) {
    for (const called of [name, externalId ?? name].map(compactName))
      kinds.set(called, new Set([...(kinds.get(called) ?? []), kind]))
  }
  return new Map([...kinds].flatMap(([called, all]) => (all.size === 1 ? [[called, [...all][0]!] as const] : [])))
}

function nothingToImport(plan: ImportPlan): LeadoutError {
  const files = plan.files.map(({ name, label }) => ({ name, label }))
  const old = files.some(({ name }) => /\.xls$/i.test(name))
  const advice = old ? 'Save the old .xls workbook as .xlsx.' : 'Give a CSV or XLSX export with a header row.'
  const named = files.map(({ name, label }) => `${name} (${label})`).join(', ')
  return new LeadoutError('invalid', `There is nothing to import in ${named}. ${advice}`, { files })
}

export interface SyncResult extends ApplyResult {
  readonly takenAt: Instant
  readonly currency: string
  readonly written: boolean
}

const rowOf = ([row, ...cells]: StagedRow): Row => ({ row, cells })

/** Thrown to roll a transaction back with a result in hand, and what its rows would have shown first. */
class RolledBack extends Error {
  readonly result: ApplyResult
  readonly finding: PreviewFinding | null

  constructor(result: ApplyResult, finding: PreviewFinding | null) {
    super('rolled back')
    this.result = result
    this.finding = finding
  }
}

/**
 * Applies a planned import in one transaction. `dryRun` does all of it and rolls back, so its counts are the real
 * ones; so does a question that turned up on the way and has no answer.
 */
export async function writeImport(
  ctx: Ctx,
  importId: string,
  options: { readonly dryRun: boolean; readonly takenAt?: Instant | undefined; readonly onProgress: OnProgress },
): Promise<SyncResult> {
  const held = await readImport(ctx.db, ctx.orgId, importId)
  const plan = held.plan ?? (await planImport(ctx, importId))
  const unanswered = openQuestions(plan, [], held.answers)
  const recordedAt = realNow()
  const basis = await readBasis(ctx.db, ctx.orgId, importId)
  const takenAt = options.takenAt ?? held.takenAt ?? plan.newestStamp ?? recordedAt
  const settings = await readSettings(ctx.db, ctx.orgId)
  const adopted = settings.currencyAssumed === true ? plan.currency : null
  const currency = adopted ?? settings.currency
  const files = await readStagedFiles(ctx.db, ctx.orgId, importId)
  const rowsTotal = files.reduce((sum, file) => sum + (plan.files[file.fileNo]?.object === null ? 0 : file.rows), 0)
  let rows = 0
  const read = async function* (file: FilePlan): AsyncIterable<RecordChunk> {
    const map = compileMapper(file, plan, { zone: settings.zone, currency })
    for await (const chunk of readChunks(ctx.db, ctx.orgId, importId, file.fileNo)) {
      const { records, problems } = map(chunk.map(rowOf))
      yield { records, problems: problems.map(explain) }
      // whatever else this process serves, and the rows on their way to the database
      await immediate()
    }
  }
  const stagedRow = stagedRowReader(ctx.db, ctx.orgId, importId)
  const mappers = new Map<number, (rows: readonly Row[]) => Mapped>()
  const recordOf = async (fileNo: number, row: number): Promise<ImportRecord | null> => {
    const staged = await stagedRow(fileNo, row)
    const map = mappers.get(fileNo) ?? compileMapper(plan.files[fileNo]!, plan, { zone: settings.zone, currency })
    mappers.set(fileNo, map)
    return staged === null ? null : (map([rowOf(staged)]).records[0] ?? null)
  }
  const work = async (): Promise<ApplyResult> =>
    importTransaction(ctx, async (tx) => {
      if (adopted !== null) await writeCurrency({ ...ctx, db: tx }, adopted)
      const result = await applyImport(tx, {
        orgId: ctx.orgId,
        importId,
        actorId: held.actorId,
        recordedAt,
        takenAt,
        zone: settings.zone,
        currency,
        complete: held.complete,
        plan,
        answers: held.answers,
        read,
        cellsOf: (fileNo, row) => readStagedCells(tx, ctx.orgId, importId, files[fileNo]!, row),
        recordOf,
        readMinor: (text) => parseMajor(text, currency)?.minor ?? null,
        onProgress: (object, done) => {
          rows += done
          options.onProgress({ phase: object === 'folding' ? 'folding' : 'applying', rows, rowsTotal })
        },
      })
      if (options.dryRun || openQuestions(plan, result.questions, held.answers).length > 0)
        throw new RolledBack(result, await readPreviewFinding(tx, ctx.orgId, realNow()))
      await keepDecisions(tx, ctx.orgId, files, plan, held, recordedAt)
      await dropStaging(tx, ctx.orgId, importId)
      await markApplied(tx, { orgId: ctx.orgId, importId, takenAt, result: result.objects, finishedAt: realNow() })
      return result
    })
  if (!options.dryRun && unanswered.length > 0) {
    return { objects: {}, problems: [], questions: unanswered, takenAt, currency, written: false }
  }
  try {
    if (!options.dryRun) await setState(ctx.db, ctx.orgId, importId, 'applying')
    const result = await work()
    return { ...result, takenAt, currency, written: true }
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error
    await savePreview(ctx.db, ctx.orgId, importId, { ...error.result, basis, finding: error.finding })
    if (!options.dryRun) await setState(ctx.db, ctx.orgId, importId, 'questions')
    await setResting(ctx.db, ctx.orgId, importId, openQuestions(plan, error.result.questions, held.answers).length)
    return { ...error.result, takenAt, currency, written: false }
  }
}
