import { type RawBuilder, sql } from 'kysely'
import { dealFacts, type FactsPlace } from '#db/deal-facts.ts'
import { at } from '#db/at.ts'
import { inView } from '#db/spans.ts'
import { around, firstDay } from './bounds.ts'
import { type FactsRead, WINDOWS } from './query.ts'

/** The columns of `columns.ts` of a deal's facts `p`. */
export const deal = (kind: string, at: string) => sql`
  p.org_id, p.deal_id::text as row_id, ${sql.lit(kind)} as row_kind, p.external_id, ${sql.ref(`p.${at}`)} as at,
  p.period_on as day, p.credited_id as person_id, p.credited_at, p.team_id, p.manager_id, p.office, p.discipline,
  p.member_segment, p.deal_id, p.account_id, null::uuid as contact_id, p.pipeline_id, p.stage_id, p.segment, p.source,
  p.type, p.custom, p.currency_missing as missing`

const pipelineOf = ({ view }: FactsRead) => sql`
  left join span pi on pi.org_id = p.org_id and pi.kind = 'pipeline' and pi.entity_id = p.pipeline_id and ${inView('pi', view)}`

/** Days between two moments: exact where both have a time, whole days otherwise (metrics.md Touch, Durations). */
const daysBetween = (
  from: RawBuilder<unknown>,
  to: RawBuilder<unknown>,
  dated: RawBuilder<unknown>,
  on: RawBuilder<unknown>,
) => sql`
  case when ${dated} then (${on})::numeric else extract(epoch from ${to} - ${from})::numeric / 86400 end`

/**
 * Whether the amount of a deal lets it count in rates: not 0 or less; a lost deal by its last amount above 0, and with
 * any where its pipeline sets lost amounts to 0 (metrics.md Accepted).
 */
const sized = () => sql`
  (p.amount is null or p.amount > 0 or (p.status = 'lost' and (p.lost_amount > 0 or coalesce(pi.state->>'lostAmountsZeroed', '') = 'true')))`

/** Whether the source calls a deal a renewal. */
const RENEWAL = sql`coalesce(p.type ~* '(renew|verläng|renouvel)', false)`

/** Whether the day of an outcome came without a time: a date of its own, or a close date of another day. */
const DATED = sql`(p.status_date is not null
  or coalesce(p.final_close <= p.seen_on and p.final_close <> (p.status_since at time zone p.team_zone)::date and p.status = 'won', false))`

/** A condition on spans `s` that leaves out the deals that others are credited with, by the column that says who is. */
function ofPersons({ persons }: FactsRead, column: 'owner_id' | 'outcome_owner_id' | 'first_owner_id' | 'creator_id') {
  return persons === undefined ? sql`true` : sql`${sql.ref(`s.${column}`)} = any(${[...persons]}::uuid[])`
}

/** Deals that can have an outcome on a day of the windows or later: by the outcome itself, or by the close date of a win. */
export function decidedSince(read: FactsRead): RawBuilder<unknown> {
  const { orgId, back } = read
  const from = firstDay(read, back)
  return sql`s.deal_id in (
    select c.deal_id from deal_span c where c.org_id = ${orgId} and c.status <> 'open' and c.status_since >= ${from}::date::timestamptz
    union
    select c.deal_id from deal_span c
    where c.org_id = ${orgId} and c.close_date >= ${from}::date and (c.status = 'won' or c.valid_to = 'infinity')
  )`
}

/** Open spans that reach into the time between the first and the last instant of the windows. */
export function openWithin({ windows }: FactsRead, instant: 'at' | 'start' = 'at'): RawBuilder<unknown> {
  const instants = windows.map((window) => window[instant])
  return sql`(s.valid_to > ${at(Math.min(...instants))} and s.valid_from <= ${at(Math.max(...instants))})`
}

/** Deals won or lost. Blank amounts count by count; 0 and less do not count in rates (metrics.md Accepted). */
export function outcomes(query: FactsRead): RawBuilder<unknown> {
  return outcomesTo(query, 'outcomes', {})
}

export function sourcedOutcomes(query: FactsRead): RawBuilder<unknown> {
  return outcomesTo(query, 'sourced_outcomes', { credit: 'creator' })
}

function outcomesTo(query: FactsRead, name: string, credit: Pick<FactsPlace, 'credit'>): RawBuilder<unknown> {
  const prefix = `${name}_`
  const mine = ofPersons(query, credit.credit === 'creator' ? 'creator_id' : 'outcome_owner_id')
  const among = sql`${mine} and ${decidedSince(query)}`
  return sql`
    ${dealFacts({ ...query, status: 'closed' }, { prefix, among, ...credit })}, ${sql.ref(name)} as (
      select ${deal('deal', 'status_since')}, p.status, p.amount_org as amount, p.accepted, p.reached_order, p.created_at,
        coalesce(pi.state->>'countsAsBookings', 'true') <> 'false' as books,
        p.accepted and ${sized()} as countable,
        case when p.type ~* '(new|neu|nouveau)' and not ${RENEWAL} then 'new' when p.type is not null then 'existing'
          when exists (
            select 1 from deal_span w where w.org_id = p.org_id and w.account_id = p.account_id and w.status = 'won'
              and w.status_since < p.status_since and ${inView('w', query.view)}
          ) then 'existing'
          else 'new' end as business,
        ${RENEWAL} as renewal, p.team_zone, ${DATED} as dated,
        ${daysBetween(
          sql`p.created_at`,
          sql`p.status_since`,
          sql`p.created_date is not null or ${DATED}`,
          sql`p.outcome_on - p.created_on`,
        )} as cycle_days
      from ${sql.ref(`${prefix}priced`)} p ${pipelineOf(query)}
    )`
}

/** Deals won that have line items with a list price, at the same rate as their amount. */
export function discounts({ view, orgId }: FactsRead): RawBuilder<unknown> {
  return sql`
    list_amounts as (
      select (i.state->>'dealId')::uuid as deal_id, sum((i.state->>'quantity')::numeric * (i.state->>'listPrice')::numeric) as listed
      from span i
      where i.org_id = ${orgId} and i.kind = 'lineItem' and ${inView('i', view)} and i.state->>'listPrice' is not null
      group by i.state->>'dealId'
    ), discounts as (
      select o.*, round(l.listed * o.amount / p.amount_shown) as list_amount
      from outcomes o
      join outcomes_priced p on p.deal_id = o.deal_id
      join list_amounts l on l.deal_id = o.deal_id and l.listed > 0
      where o.status = 'won' and p.amount_shown > 0
    )`
}

export function creations(query: FactsRead): RawBuilder<unknown> {
  return creationsTo(query, 'creations', {})
}

export function sourced(query: FactsRead): RawBuilder<unknown> {
  return creationsTo(query, 'sourced', { credit: 'creator' })
}

function creationsTo(query: FactsRead, name: string, credit: Pick<FactsPlace, 'credit'>): RawBuilder<unknown> {
  const prefix = `${name}_`
  const mine = ofPersons(query, credit.credit === 'creator' ? 'creator_id' : 'first_owner_id')
  const among = sql`${mine} and ${around(query, sql`s.created_at`)}`
  return sql`
    ${dealFacts({ ...query, status: 'created' }, { prefix, among, ...credit })}, ${sql.ref(name)} as (
      select ${deal('deal', 'created_at')}, p.status, p.amount_org as amount, p.accepted and ${sized()} as countable
      from ${sql.ref(`${prefix}priced`)} p ${pipelineOf(query)}
    )`
}

/** Deals open at the end of each window. */
export function open(query: FactsRead): RawBuilder<unknown> {
  const among = sql`${ofPersons(query, 'owner_id')} and ${openWithin(query)}`
  return sql`
    ${dealFacts({ ...query, status: 'open' }, { prefix: 'open_', instants: WINDOWS, among })}, open as (
      select ${deal('deal', 'seen_at')}, p.seen_key, p.seen_at, p.seen_on, p.amount_org as amount, p.close_date, p.created_at, p.accepted,
        coalesce(pi.state->>'countsAsBookings', 'true') <> 'false' as books, ${RENEWAL} as renewal,
        (st.state->>'probability')::numeric as probability,
        ${daysBetween(sql`p.created_at`, sql`p.seen_at`, sql`p.created_date is not null`, sql`p.seen_on - p.created_on`)} as age_days
      from open_priced p ${pipelineOf(query)}
      left join span st on st.org_id = p.org_id and st.kind = 'stage' and st.entity_id = p.stage_id and ${inView('st', query.view)}
    )`
}
