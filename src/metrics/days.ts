import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db/client.ts'
import { membershipAt } from '#db/spans.ts'
import { addDays } from '#domain/calendar/local-date.ts'
import type { LocalDate } from '#domain/instant.ts'
import { LATEST } from '#domain/span/box.ts'
import { factsOf } from './facts/index.ts'
import { type FactsRead, type MetricsQuery, type MetricWindow, WINDOWS } from './facts/query.ts'
import { WINDOW_COLUMNS, windowRow } from './facts/windows.ts'
import type { Term } from './metric.ts'

/** What stands in `activity_day` of a term of activities: how many rows, what they add above the line and below it. */
interface DayTerm {
  readonly facts: Term['facts']
  readonly where?: string
  /** rows of the population; of what counts different things, whether there are any */
  readonly rows: string
  readonly numerator?: readonly [expression: string, column: string]
  readonly denominator?: readonly [expression: string, column: string]
  readonly key?: readonly [expression: string, column: string]
}

const CALL = "type = 'call' and held and direction is distinct from 'inbound'"

/** Expressions of metrics that days are added up for; every other one is answered from facts. */
const DAY_TERMS: readonly DayTerm[] = [
  {
    facts: 'activities',
    where: "type = 'email' and touch and direction is distinct from 'inbound'",
    rows: 'emails_sent',
  },
  { facts: 'activities', where: CALL, rows: 'calls_made' },
  {
    facts: 'activities',
    where: CALL,
    rows: 'calls_made',
    numerator: ['case when connected then 1 else 0 end', 'connects'],
    denominator: ['1', 'calls_made'],
  },
  {
    facts: 'activities',
    where: CALL,
    rows: 'calls_made',
    numerator: ['coalesce(seconds, 0) / 3600.0', 'talk_hours'],
  },
  { facts: 'activities', where: `${CALL} and connected`, rows: 'connects' },
  {
    facts: 'activities',
    where: "type = 'meeting'",
    rows: 'meetings_due',
    numerator: ['case when held then 1 else 0 end', 'meetings_taken'],
    denominator: ['1', 'meetings_due'],
  },
  { facts: 'meetings', rows: 'meetings_held' },
  {
    facts: 'meetings',
    rows: 'meetings_held',
    numerator: ['case when seconds <= 43200 then seconds / 3600.0 else 0 end', 'meeting_hours'],
  },
  { facts: 'meetings', where: "topic = 'presentation'", rows: 'presentations' },
  { facts: 'touches', rows: 'touches', key: ['deal_id', 'deals'] },
  { facts: 'touches', where: 'deal_id is not null', rows: 'cardinality(deals)', key: ['deal_id', 'deals'] },
  { facts: 'contact_touches', rows: 'cardinality(contacts)', key: ['contact_id', 'contacts'] },
  {
    facts: 'contact_touches',
    where: 'deal_id is not null',
    rows: 'cardinality(deal_contacts)',
    key: ['contact_id', 'deal_contacts'],
  },
]

/** The columns of a day that say what a term adds; `counted` and `below` are arrays. */
export interface DayColumns {
  readonly here: string
  readonly num: string | null
  readonly den: string | null
  readonly counted: string | null
  readonly below: string | null
}

/** Where a term stands in days; null where only facts answer it. */
export function dayColumns(term: Term): DayColumns | null {
  if (term.also !== undefined || term.anytime || term.money || term.value || term.flag || term.beside) return null
  const distinct = term.key ?? term.keyBelow
  if (distinct !== undefined && (term.numerator ?? term.denominator) !== undefined) return null
  if (term.key !== undefined && term.keyBelow !== undefined) return null
  const found = DAY_TERMS.find(
    (one) =>
      one.facts === term.facts &&
      one.where === term.where &&
      one.numerator?.[0] === term.numerator &&
      one.denominator?.[0] === term.denominator &&
      one.key?.[0] === distinct,
  )
  if (found === undefined) return null
  const { rows, numerator, denominator, key } = found
  // as for facts: what counts different things below the line adds nothing above it
  const num = numerator?.[1] ?? (term.keyBelow === undefined ? rows : '0')
  return {
    here: rows,
    num,
    den: denominator?.[1] ?? null,
    counted: term.key === undefined ? null : key![1],
    below: term.keyBelow === undefined ? null : key![1],
  }
}

/** What days can be split and filtered by: what a membership says. */
const BY_MEMBERSHIP = new Set(['company', 'person', 'owner', 'team', 'pod', 'manager', 'office', 'role'])

export function splitsDays(by: string): boolean {
  return BY_MEMBERSHIP.has(by)
}

/** Days back from as-of that facts answer: what has not happened or not ended yet, in any zone. */
export const OPEN_DAYS = 3

/** Share of the persons who may be behind the day that questions settle at: facts answer for these. */
const BEHIND = 0.25

/**
 * The day before which sums of days can answer a question, but for a few persons whose sums are behind; null where they
 * cannot: only what is known now is added up.
 */
export async function settledDay(
  db: Db,
  { orgId, view, asOfDate }: MetricsQuery,
  windows: readonly MetricWindow[],
): Promise<LocalDate | null> {
  if (view.known !== LATEST || view.recorded !== LATEST) return null
  const { rows } = await sql<{ day: LocalDate }>`
    with ${behind(orgId)}
    select least(b.upto, ${addDays(asOfDate, -OPEN_DAYS)}::date) as day
    from (select percentile_disc(${sql.lit(BEHIND)}) within group (order by b.upto) as upto from behind b) b
    where b.upto is not null`.execute(db)
  const day = rows[0]?.day
  return day !== undefined && windows.some(({ from }) => from < day) ? day : null
}

/** `behind (person_id, upto)`: the first day of each person that is not added up, marks of the moment included. */
function behind(orgId: string): RawBuilder<unknown> {
  return sql`
    stale_days as materialized (
      select s.person_id, min(s.day) as day from activity_stale s where s.org_id = ${orgId} group by s.person_id
    ), behind as materialized (
      select r.person_id, least(r.upto, s.day, (select a.day from stale_days a where a.person_id is null)) as upto
      from activity_rolled r
      left join stale_days s on s.person_id = r.person_id
      where r.org_id = ${orgId}
    )`
}

/**
 * `day_limits (person_id, upto)`: facts answer from `upto` on, days before. And `day_sums`: the days around the windows,
 * with where their person belonged.
 */
export function daySums(read: FactsRead & { readonly settled: LocalDate }): RawBuilder<unknown> {
  const { orgId, view, windows, persons, settled } = read
  const from = windows.map((window) => window.from).toSorted()[0]!
  const to = windows
    .map((window) => window.to)
    .toSorted()
    .at(-1)!
  return sql`
    ${behind(orgId)}, day_limits as materialized (
      select b.person_id, least(b.upto, ${settled}::date) as upto from behind b
    ), day_sums as not materialized (
      select d.*, d.at as credited_at, m.team_id, m.manager_id, m.discipline, m.segment as member_segment,
        coalesce(m.office, t.state->>'office') as office
      from activity_day d
      join day_limits l on l.person_id = d.person_id and d.day < l.upto
      ${membershipAt(view, { orgId: sql`d.org_id`, personId: sql`d.person_id`, moment: sql`d.at` })}
      where d.org_id = ${orgId} and d.day between ${from}::date and ${to}::date and d.day < ${settled}::date
        ${persons === undefined ? sql`` : sql`and d.person_id = any(${[...persons]}::uuid[])`}
    )`
}

/** Days of some persons from the activities of now, up to a day that is over everywhere: rows of `activity_day`. */
export function daysOf(
  query: MetricsQuery,
  { persons, from, upto }: { readonly persons: readonly string[]; readonly from: LocalDate; readonly upto: LocalDate },
): RawBuilder<unknown> {
  const to = addDays(upto, -1)
  const window: MetricWindow = { key: 'all', from, to, at: query.view.valid, start: query.view.valid, until: to }
  const named = 'deal_id contact_id at_date rollable touch held direction connected seconds topic type'.split(' ')
  const read = { ...query, windows: [window], wants: (column: string) => named.includes(column), persons }
  const only = sql`f.rollable and f.person_id = any(${[...persons]}::uuid[]) and f.day between ${from}::date and ${to}::date`
  const stretch = sql`width_bucket(f.at, (select array_agg(b.at order by b.at) from borders b)) as stretch`
  const count = (where: string) => sql`(count(*) filter (where ${sql.raw(where)}))::int`
  const held = "type = 'meeting' and touch"
  const total = (expression: string, where: string) =>
    sql`coalesce(sum(${sql.raw(expression)}) filter (where ${sql.raw(where)}), 0)`
  return sql`
    with recursive ${sql.ref(WINDOWS)} ${WINDOW_COLUMNS} as (values ${windowRow(window, 0)}),
    ${sql.join(factsOf(['activities', 'contact_touches'], read), sql`, `)},
    borders as materialized (
      select '-infinity'::timestamptz as at
      union select t.valid_from from span t where t.org_id = ${query.orgId} and t.kind = 'team'
      union select t.valid_to from span t where t.org_id = ${query.orgId} and t.kind = 'team'
      union select m.valid_from from membership_span m where m.org_id = ${query.orgId} and m.person_id = any(${[...persons]}::uuid[])
      union select m.valid_to from membership_span m where m.org_id = ${query.orgId} and m.person_id = any(${[...persons]}::uuid[])
    ), done as (
      select f.person_id, f.day, ${stretch}, min(f.at) as at,
        ${count('touch')} as touches,
        ${count("type = 'email' and touch and direction is distinct from 'inbound'")} as emails_sent,
        ${count(CALL)} as calls_made, ${count(`${CALL} and connected`)} as connects,
        ${total('coalesce(seconds, 0) / 3600.0', CALL)} as talk_hours,
        ${count("type = 'meeting'")} as meetings_due, ${count("type = 'meeting' and held")} as meetings_taken,
        ${count(held)} as meetings_held,
        ${total('case when seconds <= 43200 then seconds / 3600.0 else 0 end', held)} as meeting_hours,
        ${count(`${held} and topic = 'presentation'`)} as presentations,
        coalesce(array_agg(distinct f.deal_id) filter (where touch and f.deal_id is not null), '{}') as deals
      from activities f where ${only} group by 1, 2, 3
    ), met as (
      select f.person_id, f.day, ${stretch}, array_agg(distinct f.contact_id) as contacts,
        coalesce(array_agg(distinct f.contact_id) filter (where f.deal_id is not null), '{}') as deal_contacts
      from contact_touches f where ${only} group by 1, 2, 3
    )
    select ${query.orgId}::uuid as org_id, d.person_id, d.day, d.at, d.touches, d.emails_sent, d.calls_made, d.connects,
      d.talk_hours, d.meetings_due, d.meetings_taken, d.meetings_held, d.meeting_hours, d.presentations, d.deals,
      coalesce(m.contacts, '{}') as contacts, coalesce(m.deal_contacts, '{}') as deal_contacts
    from done d
    left join met m on m.person_id = d.person_id and m.day = d.day and m.stretch = d.stretch
    order by d.day, d.person_id, d.at`
}
