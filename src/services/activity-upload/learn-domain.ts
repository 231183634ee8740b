import { readSurvivors } from '../../db/merges.ts'
import { LeadoutError } from '../../domain/errors.ts'
import { instantText } from '../../domain/instant.ts'
import { actorUserId, requirePermission } from '../access/can.ts'
import { createAccount } from '../accounts/write-account.ts'
import type { Ctx } from '../context.ts'
import { readKind } from '../../db/spans.ts'
import { resolveView } from '../org/view.ts'
import { isFreeMail } from '../../domain/capture/free-mail.ts'
import { rematch } from './rematch.ts'
import { hostOf } from './domains.ts'

/** Whose a domain is: an account's, that of an account yet to be made, or nobody's of interest. */
export type DomainOwner =
  | { readonly kind: 'account'; readonly accountId: string }
  | { readonly kind: 'new-account'; readonly name: string }
  | { readonly kind: 'not-business' }

/**
 * Remembers whose a domain is, for every mailbox and calendar from now on, and counts what was set aside for want of
 * it. Raises `invalid` for what is no domain of a company, `not-found` for an account that is not there.
 */
export async function learnDomain(
  ctx: Ctx,
  input: { readonly domain: string; readonly owner: DomainOwner },
): Promise<{ readonly accountId: string | null; readonly matched: number }> {
  requirePermission(ctx, 'accounts.write')
  const domain = hostOf(input.domain)
  if (domain === null || isFreeMail(domain))
    throw new LeadoutError('invalid', 'This is no domain of a company.', { domain: input.domain })
  const accountId = await accountOf(ctx, domain, input.owner)
  const row = {
    account_id: accountId,
    learned_at: instantText(ctx.recordedAt),
    actor_id: actorUserId(ctx.actor),
  }
  await ctx.db
    .insertInto('learned_domain')
    .values({ org_id: ctx.orgId, domain, ...row })
    .onConflict((conflict) => conflict.columns(['org_id', 'domain']).doUpdateSet(row))
    .execute()
  return { accountId, matched: await rematch(ctx) }
}

async function accountOf(ctx: Ctx, domain: string, owner: DomainOwner): Promise<string | null> {
  if (owner.kind === 'not-business') return null
  if (owner.kind === 'new-account') return (await createAccount(ctx, { name: owner.name, website: domain })).accountId
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const survivor = await readSurvivors(ctx.db, ctx.orgId)
  const id = survivor(owner.accountId)
  if ((await readKind(ctx.db, ctx.orgId, 'account', view.view)).every((account) => account.id !== id))
    throw new LeadoutError('not-found', 'There is no such account.')
  return id
}

/** Forgets whose a domain is; what was counted by it stays as it is. */
export async function forgetDomain(ctx: Ctx, input: { readonly domain: string }): Promise<void> {
  requirePermission(ctx, 'accounts.write')
  await ctx.db.deleteFrom('learned_domain').where('org_id', '=', ctx.orgId).where('domain', '=', input.domain).execute()
}
