import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import type { Database } from '../../db/schema.ts'
import { LeadoutError } from '../../domain/errors.ts'
import type { ImportPlan, Question } from '../../domain/import/record.ts'
import type { Instant } from '../../domain/instant.ts'
import type { PreviewFinding } from '../../domain/quality/finding.ts'
import { instantText } from '../../domain/instant.ts'
import { notifyTopics } from '../live/notify-topics.ts'
import type { ProblemGroup } from './problem-groups.ts'
import type { ObjectCounts } from './run.ts'

export const IMPORT_STATES = ['staging', 'questions', 'ready', 'applying', 'done', 'failed', 'undone'] as const
export type ImportState = (typeof IMPORT_STATES)[number]

/** What a dry run found: the counts and problems that writing would give, and questions met on the way. */
export interface ImportPreview {
  /** null until the rows are counted under the present plan */
  readonly objects: Readonly<Record<string, ObjectCounts>> | null
  readonly problems: readonly ProblemGroup[]
  /** asked by rows, answered or not */
  readonly questions: readonly Question[]
  /** `readBasis` when the rows were counted: another value, and the counts are old */
  readonly basis: Instant | null
  /** what the rows would show first, read before the dry run was rolled back */
  readonly finding?: PreviewFinding | null
}

export interface ImportHeld {
  readonly id: string
  readonly label: string
  readonly state: ImportState
  readonly folder: string | null
  readonly complete: boolean
  readonly takenAt: Instant | null
  readonly plan: ImportPlan | null
  readonly answers: Readonly<Record<string, string>>
  /** a mapping file, as the file source reads it */
  readonly mapping: unknown
  readonly result: Readonly<Record<string, ObjectCounts>> | null
  readonly actorId: string | null
  readonly preview: ImportPreview | null
  readonly progress: ImportProgress | null
  readonly error: string | null
  readonly startedAt: Instant
  readonly finishedAt: Instant | null
  readonly undoneAt: Instant | null
}

export interface ImportProgress {
  readonly phase: 'reading' | 'recognising' | 'matching' | 'applying' | 'folding' | 'finishing'
  readonly rows: number
  readonly rowsTotal: number | null
  /** when this phase began, epoch ms */
  readonly since: Instant
  readonly at: Instant
}

/** Raises `not-found` for an import that is not of this organisation, or is of somebody's mailbox or calendar. */
export async function readImport(db: Db, orgId: string, importId: string): Promise<ImportHeld> {
  const row = await db
    .selectFrom('import')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('id', '=', importId)
    .where('person_id', 'is', null)
    .executeTakeFirst()
  if (row === undefined) throw new LeadoutError('not-found', 'There is no such import')
  return heldOf(row)
}

/** Every import of the organisation, newest first; mailboxes and calendars of persons are not among them. */
export async function listImports(db: Db, orgId: string): Promise<ImportHeld[]> {
  const rows = await db
    .selectFrom('import')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('person_id', 'is', null)
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return rows.map(heldOf)
}

function heldOf(row: Selectable<Database['import']>): ImportHeld {
  return {
    id: row.id,
    label: row.label,
    state: row.state as ImportState,
    folder: row.folder,
    complete: row.complete,
    takenAt: row.taken_at,
    plan: row.plan as ImportPlan | null,
    answers: row.answers,
    mapping: row.mapping,
    result: row.result as ImportHeld['result'],
    actorId: row.actor_id,
    preview: row.preview as ImportPreview | null,
    progress: row.progress as ImportProgress | null,
    error: row.error as string | null,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    undoneAt: row.undone_at,
  }
}

export async function setState(
  db: Db,
  orgId: string,
  importId: string,
  state: ImportState,
  error: string | null = null,
): Promise<void> {
  await db
    .updateTable('import')
    .set({ state, error: error === null ? null : JSON.stringify(error) })
    .where('org_id', '=', orgId)
    .where('id', '=', importId)
    .execute()
}

/** Rests an import after planning or a dry run, unless it has begun to be written meanwhile. */
export async function setResting(db: Db, orgId: string, importId: string, open: number): Promise<void> {
  await db
    .updateTable('import')
    .set({ state: open > 0 ? 'questions' : 'ready', error: null })
    .where('org_id', '=', orgId)
    .where('id', '=', importId)
    .where('state', 'in', ['staging', 'questions', 'ready', 'failed'])
    .execute()
}

/** Shows where a running import is; null when it rests. Every screen that looks at it is told. */
export async function saveProgress(
  db: Db,
  orgId: string,
  importId: string,
  progress: ImportProgress | null,
  now: Instant,
): Promise<void> {
  await db
    .updateTable('import')
    .set({ progress: progress === null ? null : JSON.stringify(progress) })
    .where('org_id', '=', orgId)
    .where('id', '=', importId)
    .execute()
  await notifyTopics(db, orgId, [`import:${importId}`], now)
}

/** When another import was last written or undone; null where none was. */
export async function readBasis(db: Db, orgId: string, importId: string): Promise<Instant | null> {
  const { last } = await db
    .selectFrom('import')
    .select(sql<Instant | null>`max(greatest(finished_at, undone_at))`.as('last'))
    .where('org_id', '=', orgId)
    .where('id', '<>', importId)
    .executeTakeFirstOrThrow()
  return last
}

/** Keeps a plan and the answers it was made with. Its rows are to be counted again; what they asked stays in sight. */
export async function savePlan(
  db: Db,
  orgId: string,
  importId: string,
  plan: ImportPlan,
  answers: Readonly<Record<string, string>>,
): Promise<void> {
  const { preview } = await readImport(db, orgId, importId)
  const uncounted: ImportPreview = { objects: null, problems: [], questions: preview?.questions ?? [], basis: null }
  await db
    .updateTable('import')
    .set({ plan: JSON.stringify(plan), answers: JSON.stringify(answers), preview: JSON.stringify(uncounted) })
    .where('org_id', '=', orgId)
    .where('id', '=', importId)
    .execute()
}

/** Keeps what a dry run found. */
export async function savePreview(db: Db, orgId: string, importId: string, preview: ImportPreview): Promise<void> {
  await db
    .updateTable('import')
    .set({ preview: JSON.stringify(preview) })
    .where('org_id', '=', orgId)
    .where('id', '=', importId)
    .execute()
}

/** Keeps answers and an edited mapping; the plan made without them is void. */
export async function saveDecisions(
  db: Db,
  orgId: string,
  importId: string,
  decisions: {
    readonly answers?: Readonly<Record<string, string>>
    readonly mapping?: unknown
    readonly takenAt?: Instant
  },
): Promise<void> {
  await db
    .updateTable('import')
    .set({
      plan: null,
      ...(decisions.answers && { answers: JSON.stringify(decisions.answers) }),
      ...(decisions.mapping !== undefined && { mapping: JSON.stringify(decisions.mapping) }),
      ...(decisions.takenAt !== undefined && { taken_at: instantText(decisions.takenAt) }),
    })
    .where('org_id', '=', orgId)
    .where('id', '=', importId)
    .execute()
}

/** Marks an import as written, inside the transaction that wrote it, and tells every screen. */
export async function markApplied(
  tx: Db,
  done: {
    readonly orgId: string
    readonly importId: string
    readonly takenAt: Instant
    readonly result: Readonly<Record<string, ObjectCounts>>
    readonly finishedAt: Instant
  },
): Promise<void> {
  await tx
    .updateTable('import')
    .set({
      state: 'done',
      taken_at: instantText(done.takenAt),
      result: JSON.stringify(done.result),
      finished_at: instantText(done.finishedAt),
    })
    .where('org_id', '=', done.orgId)
    .where('id', '=', done.importId)
    .execute()
  await notifyTopics(tx, done.orgId, ['figures', `import:${done.importId}`], done.finishedAt)
}

/** The uploaded files of an import are staged and gone. */
export async function forgetFolder(db: Db, orgId: string, importId: string): Promise<void> {
  await db.updateTable('import').set({ folder: null }).where('org_id', '=', orgId).where('id', '=', importId).execute()
}

/** Imports of every organisation that wait to be read, counted or written. */
export async function unfinishedImports(
  db: Db,
): Promise<{ readonly orgId: string; readonly importId: string; readonly state: ImportState }[]> {
  const orgs = await db.selectFrom('org').select('org_id').orderBy('org_id').execute()
  const found = await Promise.all(orgs.map(({ org_id }) => unfinishedOf(db, org_id)))
  return found.flat()
}

/** what an import says whose process died while it read files that it cannot find again by itself */
export const INTERRUPTED = 'Reading the files was interrupted. Import them again.'

/** Imports whose files nobody but their reader knew, and that are still being read; some of them by live processes. */
export async function unreadImports(db: Db, orgId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('import')
    .select('id')
    .where('org_id', '=', orgId)
    .where('state', '=', 'staging')
    .where('folder', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

async function unfinishedOf(db: Db, orgId: string) {
  const rows = await db
    .selectFrom('import')
    .select(['id as importId', 'state'])
    .where('org_id', '=', orgId)
    .where('person_id', 'is', null)
    .where(({ and, eb, or }) =>
      or([
        eb('state', '=', 'applying'),
        and([eb('state', '=', 'staging'), eb('folder', 'is not', null)]),
        and([eb('state', 'in', ['questions', 'ready']), eb(sql`preview->'objects'`, '=', sql.lit('null'))]),
      ]),
    )
    .orderBy('id')
    .execute()
  return rows.map(({ importId, state }) => ({ orgId, importId, state: state as ImportState }))
}
