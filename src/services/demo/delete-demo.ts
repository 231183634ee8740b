import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import type { Database } from '../../db/schema.ts'
import { LeadoutError } from '../../domain/errors.ts'
import { KINDS } from '../../domain/world/kinds.ts'
import { newId } from '../../platform/ids.ts'
import { appendChanges } from '../../db/ledger.ts'
import { requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { lockForBulk } from '../ledger/lock.ts'
import { refold, refoldAll } from '../ledger/refold.ts'
import { notifyTopics } from '../live/notify-topics.ts'

/**
 * Tables that hold nothing but data: a demo began with all of them empty, so emptying them is exact. What people did
 * with the made-up data (edits, comments, looks) goes with it.
 */
export const DEMO_TABLES = [
  'deal_span',
  'membership_span',
  'activity_participant',
  'activity',
  'activity_day',
  'activity_rolled',
  'activity_stale',
  'subject',
  'import_problem',
  'import_chunk',
  'import_file',
  'import',
  'saved_mapping',
  'source_record',
  'source_repeat',
  'withdrawn_record',
  'capture',
  'capture_aside',
  'learned_domain',
  'edit',
  'comment',
  'view_log',
  'consent',
  'retraction',
  'demo',
] as const satisfies readonly (keyof Database)[]

/** What the organisation was before the demo stands in these kinds of the ledger; everything else in it was made up. */
const KEPT_KINDS = ['setting', 'calendar', 'member', 'wallboard', 'user'] as const
const WORLD_KINDS = [...Object.keys(KINDS), 'deal', 'membership', 'merge'].filter(
  (kind) => !(KEPT_KINDS as readonly string[]).includes(kind),
)

/** Takes the demo away, users and settings excepted: the organisation is as empty as it was before. */
export async function deleteDemo(ctx: Ctx): Promise<void> {
  requirePermission(ctx, 'imports.manage')
  await ctx.db.transaction().execute(async (tx) => {
    const { orgId, recordedAt } = ctx
    await lockForBulk(tx, orgId)
    const row = await tx.selectFrom('demo').select('currency_assumed').where('org_id', '=', orgId).executeTakeFirst()
    if (row === undefined) throw new LeadoutError('not-found', 'There is no demo to delete.')
    for (const table of DEMO_TABLES) {
      await sql`delete from ${sql.table(table)} where org_id = ${orgId}`.execute(tx)
    }
    await forgetWorld(tx, orgId)
    await tx.updateTable('member').set({ person_id: null }).where('org_id', '=', orgId).execute()
    await tx.updateTable('org').set({ first_import_at: null }).where('org_id', '=', orgId).execute()
    if (row.currency_assumed) {
      const always = { validAt: -Infinity, knownAt: -Infinity, source: 'leadout' }
      const patch = { currencyAssumed: true }
      await appendChanges(tx, orgId, recordedAt, [{ ...always, id: newId(), kind: 'setting', entityId: orgId, patch }])
      await refold(tx, orgId, 'setting', [orgId])
    }
    await notifyTopics(tx, orgId, ['figures', 'goals', 'board'], recordedAt)
  })
}

async function forgetWorld(tx: Db, orgId: string): Promise<void> {
  for (const table of ['change', 'span'] as const) {
    await tx.deleteFrom(table).where('org_id', '=', orgId).where('kind', 'in', WORLD_KINDS).execute()
  }
  // calendars: the company's own go, what it said of the one before is taken back
  await tx
    .deleteFrom('change')
    .where('org_id', '=', orgId)
    .where('kind', '=', 'calendar')
    .where('import_id', 'is not', null)
    .execute()
  await tx.deleteFrom('span').where('org_id', '=', orgId).where('kind', '=', 'calendar').execute()
  await refoldAll(tx, orgId, 'calendar')
}
