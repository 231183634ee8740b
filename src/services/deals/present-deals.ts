import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { inView, isCurrent } from '../../db/spans.ts'
import type { DealStatus } from '../../domain/deal/state.ts'
import type { Instant } from '../../domain/instant.ts'
import type { OrgView } from '../org/view.ts'
import type { DealPlace } from './access.ts'
import type { DealEdit } from './edit-deal.ts'

/** A deal as an edit finds it. */
export interface PresentDeal {
  readonly dealId: string
  readonly status: DealStatus
  readonly createdAt: Instant
  readonly fields: { readonly [Field in Exclude<keyof DealEdit, 'custom'>]?: DealEdit[Field] | null }
  readonly place: DealPlace
  /** from when an edit holds: never before what was edited last, however long it waited for its turn */
  readonly now: Instant
}

/** Deals by id as they stand by the organisation's clock; one that begins after a pinned clock, as it stands now. */
export async function presentDeals(
  tx: Db,
  orgView: OrgView,
  ids: readonly string[],
): Promise<Map<string, PresentDeal>> {
  const { orgId, asOf, pinned } = orgView
  const edited = await tx
    .selectFrom('change')
    .select(['entity_id', sql<Instant>`max(recorded_at)`.as('at')])
    .where('org_id', '=', orgId)
    .where('kind', '=', 'deal')
    .where('entity_id', 'in', ids)
    .where('source', '=', 'leadout')
    .groupBy('entity_id')
    .execute()
  const lastEdit = new Map(edited.map(({ entity_id, at }) => [entity_id, at]))
  const now = pinned ? asOf : Math.max(asOf, ...lastEdit.values())
  const view = { ...orgView.view, valid: now }
  const rows = await tx
    .selectFrom('deal_span as s')
    .leftJoin('membership_span as m', (join) =>
      join.onRef('m.org_id', '=', 's.org_id').onRef('m.person_id', '=', 's.owner_id').on(inView('m', view)),
    )
    .selectAll('s')
    .select(['m.team_id', inView('s', view).as('seen')])
    .where('s.org_id', '=', orgId)
    .where('s.deal_id', 'in', ids)
    .where((where) => where.or([inView('s', view), isCurrent('s')]))
    .execute()
  const found = new Map<string, PresentDeal>()
  for (const row of rows.toSorted((a, b) => Number(a.seen) - Number(b.seen))) {
    found.set(row.deal_id, {
      dealId: row.deal_id,
      status: row.status,
      createdAt: row.created_at,
      place: { ownerId: row.owner_id, teamId: row.team_id },
      now: pinned ? asOf : Math.max(asOf, lastEdit.get(row.deal_id) ?? -Infinity),
      fields: {
        name: row.name,
        stageId: row.stage_id,
        ownerId: row.owner_id,
        accountId: row.account_id,
        amount: row.amount,
        currency: row.currency,
        closeDate: row.close_date,
        reason: row.reason,
        nextStep: row.next_step,
        nextStepDate: row.next_step_date,
        type: row.type,
        source: row.source,
        segment: row.segment,
        forecastCategory: row.forecast_category,
      },
    })
  }
  return found
}
