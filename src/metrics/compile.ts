import { type RawBuilder, sql } from 'kysely'
import type { FieldFilter } from '#domain/field-filter.ts'
import type { Instant, LocalDate } from '#domain/instant.ts'
import { at } from '#db/at.ts'
import { teamPath } from '#db/team-path.ts'
import { COLUMNS } from './facts/columns.ts'
import { factsOf } from './facts/index.ts'
import { type MetricsQuery, WINDOWS } from './facts/query.ts'
import { filterOn } from './dimensions.ts'
import type { MetricDefinition, Term } from './metric.ts'

/** Whole local days, both included; `at` is the last instant that it sees, for facts of one instant. */
export interface MetricWindow {
  readonly key: string
  readonly from: LocalDate
  readonly to: LocalDate
  readonly at: Instant
  /** the last instant before it, for what was open at its start */
  readonly start: Instant
  /** the last day of the whole period, of which `to` is the part that has been */
  readonly until: LocalDate
}

/** What is added up, in `contributions`: one row for each fact, metric and window. */
export interface ContributionsQuery {
  readonly query: MetricsQuery
  readonly metrics: readonly MetricDefinition[]
  readonly windows: readonly MetricWindow[]
  readonly filters: readonly FieldFilter[]
}

/**
 * `with recursive ... contributions as (...)`: for every metric and window the facts of its population with what they
 * add above the line, below it, to a median, and the key of a distinct count.
 */
export function contributions({ query, metrics, windows, filters }: ContributionsQuery): RawBuilder<unknown> {
  const facts = new Set(metrics.flatMap(({ terms }) => terms.flatMap((term) => [term.facts, ...(term.also ?? [])])))
  const rows = windows.map(
    ({ key, from, to, at: end, start, until }) =>
      sql`(${key}::text, ${from}::date, ${to}::date, ${key}::text, ${at(end)}, ${to}::date, ${at(start)}, ${until}::date)`,
  )
  const parts = metrics.flatMap((metric) => metric.terms.map((term) => part(metric, term, query, filters)))
  return sql`
    with recursive ${sql.ref(WINDOWS)} (win_key, win_from, win_to, key, at, day, start_at, win_until) as (values ${sql.join(rows)}),
    ${teamPath(query.orgId, query.view)}, ${sql.join(factsOf(facts, query), sql`, `)},
    contributions as (${sql.join(parts, sql` union all `)})`
}

const INSTANT = new Set(['open', 'attention', 'opening', 'rated', 'accounts', 'reports'])

function part(
  metric: MetricDefinition,
  term: Term,
  query: MetricsQuery,
  filters: readonly FieldFilter[],
): RawBuilder<unknown> {
  const columns = COLUMNS.filter((column) => column !== 'missing').map((column) => sql.ref(`f.${column}`))
  const within = INSTANT.has(term.facts)
    ? sql`f.seen_key = w.win_key`
    : term.anytime === true
      ? sql`true`
      : sql`f.day between w.win_from and w.win_to`
  const isRate = term.denominator !== undefined || term.keyBelow !== undefined
  const expression = (text: string | undefined, absent: RawBuilder<unknown>) =>
    text === undefined ? absent : sql`(${sql.raw(text)})`
  return sql`
    select ${metric.id}::text as metric, w.win_key, f.org_id, ${sql.join(columns)},
      ${expression(term.numerator, isRate ? sql`0` : sql`1`)}::numeric as num,
      ${expression(term.denominator, sql`null`)}::numeric as den,
      ${expression(term.value, sql`null`)}::numeric as val,
      ${expression(term.key, sql`null`)}::text as counted,
      ${expression(term.keyBelow, sql`null`)}::text as below,
      ${expression(term.flag, sql`null`)}::text as flag,
      ${expression(term.beside, sql`null`)}::text as beside,
      ${term.money === true ? sql`f.missing` : sql`null`}::text as missing
    from ${sql.ref(term.facts)} f
    join ${sql.ref(WINDOWS)} w on ${within}
    where ${expression(term.where, sql`true`)}
      ${sql.join(
        filters.map((filter) => sql`and ${filterOn(filter, query)}`),
        sql` `,
      )}`
}
