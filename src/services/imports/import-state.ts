import type { Db } from '../../db/client.ts'
import { LeadoutError } from '../../domain/errors.ts'
import type { ImportPlan } from '../../domain/import/record.ts'
import type { Mapping } from '../../domain/import/mapping.ts'
import type { Instant } from '../../domain/instant.ts'
import { instantText } from '../../domain/instant.ts'
import { notifyTopics } from '../live/notify-topics.ts'
import type { ObjectCounts } from './run.ts'

export const IMPORT_STATES = ['staging', 'questions', 'ready', 'applying', 'done', 'failed', 'undone'] as const
export type ImportState = (typeof IMPORT_STATES)[number]

export interface ImportHeld {
  readonly id: string
  readonly label: string
  readonly state: ImportState
  readonly complete: boolean
  readonly takenAt: Instant | null
  readonly plan: ImportPlan | null
  readonly answers: Readonly<Record<string, string>>
  readonly mapping: Mapping | null
  readonly result: Readonly<Record<string, ObjectCounts>> | null
  readonly actorId: string | null
}

/** Raises `not-found` for an import that is not of this organisation. */
export async function readImport(db: Db, orgId: string, importId: string): Promise<ImportHeld> {
  const row = await db
    .selectFrom('import')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('id', '=', importId)
    .executeTakeFirst()
  if (row === undefined) throw new LeadoutError('not-found', 'There is no such import')
  return {
    id: row.id,
    label: row.label,
    state: row.state as ImportState,
    complete: row.complete,
    takenAt: row.taken_at,
    plan: row.plan as ImportPlan | null,
    answers: row.answers,
    mapping: row.mapping as Mapping | null,
    result: row.result as ImportHeld['result'],
    actorId: row.actor_id,
  }
}

export async function setState(db: Db, orgId: string, importId: string, state: ImportState): Promise<void> {
  await db.updateTable('import').set({ state }).where('org_id', '=', orgId).where('id', '=', importId).execute()
}

export async function savePlan(db: Db, orgId: string, importId: string, plan: ImportPlan, state: ImportState): Promise<void> {
  await db
    .updateTable('import')
    .set({ plan: JSON.stringify(plan), state })
    .where('org_id', '=', orgId)
    .where('id', '=', importId)
    .execute()
}

/** Keeps answers and an edited mapping; the plan made without them is void. */
export async function saveDecisions(
  db: Db, orgId: string, importId: string,
  decisions: { readonly answers?: Readonly<Record<string, string>>; readonly mapping?: Mapping; readonly takenAt?: Instant },
): Promise<void> {
  await db
    .updateTable('import')
    .set({
      plan: null,
      ...(decisions.answers && { answers: JSON.stringify(decisions.answers) }),
      ...(decisions.mapping && { mapping: JSON.stringify(decisions.mapping) }),
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
      state: 'done', taken_at: instantText(done.takenAt), result: JSON.stringify(done.result), finished_at: instantText(done.finishedAt),
    })
    .where('org_id', '=', done.orgId)
    .where('id', '=', done.importId)
    .execute()
  await notifyTopics(tx, done.orgId, ['figures', `import:${done.importId}`], done.finishedAt)
}
