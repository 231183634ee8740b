import { createWriteStream } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { oneAtATime } from '#db/one-at-a-time.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { ImportPlan, Question } from '#domain/import/record.ts'
import { realNow } from '#platform/clock/now.ts'
import type { Ctx } from '#services/context.ts'
import { csvLines } from '#services/export/csv.ts'
import { readImport, saveDecisions } from '#services/imports/import-state.ts'
import { readRejected } from '#services/imports/rejected.ts'
import { createImport, discardImport } from '#services/imports/staging.ts'
import { discardOrg, ensureOrg } from '#services/org/ensure-org.ts'
import { readSettings } from '#services/org/settings.ts'
import { parseInstant } from '#services/org/view.ts'
import type { SyncResult } from '#sources/sync.ts'
import { parseMapping } from '#sources/files/mapping.ts'
import { failUnread, writeInterrupted } from '#features/sources/server/interrupted.ts'
import { guessedQuestions, openQuestions } from '#sources/questions.ts'
import { planImport, stageFiles, writeImport } from '#sources/sync.ts'
import type { App } from './app.ts'
import { requireOrg, withApp } from './app.ts'
import type { ImportOptions } from './commands/import.ts'
import { progressLine } from './progress.ts'
import type { Outcome } from './run.ts'
import { Unfinished } from './run.ts'

/** `leadout import PATH...`: reads, asks or writes. Without `--yes` nothing stays but what was there before. */
export async function importPaths(options: ImportOptions, paths: readonly string[]): Promise<Outcome> {
  if (paths.length === 0) throw new LeadoutError('invalid', 'Say what to import: files, folders or zip archives')
  return withApp(options, (app) => importOnce(app, options, paths))
}

async function importOnce(app: App, options: ImportOptions, paths: readonly string[]): Promise<Outcome> {
  const org = await openOrg(app, options)
  const ctx: Ctx = { db: app.db, orgId: org.id, actor: { type: 'cli' }, recordedAt: realNow() }
  const line = progressLine()
  await failUnread(ctx)
  if (options.yes === true) await writeInterrupted(ctx, line.show)
  const importId = await createImport(ctx, {
    label: paths.map((path) => basename(path)).join(', '),
    complete: options.complete === true,
  })
  // held as long as this process lives, so that another can tell that it is at it
  return oneAtATime(app.db, importId, () => importStaged(app, ctx, importId, options, paths, org.created, line))
}

async function importStaged(
  app: App,
  ctx: Ctx,
  importId: string,
  options: ImportOptions,
  paths: readonly string[],
  newOrg: boolean,
  line: ReturnType<typeof progressLine>,
): Promise<Outcome> {
  let written = false
  try {
    await decide(ctx, importId, options)
    await stageFiles(ctx, importId, paths, line.show)
    const plan = await planImport(ctx, importId)
    const { answers } = await readImport(ctx.db, ctx.orgId, importId)
    const open = openQuestions(plan, [], answers)
    if (options.yes === true && open.length > 0) throw new Unfinished(questionsOutcome(open))
    const result = await writeImport(ctx, importId, { dryRun: options.yes !== true, onProgress: line.show })
    line.done()
    written = result.written
    const asked = openQuestions(plan, result.questions, answers)
    if (options.yes === true && !written) throw new Unfinished(questionsOutcome(asked))
    const rejectedFile = await writeRejected(app, ctx, importId)
    const guessed = guessedQuestions(plan, result.questions, answers)
    return report(importId, result, plan, { asked, guessed }, rejectedFile)
  } finally {
    if (!written) {
      await discardImport(app.db, ctx.orgId, importId)
      if (newOrg) await discardOrg(app.db, ctx.orgId)
    }
  }
}

async function openOrg(app: App, options: ImportOptions): Promise<{ id: string; created: boolean }> {
  const any = await app.db.selectFrom('org').select('org_id').limit(1).executeTakeFirst()
  if (any !== undefined || app.orgId !== undefined) return { id: await requireOrg(app), created: false }
  const zone = options.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  const currency = options.currency?.toUpperCase() ?? null
  const id = await ensureOrg(app.db, { slug: options.org ?? 'main', name: 'Main', zone, currency }, realNow())
  return { id, created: true }
}

async function decide(ctx: Ctx, importId: string, options: ImportOptions): Promise<void> {
  const settings = await readSettings(ctx.db, ctx.orgId)
  const answers = Object.fromEntries(
    (options.answer ?? []).map((text) => {
      const at = text.lastIndexOf('=')
      if (at < 1) throw new LeadoutError('invalid', `An answer is written KEY=VALUE; ${text} is not`)
      return [text.slice(0, at), text.slice(at + 1)]
    }),
  )
  const mapping = options.mapping === undefined ? undefined : parseMapping(await readFile(options.mapping, 'utf8'))
  await saveDecisions(ctx.db, ctx.orgId, importId, {
    answers,
    ...(mapping && { mapping }),
    ...(options.takenAt !== undefined && { takenAt: parseInstant(options.takenAt, settings.zone) }),
  })
}

/** Writes the rows to repair beside the data, one CSV per source file; null when there are none. */
async function writeRejected(app: App, ctx: Ctx, importId: string): Promise<string | null> {
  const files = await readRejected(app.db, ctx.orgId, importId)
  if (files.length === 0) return null
  const folder = join(app.config.dataDir, 'imports', importId)
  await mkdir(folder, { recursive: true })
  const written: string[] = []
  for (const { name, header, rows } of files) {
    const path = join(
      folder,
      `${basename(name)
        .replace(/[^\w.-]+/g, '-')
        .replace(/\.\w+$/, '')}-rejected.csv`,
    )
    const lines = async function* () {
      yield csvLines([header])
      for await (const row of rows) yield csvLines([row])
    }
    await pipeline(Readable.from(lines()), createWriteStream(path))
    written.push(path)
  }
  return written.length === 1 ? written[0]! : folder
}

/** What was read by a guess, how sure it is, and how to say otherwise. */
function guessedText(questions: readonly Question[]): string {
  const lines = questions.flatMap(({ key, file, column, text, options, guess }) => [
    `  ${[file, column].filter((part) => part !== undefined).join(', ')}: ${text}`,
    ...options.map(({ value, example }) =>
      value === guess!.value
        ? `    taken: ${example} (${Math.round(guess!.confidence * 100)} % sure: ${guess!.reason})`
        : `    or --answer '${key}=${value}'  ${example}`,
    ),
  ])
  return ['Guessed:', ...lines].join('\n')
}

function questionsOutcome(questions: readonly Question[]): Outcome {
  const text = questions
    .map(({ key, text: asked, options, suggested, guess }) =>
      [
        `${asked}`,
        ...options.map(
          (option) =>
            `  --answer '${key}=${option.value}'  ${option.example} (${option.rows} rows)${option.value === suggested ? '  <- suggested' : ''}`,
        ),
        ...(guess === undefined ? [] : [`  ${Math.round(guess.confidence * 100)} % sure: ${guess.reason}`]),
      ].join('\n'),
    )
    .join('\n\n')
  return { data: { questions }, text: `Nothing was written. Answer first:\n\n${text}` }
}

function report(
  importId: string,
  result: SyncResult,
  plan: ImportPlan,
  { asked, guessed }: { readonly asked: readonly Question[]; readonly guessed: readonly Question[] },
  rejectedFile: string | null,
): Outcome {
  const data = {
    importId: result.written ? importId : null,
    written: result.written,
    takenAt: new Date(result.takenAt).toISOString(),
    currency: result.currency,
    objects: result.objects,
    files: plan.files.map(({ name, object, label }) => ({ name, object, label })),
    notPersons: plan.notPersons,
    questions: asked,
    guesses: guessed,
    rejectedFile,
  }
  const counts = Object.entries(result.objects).map(
    ([object, c]) =>
      `  ${object}: ${c.new} new, ${c.changed} changed, ${c.unchanged} unchanged, ${c.duplicate} duplicate, ${c.rejected} rejected, ${c.cellProblems} cells left empty`,
  )
  const left = plan.files
    .filter(({ object }) => object === null)
    .map(({ name, label }) => `  left out: ${name} (${label})`)
  const head = result.written
    ? `Imported, as taken at ${data.takenAt}.`
    : 'Nothing was written. With --yes this would go in:'
  const tail = rejectedFile === null ? [] : [`Rows to repair: ${rejectedFile}`]
  const guesses = guessed.length === 0 ? [] : [guessedText(guessed)]
  const open = asked.length === 0 ? [] : [questionsOutcome(asked).text!]
  return { data, text: [head, ...counts, ...left, ...tail, ...guesses, ...open].join('\n') }
}

/** `leadout import --watch DIR`: imports each file that appears or changes, once it has stopped growing. */
export async function watchFolder(options: ImportOptions, folder: string): Promise<Outcome> {
  const { watchImports } = await import('./watch.ts')
  return watchImports(folder, (path) => importPaths({ ...options, yes: true }, [path]))
}
