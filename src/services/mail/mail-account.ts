import { appendChanges } from '#db/ledger.ts'
import type { Db } from '#db/client.ts'
import { instantText } from '#domain/instant.ts'
import { LeadoutError } from '#domain/errors.ts'
import { seal, unseal } from '#platform/crypto/seal.ts'
import { newId } from '#platform/ids.ts'
import { type MailAccount, type Message, sendMail } from '#platform/mail/send-mail.ts'
import { actorUserId, requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'

export type MailSettings = Omit<MailAccount, 'password'>

/** `secretsKey` opens what is stored encrypted. */
export interface MailDeps {
  readonly ctx: Ctx
  readonly secretsKey: Buffer
}

export async function readMailSettings(ctx: Ctx): Promise<(MailSettings & { readonly hasPassword: boolean }) | null> {
  requirePermission(ctx, 'settings.manage')
  const row = await accountRow(ctx.db, ctx.orgId)
  if (row === undefined) return null
  return { ...row.settings, hasPassword: row.password !== null }
}

/** Sets how mail is sent; `password` undefined keeps the one that is held, which stands encrypted. */
export async function setMail(
  { ctx, secretsKey }: MailDeps,
  { password, ...settings }: MailSettings & { readonly password?: string | null | undefined },
): Promise<void> {
  requirePermission(ctx, 'settings.manage')
  await ctx.db.transaction().execute(async (tx) => {
    const held = await accountRow(tx, ctx.orgId)
    const kept = held !== undefined && held.settings.host === settings.host ? held.password : null
    const sealed = password === undefined ? kept : password === null ? null : seal(secretsKey, password)
    const row = { settings: JSON.stringify(settings), password: sealed, updated_at: instantText(ctx.recordedAt) }
    await tx
      .insertInto('mail_account')
      .values({ org_id: ctx.orgId, ...row })
      .onConflict((conflict) => conflict.column('org_id').doUpdateSet(row))
      .execute()
    await audit(tx, ctx, { mailHost: settings.host, mailPort: settings.port, mailSecurity: settings.security })
  })
}

export async function clearMail(ctx: Ctx): Promise<void> {
  requirePermission(ctx, 'settings.manage')
  await ctx.db.transaction().execute(async (tx) => {
    await tx.deleteFrom('mail_account').where('org_id', '=', ctx.orgId).execute()
    await audit(tx, ctx, { mailHost: null })
  })
}

/** Sends a message that says only that mail works. Answers with the server's words, kind or not. */
export async function testMail(
  deps: MailDeps,
  to: string,
): Promise<{ readonly sent: boolean; readonly answer: string }> {
  requirePermission(deps.ctx, 'settings.manage')
  return deliver(deps, { to, subject: 'Leadout can send mail', text: 'This is the test message you asked for.\n' })
}

/** Sends a message, or says why not; null where no mail is set up. */
export async function deliverIfSetUp(
  deps: Omit<MailDeps, 'ctx'> & { readonly ctx: Pick<Ctx, 'db' | 'orgId'> },
  message: Message,
): Promise<{ readonly sent: boolean; readonly answer: string } | null> {
  const row = await accountRow(deps.ctx.db, deps.ctx.orgId)
  return row === undefined ? null : deliver(deps, message)
}

async function deliver(
  { ctx, secretsKey }: { readonly ctx: Pick<Ctx, 'db' | 'orgId'>; readonly secretsKey: Buffer },
  message: Message,
): Promise<{ sent: boolean; answer: string }> {
  const row = await accountRow(ctx.db, ctx.orgId)
  if (row === undefined) throw new LeadoutError('precondition', 'No mail server is set up.')
  try {
    const password = row.password === null ? null : unseal(secretsKey, row.password)
    return { sent: true, answer: await sendMail({ ...row.settings, password }, message) }
  } catch (error) {
    if (error instanceof LeadoutError) return { sent: false, answer: error.message }
    throw error
  }
}

async function accountRow(
  db: Db,
  orgId: string,
): Promise<{ settings: MailSettings; password: string | null } | undefined> {
  return db.selectFrom('mail_account').select(['settings', 'password']).where('org_id', '=', orgId).executeTakeFirst()
}

/** The host alone: user and addresses are personal and stay out of the ledger. */
async function audit(tx: Db, ctx: Ctx, patch: Readonly<Record<string, unknown>>): Promise<void> {
  await appendChanges(tx, ctx.orgId, ctx.recordedAt, [
    {
      id: newId(),
      kind: 'setting',
      entityId: ctx.orgId,
      patch,
      validAt: ctx.recordedAt,
      knownAt: ctx.recordedAt,
      actorId: actorUserId(ctx.actor),
      source: 'leadout',
    },
  ])
}
