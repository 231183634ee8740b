import { sql } from 'kysely'
import type { DealSearch } from '#domain/deal/list.ts'
import type { Ctx } from '#services/context.ts'
import type { OrgView } from '#services/org/view.ts'
import { inView } from '#db/spans.ts'
import type { TodayList } from '../contract.ts'

/** The data without which a list is empty, or full, whatever the team does. */
export async function lacking(ctx: Ctx, view: OrgView, search: DealSearch): Promise<TodayList['lacks']> {
  if (search.untouched !== undefined) return (await hasActivities(ctx)) ? null : 'activities'
  if (search.overdue === 'yes' && (await dueBy(ctx, view)) === 'next-step') return null
  return (await hasDate(ctx, view, 'close_date')) ? null : 'close-dates'
}

/** By which day a deal is overdue: by its next step, unless none of all has a date. */
export async function dueBy(ctx: Ctx, view: OrgView): Promise<NonNullable<TodayList['due']>> {
  return (await hasDate(ctx, view, 'next_step_date')) ? 'next-step' : 'close-date'
}

async function hasActivities({ db, orgId }: Ctx): Promise<boolean> {
  const row = await db.selectFrom('activity').select('id').where('org_id', '=', orgId).limit(1).executeTakeFirst()
  return row !== undefined
}

async function hasDate(
  { db, orgId }: Ctx,
  { view }: OrgView,
  column: 'close_date' | 'next_step_date',
): Promise<boolean> {
  const row = await db
    .selectFrom('deal_span as s')
    .select(sql<number>`1`.as('one'))
    .where('s.org_id', '=', orgId)
    .where(inView('s', view))
    .where('s.status', '=', 'open')
    .where(`s.${column}`, 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
