import { sql } from 'kysely'
import type { DealSearch } from '#domain/deal/list.ts'
import type { Ctx } from '#services/context.ts'
import type { OrgView } from '#services/org/view.ts'
import { inView } from '#db/spans.ts'
import type { TodayList } from '../contract.ts'

/** The data without which a list is empty, or full, whatever the team does. */
export async function lacking(ctx: Ctx, view: OrgView, search: DealSearch): Promise<TodayList['lacks']> {
  if (search.untouched !== undefined) return (await hasActivities(ctx)) ? null : 'activities'
  return (await hasCloseDates(ctx, view)) ? null : 'close-dates'
}

async function hasActivities({ db, orgId }: Ctx): Promise<boolean> {
  const row = await db.selectFrom('activity').select('id').where('org_id', '=', orgId).limit(1).executeTakeFirst()
  return row !== undefined
}

async function hasCloseDates({ db, orgId }: Ctx, { view }: OrgView): Promise<boolean> {
  const row = await db
    .selectFrom('deal_span as s')
    .select(sql<number>`1`.as('one'))
    .where('s.org_id', '=', orgId)
    .where(inView('s', view))
    .where('s.close_date', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
