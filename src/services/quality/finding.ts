import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { orderDeals } from '../../db/deal-list.ts'
import { addDays } from '../../domain/calendar/local-date.ts'
import { type DealSearch, readDealFilter, readDealOrder } from '../../domain/deal/list.ts'
import type { Instant } from '../../domain/instant.ts'
import { UNUSUAL_DIGITS } from '../../domain/money/currency.ts'
import type { Finding, FindingId } from '../../domain/quality/finding.ts'
import { UNTOUCHED_DAYS } from '../../domain/quality/finding.ts'
import { type OrgView, resolveView } from '../org/view.ts'

/**
 * The first thing that a stranger's file shows and is worth a look. Deals are called untouched only where activities
 * have been imported: without any, nothing is known of touches. Null where there are no deals.
 */
export async function readFinding(db: Db, orgId: string, now: Instant): Promise<Finding | null> {
  const view = await resolveView(db, orgId, now, {})
  const touches = await sql`select from activity where org_id = ${orgId} and recorded_to = 'infinity' limit 1`.execute(
    db,
  )
  const candidates: readonly (readonly [FindingId, DealSearch, number | null])[] = [
    ...(touches.rows.length === 0
      ? []
      : [['untouched', { untouched: String(UNTOUCHED_DAYS) }, UNTOUCHED_DAYS] as const]),
    ['overdue', { to: addDays(view.asOfDate, -1) }, null],
    ['open', {}, null],
    ['won', { status: 'won' }, null],
  ]
  for (const [id, search, days] of candidates) {
    const { count, minor } = await sumOf(db, view, search)
    if (count === 0) continue
    const address = Object.fromEntries(Object.entries(search).map(([key, value]) => [key, String(value)]))
    return { id, count, minor, currency: view.settings.currency, days, search: address }
  }
  return null
}

async function sumOf(
  db: Db,
  view: OrgView,
  search: DealSearch,
): Promise<{ readonly count: number; readonly minor: number }> {
  const { orgId, settings, asOfDate } = view
  const query = {
    orgId,
    view: view.view,
    asOfDate,
    zone: settings.zone,
    currency: settings.currency,
    digits: UNUSUAL_DIGITS,
  }
  const order = { group: null, sort: readDealOrder(search) }
  const [total] = await orderDeals(
    db,
    query,
    { kind: 'company', ids: ['all'] },
    readDealFilter(search, settings.currency),
    order,
  )
  return { count: total?.count ?? 0, minor: total?.minor ?? 0 }
}
