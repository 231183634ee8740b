import { sql } from 'kysely'
import { dataAt } from '#db/data-at.ts'
import { type DealListRow, readDealRows } from '#db/deal-list.ts'
import type { Db } from '#db/client.ts'
import { inView, readKind } from '#db/spans.ts'
import { SHARED_FIELDS } from '#domain/deal/differs.ts'
import { forecastCategoryName } from '#domain/deal/forecast-category.ts'
import { LeadoutError } from '#domain/errors.ts'
import { UNUSUAL_DIGITS } from '#domain/money/currency.ts'
import type { Ctx } from '#services/context.ts'
import { dealAccess } from '#services/deals/access.ts'
import { type OrgView, resolveView } from '#services/org/view.ts'
import type { DealDetail } from '../../deal-detail.ts'
import { readActivities } from './activities.ts'
import { fieldReader, readDealChanges, toldFields } from './history.ts'

interface DetailInput {
  readonly dealId: string
  readonly asOf?: string | undefined
  readonly knownAt?: string | undefined
}

/** @throws LeadoutError `not-found` for a deal that the view does not have or the reader may not see */
export async function readDetail(ctx: Ctx, input: DetailInput): Promise<DealDetail & { deal: DealListRow }> {
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, input)
  const deal = await findDeal(ctx, view, input.dealId)
  const span = await spanOf(ctx.db, view, deal.id)
  const changes = await readDealChanges(ctx.db, view, deal.id)
  const values = await fieldReader(ctx.db, view, [...changes, { patch: { ...span.differs, ...presentFields(span) } }])
  const { activities, activityCount, weeks, contacts } = await readActivities(ctx, view, deal)
  const { settings } = view
  return {
    asOf: view.asOf,
    knownAt: view.knownAt,
    dataAt: await dataAt(ctx.db, ctx.orgId),
    orgCurrency: settings.currency,
    deal,
    externalId: span.external_id,
    sources: await sourcesOf(ctx.db, ctx.orgId, deal.id),
    createdAt: finite(span.created_at),
    creator: await nameOf(ctx.db, ctx.orgId, span.creator_id),
    statusSince: finite(span.status_since),
    pipeline: await pipelineOf(ctx.db, view, deal.pipelineId),
    present: { owner: await nameOf(ctx.db, ctx.orgId, span.owner_id), amount: span.amount },
    forecastCategory: span.forecast_category === null ? null : forecastCategoryName(span.forecast_category),
    rate: await rateOf(ctx.db, view, deal),
    custom: span.custom,
    differs: SHARED_FIELDS.filter((field) => field in span.differs).map((field) => ({
      field,
      ours: values(field, presentFields(span)[field] ?? null, deal.currency),
      theirs: values(field, span.differs[field] ?? null, deal.currency),
      raw: rawOf(span.differs[field]),
    })),
    changes: toldFields(changes, values, deal.currency),
    lineItems: await lineItemsOf(ctx.db, view, deal),
    contacts,
    activities,
    activityCount,
    weeks,
  }
}

/** A deal with its outcome credited and priced as in the lists of its status. */
export async function findDeal(ctx: Ctx, view: OrgView, dealId: string): Promise<DealListRow> {
  const { settings } = view
  const query = {
    orgId: ctx.orgId,
    view: view.view,
    asOfDate: view.asOfDate,
    zone: settings.zone,
    currency: settings.currency,
    digits: UNUSUAL_DIGITS,
  }
  const [listed] = await readDealRows(ctx.db, { ...query, status: 'all' }, [dealId])
  if (listed === undefined || !(await dealAccess(ctx, view))(listed))
    throw new LeadoutError('not-found', 'There is no such deal.')
  const [decided] =
    listed.status === 'open' ? [] : await readDealRows(ctx.db, { ...query, status: listed.status }, [dealId])
  return decided ?? listed
}

async function spanOf(db: Db, { orgId, view }: OrgView, dealId: string) {
  return db
    .selectFrom('deal_span as s')
    .selectAll('s')
    .where('s.org_id', '=', orgId)
    .where('s.deal_id', '=', dealId)
    .where(inView('s', view))
    .executeTakeFirstOrThrow()
}

type Span = Awaited<ReturnType<typeof spanOf>>

function presentFields(span: Span): Readonly<Record<string, unknown>> {
  return {
    name: span.name,
    stageId: span.stage_id,
    ownerId: span.owner_id,
    accountId: span.account_id,
    amount: span.amount,
    currency: span.currency,
    closeDate: span.close_date,
    reason: span.reason,
    nextStep: span.next_step,
    nextStepDate: span.next_step_date,
    type: span.type,
    source: span.source,
    segment: span.segment,
    forecastCategory: span.forecast_category,
  }
}

async function sourcesOf(db: Db, orgId: string, dealId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('source_record')
    .select('source')
    .distinct()
    .where('org_id', '=', orgId)
    .where('entity_id', '=', dealId)
    .where('kind', '=', 'deal')
    .orderBy('source')
    .execute()
  return rows.map(({ source }) => source)
}

async function nameOf(db: Db, orgId: string, personId: string | null): Promise<string | null> {
  if (personId === null) return null
  const row = await db
    .selectFrom('subject')
    .select('name')
    .where('org_id', '=', orgId)
    .where('id', '=', personId)
    .executeTakeFirst()
  return row?.name ?? null
}

async function pipelineOf(db: Db, { orgId, view }: OrgView, pipelineId: string | null): Promise<string | null> {
  const pipelines = await readKind(db, orgId, 'pipeline', view)
  return pipelines.find(({ id }) => id === pipelineId)?.state.name ?? null
}

/** The rate that `dealFacts` converts with (metrics.md Money). */
async function rateOf(
  db: Db,
  { orgId, view, asOfDate, settings }: OrgView,
  deal: DealListRow,
): Promise<DealDetail['rate']> {
  if (deal.currency === settings.currency) return null
  const result = await sql<{ rate: string; date: string; kind: 'plan' | 'daily' }>`
    select x.state->>'rate' as rate, x.state->>'date' as date, x.state->>'kind' as kind from span x
    where x.org_id = ${orgId} and x.kind = 'rate' and x.state->>'currency' = ${deal.currency} and ${inView('x', view)}
      and x.state->>'kind' in ('plan', ${deal.status === 'won' ? 'daily' : 'plan'})
      and (x.state->>'date')::date <= ${deal.outcomeDate ?? asOfDate}::date
    order by (x.state->>'kind' = 'daily') desc, x.state->>'date' desc
    limit 1
  `.execute(db)
  return result.rows[0] ?? null
}

async function lineItemsOf(db: Db, { orgId, view }: OrgView, deal: DealListRow): Promise<DealDetail['lineItems']> {
  const result = await sql<DealDetail['lineItems'][number]>`
    select i.entity_id as id, coalesce(p.state->>'name', i.state->>'name') as product,
      (i.state->>'quantity')::float8 as quantity,
      coalesce((i.state->>'listPrice')::float8, (p.state->>'listPrice')::float8) as "listPrice",
      (i.state->>'price')::float8 as price, i.state->>'discount' as discount, (i.state->>'total')::float8 as total,
      coalesce(i.state->>'currency', ${deal.currency}) as currency
    from span i
    left join span p on p.org_id = i.org_id and p.kind = 'product' and p.entity_id = (i.state->>'productId')::uuid
      and ${inView('p', view)}
    where i.org_id = ${orgId} and i.kind = 'lineItem' and i.state->>'dealId' = ${deal.id} and ${inView('i', view)}
    order by i.entity_id
  `.execute(db)
  return result.rows
}

function finite(instant: number): number | null {
  return Number.isFinite(instant) ? instant : null
}

function rawOf(value: unknown): string | number | null {
  return typeof value === 'string' || typeof value === 'number' ? value : null
}
