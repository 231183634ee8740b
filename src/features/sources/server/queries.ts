import type { Db } from '#db/client.ts'
import type { PreviewFinding } from '#domain/quality/finding.ts'
import { OBJECTS } from '#domain/import/objects.ts'
import { sureGuess } from '#domain/import/record.ts'
import type { ImportHeld } from '#services/imports/import-state.ts'
import { listImports, readBasis, readImport } from '#services/imports/import-state.ts'
import type { ObjectCounts } from '#services/imports/run.ts'
import { UNDO_DAYS } from '#services/imports/undo.ts'
import { PLURALS } from '#domain/import/object-kind.ts'
import { openQuestions } from '#sources/questions.ts'
import { readExamples } from '#sources/examples.ts'
import type { Finding, Import, ImportCounts, ImportPreview, ImportProgress } from '../contract.ts'

const DAY = 86_400_000

export async function readImportRow(db: Db, orgId: string, importId: string): Promise<Import> {
  return withFiles(db, orgId, await readImport(db, orgId, importId))
}

export async function readImportRows(db: Db, orgId: string): Promise<Import[]> {
  return Promise.all((await listImports(db, orgId)).map((held) => withFiles(db, orgId, held)))
}

async function withFiles(db: Db, orgId: string, held: ImportHeld): Promise<Import> {
  const files = await db
    .selectFrom('import_file')
    .select(['name', 'size as bytes', 'rows'])
    .where('org_id', '=', orgId)
    .where('import_id', '=', held.id)
    .orderBy('file_no')
    .execute()
  const by = held.actorId === null ? null : await userName(db, held.actorId)
  return {
    id: held.id,
    label: held.label,
    state: held.state,
    files,
    startedAt: held.startedAt,
    finishedAt: held.finishedAt,
    undoneAt: held.undoneAt,
    undoUntil:
      (held.state === 'done' || held.state === 'undone') && held.finishedAt !== null
        ? held.finishedAt + UNDO_DAYS * DAY
        : null,
    by,
    progress: progressOf(held),
    counts: totals(held.result ?? held.preview?.objects ?? null),
    error: held.error,
  }
}

async function userName(db: Db, userId: string): Promise<string | null> {
  const user = await db.selectFrom('auth_user').select('name').where('id', '=', userId).executeTakeFirst()
  return user?.name ?? null
}

function progressOf({ progress }: ImportHeld): ImportProgress | null {
  if (progress === null) return null
  const seconds = (progress.at - progress.since) / 1000
  const rate = seconds > 0 ? progress.rows / seconds : null
  const left =
    rate === null || rate === 0 || progress.rowsTotal === null ? null : (progress.rowsTotal - progress.rows) / rate
  return {
    phase: progress.phase,
    rows: progress.rows,
    rowsTotal: progress.rowsTotal,
    rowsPerSecond: rate,
    secondsLeft: left,
  }
}

function totals(objects: Readonly<Record<string, ObjectCounts>> | null): ImportCounts | null {
  if (objects === null) return null
  const all = Object.values(objects)
  const sum = (key: keyof ImportCounts) => all.reduce((total, counts) => total + counts[key], 0)
  return { new: sum('new'), changed: sum('changed'), unchanged: sum('unchanged'), rejected: sum('rejected') }
}

/** What writing would bring, from the plan and the last dry run. */
export async function readPreview(db: Db, orgId: string, importId: string): Promise<ImportPreview> {
  const held = await readImport(db, orgId, importId)
  const row = await withFiles(db, orgId, held)
  const { plan, preview, answers } = held
  const questions =
    plan === null
      ? []
      : [...new Map([...plan.questions, ...(preview?.questions ?? [])].map((q) => [q.key, q])).values()]
  const open = plan === null ? [] : openQuestions(plan, preview?.questions ?? [], answers)
  const files =
    plan === null
      ? []
      : await Promise.all(
          plan.files.map(async (file) => ({
            fileNo: file.fileNo,
            name: file.name,
            object: file.object,
            label: file.label,
            confidence: file.confidence,
            vendor: file.vendor,
            rows: row.files[file.fileNo]?.rows ?? 0,
            columns: await readExamples(db, orgId, importId, plan, file),
            fields: file.object === null ? [] : Object.keys(OBJECTS[file.object]),
            counts: countsOf(file.object === null ? undefined : preview?.objects?.[PLURALS[file.object]]),
          })),
        )
  return {
    import: row,
    files,
    questions: questions.map((question) => ({
      ...question,
      options: [...question.options],
      column: question.column ?? null,
      guess: question.guess === undefined ? null : { ...question.guess, taken: sureGuess(question) !== null },
      answer: answers[question.key] ?? null,
    })),
    problems: (preview?.problems ?? []).map((group) => ({
      ...group,
      examples: [...group.examples],
      values: [...group.values],
    })),
    counts: open.length === 0 ? totals(preview?.objects ?? null) : null,
    counting: preview === null || preview.objects === null,
    stale: preview?.objects != null && preview.basis !== (await readBasis(db, orgId, importId)),
    currency: plan?.currency ?? null,
    finding: withoutRows(preview?.finding ?? null),
  }
}

function withoutRows(finding: PreviewFinding | null): Finding | null {
  if (finding === null) return null
  const { rows: _, ...told } = finding
  return told
}

function countsOf(counts: ObjectCounts | undefined): ImportCounts | null {
  if (counts === undefined) return null
  return { new: counts.new, changed: counts.changed, unchanged: counts.unchanged, rejected: counts.rejected }
}
