import type { Selectable } from 'kysely'
import type { Db } from '../../db/client.ts'
import type { Database } from '../../db/schema.ts'
import type { BusyReason, LeaveReason, MatchReason } from '../../domain/capture/decide.ts'
import { LeadoutError } from '../../domain/errors.ts'
import type { Instant } from '../../domain/instant.ts'
import { can } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { refuseBesideDemo } from '../demo/state.ts'
import type { ImportProgress, ImportState } from '../imports/import-state.ts'
import { insertImport } from '../imports/staging.ts'

/** How many entries of a mailbox or calendar have which fate. */
export interface UploadCounts {
  readonly meetings: number
  readonly sent: number
  readonly received: number
  readonly matched: Readonly<Partial<Record<MatchReason, number>>>
  readonly busy: Readonly<Partial<Record<BusyReason, number>>>
  readonly aside: number
  readonly left: Readonly<Partial<Record<LeaveReason, number>>>
  /** meetings with customers that were cancelled or to which nobody of theirs came */
  readonly notHeld: number
  /** longer than twelve hours: they count as meetings of no hours */
  readonly long: number
  /** entries that stand twice in the files */
  readonly twice: number
}

/** A company that no account has, and how much is with it. */
export interface AsideDomain {
  readonly domain: string
  readonly entries: number
  readonly lastAt: Instant
}

export interface UploadPreview {
  readonly counts: UploadCounts
  readonly domains: readonly AsideDomain[]
}

/** What writing changed. */
export interface UploadResult extends UploadPreview {
  readonly written: {
    readonly new: number
    readonly changed: number
    readonly unchanged: number
    readonly gone: number
  }
}

export interface Upload {
  readonly id: string
  readonly personId: string
  readonly label: string
  readonly state: ImportState
  readonly folder: string | null
  /** the files are all there is: what an earlier upload held and this one does not was deleted */
  readonly complete: boolean
  readonly preview: UploadPreview | null
  readonly result: UploadResult | null
  readonly progress: ImportProgress | null
  readonly error: string | null
  readonly actorId: string | null
  readonly startedAt: Instant
  readonly finishedAt: Instant | null
  readonly undoneAt: Instant | null
}

/**
 * Opens an upload of a person's mailbox or calendar. Nothing of it counts before it is written. In the app a person
 * uploads for themself only (ux: nothing of a person leaves before that person has seen it); whoever has the command
 * line has the data anyway.
 */
export async function openUpload(
  ctx: Ctx,
  input: { readonly personId: string; readonly label: string; readonly folder?: string; readonly complete?: boolean },
): Promise<string> {
  requireSelf(ctx, input.personId)
  await refuseBesideDemo(ctx.db, ctx.orgId)
  return insertImport(ctx, input)
}

/** @throws LeadoutError `forbidden` for anyone else's mailbox or calendar */
export function requireSelf(ctx: Pick<Ctx, 'actor'>, personId: string): void {
  const { actor } = ctx
  if (actor.type === 'cli' || actor.type === 'system') return
  if ((actor.type === 'user' || actor.type === 'api-key') && actor.personId === personId) return
  throw new LeadoutError('forbidden', 'Only the person can do this with their own mailbox and calendar.')
}

/** An upload of the actor's own, or of anybody for those who look after imports; what is in it is for its person only. */
export async function readUpload(ctx: Ctx, importId: string, of: 'self' | 'anybody' = 'self'): Promise<Upload> {
  const row = await ctx.db
    .selectFrom('import')
    .selectAll()
    .where('org_id', '=', ctx.orgId)
    .where('id', '=', importId)
    .where('person_id', 'is not', null)
    .executeTakeFirst()
  const mine = row !== undefined && isOwn(ctx, row.person_id!)
  // that there is one of somebody else is not told either
  if (row === undefined || !(mine || (of === 'anybody' && can(ctx, 'imports.manage'))))
    throw new LeadoutError('not-found', 'There is no such upload.')
  return uploadOf(row)
}

function isOwn(ctx: Pick<Ctx, 'actor'>, personId: string): boolean {
  const { actor } = ctx
  if (actor.type === 'cli' || actor.type === 'system') return true
  return (actor.type === 'user' || actor.type === 'api-key') && actor.personId === personId
}

/** Uploads, newest first: of one person, or of everybody. */
export async function listUploads(db: Db, orgId: string, personId: string | null): Promise<Upload[]> {
  const rows = await db
    .selectFrom('import')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('person_id', 'is not', null)
    .$if(personId !== null, (query) => query.where('person_id', '=', personId))
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return rows.map(uploadOf)
}

function uploadOf(row: Selectable<Database['import']>): Upload {
  return {
    id: row.id,
    personId: row.person_id!,
    label: row.label,
    state: row.state as ImportState,
    folder: row.folder,
    complete: row.complete,
    preview: row.preview as UploadPreview | null,
    result: row.result as UploadResult | null,
    progress: row.progress as ImportProgress | null,
    error: row.error as string | null,
    actorId: row.actor_id,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    undoneAt: row.undone_at,
  }
}

/** Uploads of every organisation that wait to be read or written. */
export async function unfinishedUploads(
  db: Db,
): Promise<{ readonly orgId: string; readonly importId: string; readonly state: ImportState }[]> {
  const orgs = await db.selectFrom('org').select('org_id').orderBy('org_id').execute()
  const found = await Promise.all(
    orgs.map(({ org_id: orgId }) =>
      db
        .selectFrom('import')
        .select(['id', 'state'])
        .where('org_id', '=', orgId)
        .where('person_id', 'is not', null)
        .where('state', 'in', ['staging', 'applying'])
        .orderBy('id')
        .execute()
        .then((rows) => rows.map(({ id, state }) => ({ orgId, importId: id, state: state as ImportState }))),
    ),
  )
  return found.flat()
}
