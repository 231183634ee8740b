import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { readKind } from '../../db/spans.ts'
import type { DealSearch } from '../../domain/deal/list.ts'
import { LeadoutError } from '../../domain/errors.ts'
import { type Instant, instantText } from '../../domain/instant.ts'
import type { Scope } from '../../domain/scope.ts'
import { actorUserId, requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { lockForBulk } from '../ledger/lock.ts'
import { resolveView } from '../org/view.ts'
import { retractChanges } from '../world/undo-edit.ts'
import { type DealEdit, writeEdits } from './edit-deal.ts'
import { idsOf, openDealList, orderDealList } from './list.ts'
import { type PresentDeal, presentDeals } from './present-deals.ts'

/** What is done to every deal of a list: the same edit, or an outcome in the pipeline of each. */
export type ListedChange = { readonly edit: DealEdit } | { readonly won: boolean; readonly reason: string | null }

export interface ListedEdit {
  readonly editId: string
  readonly total: number
  readonly done: number
  /** it is being taken back */
  readonly undoing: boolean
}

/** Deals of one step: others may edit between two of them. */
const STEP = 500

/**
 * Begins to edit every deal that a list holds now; `enqueue` asks for `continueListedEdit` when it commits. The same id
 * twice is one edit. Answers how many deals there are.
 * @throws LeadoutError `forbidden` as the list itself, `not-found` for a stage that is not there, `precondition` where
 *   no deal passes the filter
 */
export async function beginListedEdit(
  ctx: Ctx,
  input: { readonly editId: string; readonly search: DealSearch; readonly scope: Scope; readonly change: ListedChange },
  enqueue: (tx: Db) => Promise<void>,
): Promise<{ readonly total: number }> {
  requirePermission(ctx, 'deals.write')
  const list = await openDealList(ctx, input)
  const targets = idsOf(await orderDealList(ctx, list), 0, Infinity)
  if (targets.length === 0) throw new LeadoutError('precondition', 'No deal passes this filter.')
  const { change } = input
  if ('edit' in change && change.edit.stageId !== undefined) {
    const stages = await readKind(ctx.db, ctx.orgId, 'stage', list.query.view)
    if (!stages.some(({ id }) => id === change.edit.stageId))
      throw new LeadoutError('not-found', 'There is no such stage.')
  }
  return ctx.db.transaction().execute(async (tx) => {
    const made = await tx
      .insertInto('edit')
      .values({
        org_id: ctx.orgId,
        id: input.editId,
        actor_id: actorUserId(ctx.actor),
        made_at: instantText(ctx.recordedAt),
        changes: [],
        request: JSON.stringify(change),
        targets,
        total: targets.length,
      })
      .onConflict((conflict) => conflict.columns(['org_id', 'id']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made) await enqueue(tx)
    return { total: targets.length }
  })
}

/**
 * Takes back an edit of a list of the actor's own: what is still to be edited is left alone, and `enqueue` asks for the
 * rest to be retracted. Undone before: nothing happens. @throws LeadoutError `not-found`
 */
export async function undoListedEdit(ctx: Ctx, editId: string, enqueue: (tx: Db) => Promise<void>): Promise<void> {
  requirePermission(ctx, 'deals.write')
  await ctx.db.transaction().execute(async (tx) => {
    await lockForBulk(tx, ctx.orgId)
    const edit = await tx
      .selectFrom('edit')
      .select(['actor_id', 'undone_at'])
      .where('org_id', '=', ctx.orgId)
      .where('id', '=', editId)
      .where('request', 'is not', null)
      .executeTakeFirst()
    if (edit === undefined || edit.actor_id !== actorUserId(ctx.actor))
      throw new LeadoutError('not-found', 'There is no such edit.')
    if (edit.undone_at !== null) return
    await tx
      .updateTable('edit')
      .set({ undone_at: instantText(ctx.recordedAt), targets: [] })
      .where('org_id', '=', ctx.orgId)
      .where('id', '=', editId)
      .execute()
    await enqueue(tx)
  })
}

/** Edits of lists by the actor that are under way, the oldest first. */
export async function listedEdits(ctx: Ctx): Promise<ListedEdit[]> {
  const { rows } = await sql<ListedEdit>`
    select id as "editId", total, undone_at is not null as undoing,
      total - case when undone_at is null then cardinality(targets) else least(total, cardinality(changes)) end as done
    from edit
    where org_id = ${ctx.orgId} and actor_id is not distinct from ${actorUserId(ctx.actor)}::uuid and request is not null
      and (cardinality(targets) > 0 or (undone_at is not null and cardinality(changes) > 0))
    order by id`.execute(ctx.db)
  return rows
}

/** Goes on with an edit of a list, or with taking it back, step by step until it is done or `signal` ends it. */
export async function continueListedEdit(
  { db, now }: { readonly db: Db; readonly now: () => Instant },
  { orgId, editId }: { readonly orgId: string; readonly editId: string },
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const more = await db.transaction().execute(async (tx) => {
      await lockForBulk(tx, orgId)
      return step(tx, orgId, editId, now())
    })
    if (!more) return
  }
}

async function step(tx: Db, orgId: string, editId: string, recordedAt: Instant): Promise<boolean> {
  const edit = await tx
    .selectFrom('edit')
    .select(['actor_id', 'changes', 'targets', 'request', 'undone_at'])
    .where('org_id', '=', orgId)
    .where('id', '=', editId)
    .executeTakeFirst()
  if (edit?.request == null) return false
  const ctx: Ctx = { db: tx, orgId, actor: actorOf(edit.actor_id), recordedAt }
  const keep = (columns: { changes: string[]; targets?: string[]; finished_at?: string }) =>
    tx.updateTable('edit').set(columns).where('org_id', '=', orgId).where('id', '=', editId).execute()
  if (edit.undone_at !== null) {
    const rest = edit.changes.slice(STEP)
    await retractChanges(tx, ctx, edit.changes.slice(0, STEP))
    await keep({ changes: rest })
    return rest.length > 0
  }
  const targets = edit.targets ?? []
  const rest = targets.slice(STEP)
  const written = await editStep(ctx, targets.slice(0, STEP), edit.request as ListedChange)
  await keep({
    changes: [...edit.changes, ...written],
    targets: rest,
    ...(rest.length === 0 && { finished_at: instantText(recordedAt) }),
  })
  return rest.length > 0
}

/** Who asked; the permission was asked for when the edit began. */
function actorOf(userId: string | null): Ctx['actor'] {
  return userId === null ? { type: 'system', job: 'deals' } : { type: 'user', userId, level: 'rep', personId: null }
}

/** Deals that have gone meanwhile are left out. */
async function editStep(ctx: Ctx, ids: readonly string[], change: ListedChange): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const present = await presentDeals(ctx.db, view, ids)
  const outcome = 'won' in change ? await outcomeStages(ctx, view.view, change.won) : null
  const edits = [...present.values()].flatMap((deal) => {
    const edit = 'edit' in change ? change.edit : outcomeOf(deal, outcome!, change.reason)
    return edit === null ? [] : [{ dealId: deal.dealId, edit }]
  })
  return (await writeEdits(ctx, view, edits, present)).changeIds
}

type OutcomeStages = (deal: PresentDeal) => string | null

/** The stage of an outcome in the deal's own pipeline, else in any. */
async function outcomeStages(ctx: Ctx, view: Parameters<typeof readKind>[3], won: boolean): Promise<OutcomeStages> {
  const stages = await readKind(ctx.db, ctx.orgId, 'stage', view)
  const pipelines = new Map(stages.map(({ id, state }) => [id, state.pipelineId]))
  const decided = stages.filter(({ state }) => state.kind === (won ? 'won' : 'lost'))
  return ({ fields }) => {
    const own = pipelines.get(fields.stageId ?? '')
    return (decided.find(({ state }) => state.pipelineId === own) ?? decided[0])?.id ?? null
  }
}

function outcomeOf(deal: PresentDeal, stageOf: OutcomeStages, reason: string | null): DealEdit | null {
  const stageId = stageOf(deal)
  return stageId === null ? null : { stageId, reason }
}
