import type { Db } from '../../db/client.ts'
import { isCurrent } from '../../db/spans.ts'
import { LeadoutError } from '../../domain/errors.ts'
import { demoScenario } from '../../domain/generator/demo.ts'
import type { Scenario } from '../../domain/generator/scenario.ts'
import { instantText, type Instant } from '../../domain/instant.ts'
import { requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { readSettings } from '../org/settings.ts'
import { localDate } from '../org/view.ts'

export interface Demo {
  readonly scenario: Scenario
  readonly startedAt: Instant
  /** everything that was recorded before it is in the organisation */
  readonly playedUntil: Instant
}

/** The demo that an organisation is tried out with; null where there is none. */
export async function readDemo(db: Db, orgId: string): Promise<Demo | null> {
  const row = await db.selectFrom('demo').selectAll().where('org_id', '=', orgId).executeTakeFirst()
  if (row === undefined) return null
  return { scenario: row.scenario as Scenario, startedAt: row.started_at, playedUntil: row.played_until }
}

/** Whether an organisation holds anything of its own: people, deals or imports. */
export async function hasData(db: Db, orgId: string): Promise<boolean> {
  const person = await db
    .selectFrom('subject')
    .select('id')
    .where('org_id', '=', orgId)
    .where('kind', '=', 'person')
    .limit(1)
    .executeTakeFirst()
  if (person !== undefined) return true
  const deal = await db
    .selectFrom('deal_span as s')
    .select('s.deal_id')
    .where('s.org_id', '=', orgId)
    .where(isCurrent('s'))
    .limit(1)
    .executeTakeFirst()
  if (deal !== undefined) return true
  const brought = await db
    .selectFrom('import')
    .select('id')
    .where('org_id', '=', orgId)
    .where('state', '=', 'done')
    .limit(1)
    .executeTakeFirst()
  return brought !== undefined
}

/**
 * Marks an organisation as one that is tried out, before the made-up company is brought into it. Raises `conflict`
 * where it holds data of its own or a demo already: the two are never mixed.
 */
export async function beginDemo(ctx: Ctx, now: Instant): Promise<Demo> {
  requirePermission(ctx, 'imports.manage')
  return ctx.db.transaction().execute(async (tx) => {
    // two clicks at once would each bring a company
    await tx.selectFrom('org').select('org_id').where('org_id', '=', ctx.orgId).forUpdate().executeTakeFirstOrThrow()
    if ((await readDemo(tx, ctx.orgId)) !== null) throw new LeadoutError('conflict', 'The demo is here already.')
    if (await hasData(tx, ctx.orgId)) {
      throw new LeadoutError(
        'conflict',
        'There is data of your own here. The demo goes only into an empty organisation.',
      )
    }
    const { zone, currency, currencyAssumed } = await readSettings(tx, ctx.orgId)
    const scenario = demoScenario(localDate(now, zone), { zone, currency })
    await tx
      .insertInto('demo')
      .values({
        org_id: ctx.orgId,
        scenario: JSON.stringify(scenario),
        played_until: instantText(now),
        currency_assumed: currencyAssumed === true,
        started_at: instantText(now),
      })
      .execute()
    return { scenario, startedAt: now, playedUntil: now }
  })
}

/** Keeps up to when the demo has been played. */
export async function markPlayed(ctx: Ctx, until: Instant): Promise<void> {
  await ctx.db
    .updateTable('demo')
    .set({ played_until: instantText(until) })
    .where('org_id', '=', ctx.orgId)
    .execute()
}

/** Raises `precondition` while an organisation is tried out: data of its own would be mixed with made-up data. */
export async function refuseBesideDemo(db: Db, orgId: string): Promise<void> {
  if ((await readDemo(db, orgId)) !== null) {
    throw new LeadoutError('precondition', 'This organisation holds the demo. Delete the demo first, then import.')
  }
}
