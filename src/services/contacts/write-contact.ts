import { readKind } from '../../db/spans.ts'
import type { Db } from '../../db/client.ts'
import { LeadoutError } from '../../domain/errors.ts'
import type { StateOf } from '../../domain/world/kinds.ts'
import { newId } from '../../platform/ids.ts'
import { requirePermission } from '../access/can.ts'
import { requireSeenEntity } from '../accounts/access.ts'
import { requirePerson, type Since, validFrom, writeEntity } from '../accounts/write-account.ts'
import type { Ctx } from '../context.ts'
import { lockForEdit } from '../ledger/lock.ts'
import { notifyTopics } from '../live/notify-topics.ts'
import { type OrgView, resolveView } from '../org/view.ts'

/** What is personal has no history; where someone works, and who of ours looks after them, has. */
export interface ContactEdit {
  readonly name?: string
  readonly title?: string | null
  readonly email?: string | null
  readonly phone?: string | null
  readonly accountId?: string | null
  readonly ownerId?: string | null
}

const BLANK: StateOf<'contact'> = { accountId: null, ownerId: null, source: null, externalId: null }

/** @throws LeadoutError `forbidden`, `not-found` for an account or owner that is not there */
export async function createContact(
  ctx: Ctx,
  edit: ContactEdit & { readonly name: string },
): Promise<{ readonly contactId: string }> {
  requirePermission(ctx, 'accounts.write')
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  return ctx.db.transaction().execute(async (tx) => {
    const contactId = newId()
    await requireReferences(tx, view, edit)
    const { name, title = null, email = null, phone = null, ...dated } = edit
    await tx
      .insertInto('subject')
      .values({ org_id: ctx.orgId, id: contactId, kind: 'contact', name, title, email, phone })
      .execute()
    await writeEntity(tx, ctx, { kind: 'contact', id: contactId, patch: { ...BLANK, ...dated } }, view.asOf, view.asOf)
    return { contactId }
  })
}

/**
 * Edits a contact; another account or owner holds from now on, from a date, or as a correction.
 * @throws LeadoutError `forbidden`, `not-found`
 */
export async function editContact(
  ctx: Ctx,
  input: { readonly contactId: string; readonly edit: ContactEdit; readonly from?: Since },
): Promise<void> {
  requirePermission(ctx, 'accounts.write')
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const { contactId, edit, from } = input
  await ctx.db.transaction().execute(async (tx) => {
    await lockForEdit(tx, ctx.orgId, contactId)
    await requireSeenEntity(tx, ctx, view, { kind: 'contact', id: contactId })
    await requireReferences(tx, view, edit)
    const { accountId, ownerId, ...personal } = edit
    if (Object.keys(personal).length > 0) {
      await tx
        .insertInto('subject')
        .values({
          org_id: ctx.orgId,
          id: contactId,
          kind: 'contact',
          name: null,
          email: null,
          phone: null,
          title: null,
          ...personal,
        })
        .onConflict((conflict) => conflict.columns(['org_id', 'id']).doUpdateSet(personal))
        .execute()
      await notifyTopics(tx, ctx.orgId, ['figures'], ctx.recordedAt)
    }
    const patch = { ...(accountId !== undefined && { accountId }), ...(ownerId !== undefined && { ownerId }) }
    if (Object.keys(patch).length === 0) return
    const validAt = await validFrom(tx, ctx, view, { kind: 'contact', id: contactId, from })
    await writeEntity(tx, ctx, { kind: 'contact', id: contactId, patch }, validAt, view.asOf)
  })
}

/** Ends a contact from now on; activities with them stay. Raises `not-found`. */
export async function removeContact(ctx: Ctx, { contactId }: { readonly contactId: string }): Promise<void> {
  requirePermission(ctx, 'accounts.write')
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  await ctx.db.transaction().execute(async (tx) => {
    await lockForEdit(tx, ctx.orgId, contactId)
    await requireSeenEntity(tx, ctx, view, { kind: 'contact', id: contactId })
    await writeEntity(tx, ctx, { kind: 'contact', id: contactId, patch: { deleted: true } }, view.asOf, view.asOf)
  })
}

async function requireReferences(tx: Db, { orgId, view }: OrgView, { accountId, ownerId }: ContactEdit): Promise<void> {
  if (ownerId != null) await requirePerson(tx, orgId, ownerId)
  if (accountId == null) return
  if (!(await readKind(tx, orgId, 'account', view)).some(({ id }) => id === accountId))
    throw new LeadoutError('not-found', 'There is no such account.', { field: 'accountId' })
}
