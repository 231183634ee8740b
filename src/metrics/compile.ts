import { type RawBuilder, sql } from 'kysely'
import type { FieldFilter } from '#domain/field-filter.ts'
import { teamPath } from '#db/team-path.ts'
import { COLUMNS } from './facts/columns.ts'
import { factsOf, isInstant } from './facts/index.ts'
import { type MetricsQuery, type MetricWindow, WINDOWS } from './facts/query.ts'
import { WINDOW_COLUMNS, windowRow } from './facts/windows.ts'
import { filterOn } from './dimensions.ts'
import type { MetricDefinition, Term } from './metric.ts'

export type { MetricWindow } from './facts/query.ts'

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
  const read = { ...query, windows, wants: () => true }
  const parts = metrics.flatMap((metric) => metric.terms.map((term) => part(metric, term, query, filters)))
  return sql`
    with recursive ${sql.ref(WINDOWS)} ${WINDOW_COLUMNS} as (values ${sql.join(windows.map(windowRow))}),
    ${teamPath(query.orgId, query.view)}, ${sql.join(factsOf(facts, read), sql`, `)},
    contributions as (${sql.join(parts, sql` union all `)})`
}

function part(
  metric: MetricDefinition,
  term: Term,
  query: MetricsQuery,
  filters: readonly FieldFilter[],
): RawBuilder<unknown> {
  const columns = COLUMNS.filter((column) => column !== 'missing').map((column) => sql.ref(`f.${column}`))
  const within = isInstant(term.facts)
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
