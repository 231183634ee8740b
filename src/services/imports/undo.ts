import { sql } from 'kysely'
import { markActivities, ofImport } from '../../db/activity-days.ts'
import type { Db } from '../../db/client.ts'
import { LeadoutError } from '../../domain/errors.ts'
import type { Instant } from '../../domain/instant.ts'
import { instantText } from '../../domain/instant.ts'
import type { LedgerKind } from '../../domain/world/kinds.ts'
import { newId } from '../../platform/ids.ts'
import { actorUserId, requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { lockForBulk, lockForImport } from '../ledger/lock.ts'
import { refold } from '../ledger/refold.ts'
import { notifyTopics } from '../live/notify-topics.ts'

export const UNDO_DAYS = 30
const DAY = 86_400_000

/** An edit made by hand or by a later import on something the import brought. */
export interface StandingEdit {
  readonly kind: string
  readonly entityId: string
  readonly changes: number
}

/**
 * Withdraws everything an import said. Nothing is rewritten: a view known between import and undo still shows it, and
 * `redoImport` says it again. Undoing twice is undoing once. Raises `conflict` with `details.edits` when later edits stand on its rows and `force` is not set, `precondition`
 * when it is not applied or older than 30 days.
 */
export async function undoImport(
  ctx: Ctx,
  input: { readonly importId: string; readonly force?: boolean },
): Promise<{ readonly retracted: number }> {
  requirePermission(ctx, 'imports.manage')
  return ctx.db.transaction().execute(async (tx) => {
    const { importId } = input
    const { state } = await lockWritten(tx, ctx, importId)
    if (state === 'undone') return { retracted: 0 }
    const edits = await standingEdits(tx, ctx.orgId, importId)
    if (edits.length > 0 && input.force !== true) {
      throw new LeadoutError(
        'conflict',
        `${edits.length} of its records were edited later. Undoing withdraws what those edits stand on.`,
        { edits },
      )
    }
    const touched = await touchedEntities(tx, ctx.orgId, importId)
    await tx
      .insertInto('retraction')
      .values({
        org_id: ctx.orgId,
        id: newId(),
        change_id: null,
        import_id: importId,
        recorded_at: instantText(ctx.recordedAt),
        actor_id: actorUserId(ctx.actor),
      })
      .execute()
    await withdrawActivities(tx, ctx, importId)
    await forgetRows(tx, ctx.orgId, importId)
    for (const kind of refoldOrder(touched)) await refold(tx, ctx.orgId, kind, touched.get(kind)!)
    await tx
      .updateTable('import')
      .set({ state: 'undone', undone_at: instantText(ctx.recordedAt) })
      .where('org_id', '=', ctx.orgId)
      .where('id', '=', importId)
      .execute()
    await notifyTopics(tx, ctx.orgId, ['figures', `import:${importId}`], ctx.recordedAt)
    return { retracted: [...touched.values()].reduce((sum, ids) => sum + ids.length, 0) }
  })
}

/**
 * Holds an import that was written, undone or not, against everything else that writes; `personId`: whose mailbox or
 * calendar it is of. Raises `not-found`, or
 * `precondition` where it was never written or that is longer ago than undo is offered.
 */
export async function lockWritten(
  tx: Db,
  ctx: Ctx,
  importId: string,
  personId: string | null = null,
): Promise<{ readonly state: 'done' | 'undone'; readonly undoneAt: Instant | null }> {
  await lockForImport(tx, ctx.orgId)
  await lockForBulk(tx, ctx.orgId)
  const found = await tx
    .selectFrom('import')
    .select(['state', 'finished_at', 'undone_at'])
    .where('org_id', '=', ctx.orgId)
    .where('id', '=', importId)
    .where(sql<boolean>`person_id is not distinct from ${personId}`)
    .forUpdate()
    .executeTakeFirst()
  if (found === undefined) throw new LeadoutError('not-found', 'There is no such import')
  const { state, finished_at: finishedAt, undone_at: undoneAt } = found
  if (state !== 'done' && state !== 'undone')
    throw new LeadoutError('precondition', 'Only an import that was written can be undone', { state })
  if (ctx.recordedAt - (finishedAt ?? 0) > UNDO_DAYS * DAY)
    throw new LeadoutError('precondition', `An import can be undone for ${UNDO_DAYS} days`)
  return { state, undoneAt }
}

/** What undoing would take away, by kind, and how many of those entities were edited later. */
export async function readWithdrawal(
  db: Db,
  orgId: string,
  importId: string,
): Promise<{ readonly kinds: Readonly<Record<string, number>>; readonly edited: number }> {
  const touched = await touchedEntities(db, orgId, importId)
  const { activities } = await db
    .selectFrom('activity')
    .select((eb) => eb.fn.countAll<number>().as('activities'))
    .where('org_id', '=', orgId)
    .where('import_id', '=', importId)
    .where(sql<boolean>`recorded_to in ('infinity', recorded_from)`)
    .executeTakeFirstOrThrow()
  const kinds: Record<string, number> = Object.fromEntries([...touched].map(([kind, ids]) => [kind, ids.length]))
  if (activities > 0) kinds['activity'] = activities
  return { kinds, edited: (await standingEdits(db, orgId, importId)).length }
}

/** Stage maps and users come first: deals are folded under them. */
export function refoldOrder(touched: ReadonlyMap<LedgerKind, readonly string[]>): LedgerKind[] {
  return [...touched.keys()].toSorted((a, b) => Number(a === 'deal') - Number(b === 'deal'))
}

async function standingEdits(tx: Db, orgId: string, importId: string): Promise<StandingEdit[]> {
  const result = await sql<StandingEdit>`
    select later.kind, later.entity_id as "entityId", count(*)::int as changes
    from change later
    where later.org_id = ${orgId} and later.import_id is distinct from ${importId}
      and exists (
        select from change own where own.org_id = later.org_id and own.kind = later.kind and own.entity_id = later.entity_id
          and own.import_id = ${importId} and own.id < later.id)
      and not exists (
        select from retraction r where r.org_id = later.org_id and r.recorded_at >= later.recorded_at
          and (r.change_id = later.id or r.import_id = later.import_id))
    group by 1, 2
    order by 1, 2
    limit 1000
  `.execute(tx)
  return result.rows
}

export async function touchedEntities(tx: Db, orgId: string, importId: string): Promise<Map<LedgerKind, string[]>> {
  const rows = await tx
    .selectFrom('change')
    .select(['kind', 'entity_id'])
    .distinct()
    .where('org_id', '=', orgId)
    .where('import_id', '=', importId)
    .execute()
  const touched = new Map<LedgerKind, string[]>()
  for (const { kind, entity_id } of rows)
    touched.set(kind as LedgerKind, [...(touched.get(kind as LedgerKind) ?? []), entity_id])
  return touched
}

/** Ends the versions this import wrote and continues those it had replaced, unless their own import is undone. */
export async function withdrawActivities(tx: Db, ctx: Ctx, importId: string): Promise<void> {
  const at = instantText(ctx.recordedAt)
  await sql`
    insert into activity
    select (json_populate_record(a, json_build_object('recorded_from', ${at}::text, 'recorded_to', 'infinity'))).*
    from activity a
    join activity b on b.org_id = a.org_id and b.id = a.id and b.recorded_from = a.recorded_to
    where a.org_id = ${ctx.orgId} and b.import_id = ${importId} and a.recorded_from < a.recorded_to
      and b.recorded_to in ('infinity', b.recorded_from)
      and not exists (
        select from activity c where c.org_id = a.org_id and c.source = a.source and c.external_id = a.external_id
          and c.id <> a.id and c.recorded_to = 'infinity'
      )
      and not exists (select from import u where u.org_id = a.org_id and u.id = a.import_id and u.state = 'undone')
  `.execute(tx)
  await sql`
    update activity set recorded_to = ${at} where org_id = ${ctx.orgId} and import_id = ${importId} and recorded_to = 'infinity'
  `.execute(tx)
  await markActivities(tx, ctx.orgId, ofImport(ctx.orgId, importId))
}

/**
 * What the import first named is forgotten, and kept aside for doing it again; rows it updated are read in full by the
 * next import. Personal values go with the next `purgeUndone`.
 */
async function forgetRows(tx: Db, orgId: string, importId: string): Promise<void> {
  await sql`
    with gone as (
      delete from source_record where org_id = ${orgId} and import_id = ${importId} returning *
    )
    insert into withdrawn_record (org_id, import_id, source, kind, external_id, entity_id, row_hash)
    select org_id, import_id, source, kind, external_id, entity_id, row_hash from gone
    order by source, kind, external_id
  `.execute(tx)
  await tx.deleteFrom('source_repeat').where('org_id', '=', orgId).where('import_id', '=', importId).execute()
  await sql`
    update source_record r set row_hash = null
    where r.org_id = ${orgId} and r.entity_id in (
      select c.entity_id from change c where c.org_id = ${orgId} and c.import_id = ${importId})
  `.execute(tx)
}
