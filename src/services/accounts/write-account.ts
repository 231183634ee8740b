import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { appendChanges, type NewChange } from '../../db/ledger.ts'
import { readKind } from '../../db/spans.ts'
import { LeadoutError } from '../../domain/errors.ts'
import type { LocalDate } from '../../domain/instant.ts'
import type { StateOf } from '../../domain/world/kinds.ts'
import { instantsOf } from '../../domain/world/statements.ts'
import { newId } from '../../platform/ids.ts'
import { actorUserId, requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { lockForEdit } from '../ledger/lock.ts'
import { refold } from '../ledger/refold.ts'
import { notifyTopics } from '../live/notify-topics.ts'
import { standing } from '../merge/standing.ts'
import { type OrgView, resolveView, startOfDate } from '../org/view.ts'
import { requireSeenEntity } from './access.ts'

export interface AccountEdit {
  readonly name?: string
  readonly ownerId?: string | null
  readonly parentId?: string | null
  /** customer, partner ...: what the source calls its type */
  readonly type?: string | null
  readonly segment?: string | null
  readonly industry?: string | null
  readonly country?: string | null
  readonly website?: string | null
}

/** A date: from then on; `correction`: always, known now; absent: from now on. */
export type Since = LocalDate | 'correction'

const BLANK: Omit<StateOf<'account'>, 'name'> = {
  parentId: null,
  ownerId: null,
  type: null,
  industry: null,
  segment: null,
  website: null,
  country: null,
  externalId: null,
}

/** @throws LeadoutError `forbidden`, `not-found` for an owner or parent that is not there */
export async function createAccount(
  ctx: Ctx,
  edit: AccountEdit & { readonly name: string },
): Promise<{ readonly accountId: string }> {
  requirePermission(ctx, 'accounts.write')
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  return ctx.db.transaction().execute(async (tx) => {
    const accountId = newId()
    await requireReferences(tx, view, accountId, edit)
    await writeEntity(tx, ctx, { kind: 'account', id: accountId, patch: { ...BLANK, ...edit } }, view.asOf, view.asOf)
    return { accountId }
  })
}

/**
 * Edits an account from now on, from a date, or as a correction. `base` holds what the sender had seen of the fields.
 * @throws LeadoutError `forbidden`, `not-found`, `precondition` for a parent that lies below it, `conflict` where a field
 *   of `base` has another value by now
 */
export async function editAccount(
  ctx: Ctx,
  input: { readonly accountId: string; readonly edit: AccountEdit; readonly base?: AccountEdit; readonly from?: Since },
): Promise<void> {
  requirePermission(ctx, 'accounts.write')
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  await ctx.db.transaction().execute(async (tx) => {
    await lockForEdit(tx, ctx.orgId, input.accountId)
    const account = (await readKind(tx, ctx.orgId, 'account', view.view)).find(({ id }) => id === input.accountId)
    if (account === undefined) throw new LeadoutError('not-found', 'There is no such account.')
    await requireSeenEntity(tx, ctx, view, { kind: 'account', id: input.accountId })
    await requireSeen(tx, ctx.orgId, account.state, input)
    await requireReferences(tx, view, input.accountId, input.edit)
    const validAt = await validFrom(tx, ctx, view, { kind: 'account', id: input.accountId, from: input.from })
    await writeEntity(tx, ctx, { kind: 'account', id: input.accountId, patch: { ...input.edit } }, validAt, view.asOf)
  })
}

/** Ends an account from now on; what refers to it keeps doing so. Raises `not-found`. */
export async function removeAccount(ctx: Ctx, { accountId }: { readonly accountId: string }): Promise<void> {
  requirePermission(ctx, 'accounts.write')
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  await ctx.db.transaction().execute(async (tx) => {
    await lockForEdit(tx, ctx.orgId, accountId)
    await requireSeenEntity(tx, ctx, view, { kind: 'account', id: accountId })
    await writeEntity(tx, ctx, { kind: 'account', id: accountId, patch: { deleted: true } }, view.asOf, view.asOf)
  })
}

/** From when an edit holds: now, the start of a day, or the beginning of the thing. */
export async function validFrom(
  tx: Db,
  ctx: Ctx,
  view: OrgView,
  { kind, id, from }: { kind: 'account' | 'contact'; id: string; from: Since | undefined },
): Promise<number> {
  if (from === undefined) return view.asOf
  if (from !== 'correction') return startOfDate(from, view.settings.zone)
  return instantsOf(await standing(tx, ctx.orgId, kind, id))[0] ?? view.asOf
}

/** Writes one change of an account or contact and folds it. */
export async function writeEntity(
  tx: Db,
  ctx: Ctx,
  { kind, id, patch }: { kind: 'account' | 'contact'; id: string; patch: Readonly<Record<string, unknown>> },
  validAt: number,
  knownAt: number,
): Promise<void> {
  const change: NewChange = {
    id: newId(),
    kind,
    entityId: id,
    patch,
    validAt,
    knownAt,
    actorId: actorUserId(ctx.actor),
    source: 'leadout',
  }
  await appendChanges(tx, ctx.orgId, ctx.recordedAt, [change])
  await refold(tx, ctx.orgId, kind, [id])
  await notifyTopics(tx, ctx.orgId, ['figures'], ctx.recordedAt)
}

const LABELS: Readonly<Record<keyof AccountEdit, string>> = {
  name: 'Name',
  ownerId: 'Owner',
  parentId: 'Parent',
  type: 'Kind',
  segment: 'Segment',
  industry: 'Industry',
  country: 'Country',
  website: 'Website',
}

/** @throws LeadoutError `conflict`: someone else has changed a field since it was seen; `base` is what it is now */
async function requireSeen(
  tx: Db,
  orgId: string,
  state: Readonly<Record<string, unknown>>,
  { base = {}, edit }: { readonly base?: AccountEdit | undefined; readonly edit: AccountEdit },
): Promise<void> {
  const fields = []
  const present: Record<string, unknown> = {}
  for (const field of Object.keys(base) as (keyof AccountEdit)[]) {
    const [seen, now, wanted] = [base[field] ?? null, state[field] ?? null, edit[field] ?? null]
    // whoever wants what is already so has nothing to decide
    if (now === seen || now === wanted) continue
    present[field] = now
    fields.push({
      label: LABELS[field],
      yours: { type: 'text', text: await wordsOf(tx, orgId, field, wanted) },
      theirs: { type: 'text', text: await wordsOf(tx, orgId, field, now) },
      by: null,
    })
  }
  if (fields.length > 0)
    throw new LeadoutError('conflict', 'Someone else has changed this meanwhile.', {
      fields,
      base: { ...base, ...present },
    })
}

async function wordsOf(tx: Db, orgId: string, field: keyof AccountEdit, value: unknown): Promise<string> {
  if (typeof value !== 'string') return '–'
  if (field !== 'ownerId' && field !== 'parentId') return value
  const { rows } = await sql<{ name: string | null }>`
    select s.name from subject s where s.org_id = ${orgId} and s.id::text = ${value}
    union all
    select a.state->>'name' from span a where a.org_id = ${orgId} and a.kind = 'account' and a.entity_id::text = ${value}
    limit 1
  `.execute(tx)
  return rows[0]?.name ?? value
}

async function requireReferences(
  tx: Db,
  { orgId, view }: OrgView,
  accountId: string,
  { ownerId, parentId }: AccountEdit,
): Promise<void> {
  if (ownerId != null) await requirePerson(tx, orgId, ownerId)
  if (parentId == null) return
  const accounts = new Map((await readKind(tx, orgId, 'account', view)).map(({ id, state }) => [id, state]))
  if (!accounts.has(parentId)) throw new LeadoutError('not-found', 'There is no such account.', { field: 'parentId' })
  const passed = new Set<string>()
  for (let id: string | null = parentId; id !== null && !passed.has(id); id = accounts.get(id)?.parentId ?? null) {
    if (id === accountId)
      throw new LeadoutError('precondition', 'An account cannot lie below itself.', { field: 'parentId' })
    passed.add(id)
  }
}

/** @throws LeadoutError `not-found` */
export async function requirePerson(tx: Db, orgId: string, personId: string): Promise<void> {
  const found = await sql`
    select 1 from span s where s.org_id = ${orgId} and s.kind = 'person' and s.entity_id = ${personId} limit 1
  `.execute(tx)
  if (found.rows.length === 0) throw new LeadoutError('not-found', 'There is no such person.', { field: 'ownerId' })
}
