import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { type ListedGroup, type ListQuery, orderDeals, readDealRows } from '../../db/deal-list.ts'
import { addDays } from '../../domain/calendar/local-date.ts'
import { type DealSearch, dealSearchSchema, readDealFilter, readDealOrder } from '../../domain/deal/list.ts'
import type { Instant } from '../../domain/instant.ts'
import { UNUSUAL_DIGITS } from '../../domain/money/currency.ts'
import type { Finding, FindingId, FoundDeal, PreviewFinding } from '../../domain/quality/finding.ts'
import { UNTOUCHED_DAYS } from '../../domain/quality/finding.ts'
import { idsOf } from '../deals/list.ts'
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

/** `readFinding` inside a trial that is rolled back, with its deals. */
export async function readPreviewFinding(db: Db, orgId: string, now: Instant): Promise<PreviewFinding | null> {
  const finding = await readFinding(db, orgId, now)
  if (finding === null) return null
  const view = await resolveView(db, orgId, now, {})
  const search = dealSearchSchema.parse({ ...finding.search, sort: '-amount' })
  const query = listQuery(view)
  const status = readDealFilter(search, view.settings.currency).status
  const [group] = await listOf(db, view, search)
  const rows = await readDealRows(db, { ...query, status }, group === undefined ? [] : idsOf([group], 0, MOST_ROWS))
  return {
    ...finding,
    rows: rows.map(({ id, name, owner, closeDate, amount, currency, amountOrg }): FoundDeal => ({
      id,
      name,
      owner,
      closeDate,
      amount,
      currency,
      amountOrg,
    })),
  }
}

const MOST_ROWS = 200

async function sumOf(
  db: Db,
  view: OrgView,
  search: DealSearch,
): Promise<{ readonly count: number; readonly minor: number }> {
  const [total] = await listOf(db, view, search)
  return { count: total?.count ?? 0, minor: total?.minor ?? 0 }
}

function listOf(db: Db, view: OrgView, search: DealSearch): Promise<ListedGroup[]> {
  const filter = readDealFilter(search, view.settings.currency)
  const order = { group: null, sort: readDealOrder(search) }
  return orderDeals(db, listQuery(view), { kind: 'company', ids: ['all'] }, filter, order)
}

function listQuery({ orgId, view, settings, asOfDate }: OrgView): ListQuery {
  const { zone, currency } = settings
  return { orgId, view, asOfDate, zone, currency, digits: UNUSUAL_DIGITS }
}
