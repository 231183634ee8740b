import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db/client.ts'
import type { Instant, LocalDate } from '#domain/instant.ts'
import { contributions, type ContributionsQuery } from './compile.ts'
import { dimension } from './dimensions.ts'
import type { MetricDefinition } from './metric.ts'

export interface RowsQuery extends Omit<ContributionsQuery, 'metrics'> {
  readonly metric: MetricDefinition
  readonly by: string
  /** key of the subject; null: rows that belong to none */
  readonly subject: string | null
  readonly page?: { readonly offset: number; readonly limit: number }
}

/** A row behind a figure and what it adds; money in minor units. */
export interface MetricRow {
  readonly rowId: string
  readonly externalId: string | null
  readonly kind: string
  readonly at: Instant
  readonly day: LocalDate
  readonly personId: string | null
  readonly dealId: string | null
  readonly accountId: string | null
  readonly numerator: number | null
  readonly denominator: number | null
  /** of a median its value, otherwise what the row adds above the line */
  readonly value: number | null
  readonly reason: string | null
}

/**
 * The rows behind one figure, oldest first. Sums of `numerator` and `denominator` give a sum, a proportion and a
 * quotient; a median is the median of `value`; a distinct count has one row for each thing counted, its first.
 */
export async function metricRows(
  db: Db,
  query: RowsQuery,
): Promise<{ readonly rows: MetricRow[]; readonly count: number }> {
  const { metric, by, subject, page } = query
  const { rows } = await sql<MetricRow & { count: number }>`
    ${contributions({ ...query, metrics: [metric] })}, mine as (
      select c.* from contributions c ${dimension(by, 'a', query.query)} where a.key::text is not distinct from ${subject}
    ), behind as (${sql.join(
      partsOf(metric).map((part) => sql`(${part})`),
      sql` union all `,
    )})
    select b.id as "rowId", b.external_id as "externalId", b.row_kind as kind, b.at, b.day, b.person_id as "personId",
      b.deal_id as "dealId", b.account_id as "accountId", b.above::float8 as numerator, b.under::float8 as denominator,
      coalesce(b.val, b.above)::float8 as value, b.flag as reason, (count(*) over ())::int as count
    from behind b
    order by b.at, b.id collate "C"
    ${page === undefined ? sql`` : sql`limit ${page.limit} offset ${page.offset}`}
  `.execute(db)
  return { rows: rows.map(({ count: _, ...row }) => row), count: rows[0]?.count ?? 0 }
}

/** One row for each fact that adds something, and one for each thing that is counted once, its first. */
function partsOf({ kind, terms }: MetricDefinition): RawBuilder<unknown>[] {
  const countsAbove = kind === 'distinct' || terms.some(({ key }) => key !== undefined)
  const countsBelow = terms.some(({ keyBelow }) => keyBelow !== undefined)
  const once = (key: 'counted' | 'below', above: number, under: RawBuilder<unknown>) => sql`
    select distinct on (m.${sql.raw(key)}) m.${sql.raw(key)} as id, m.external_id, m.row_kind, m.at, m.day, m.person_id, m.deal_id,
      m.account_id, ${sql.lit(above)} as above, ${under} as under, null::numeric as val, m.flag
    from mine m
    where m.${sql.raw(key)} is not null
    order by m.${sql.raw(key)}, m.at, m.row_id`
  const each = sql`
    select m.row_id as id, m.external_id, m.row_kind, m.at, m.day, m.person_id, m.deal_id, m.account_id,
      ${kind === 'median' ? sql`null::numeric` : sql`m.num`} as above, ${countsBelow ? sql`0` : sql`m.den`} as under, m.val, m.flag
    from mine m
    where ${kind === 'median' ? sql`m.val is not null` : sql`true`}`
  const below = kind === 'distinct' ? sql`null::numeric` : sql`0::numeric`
  return [countsAbove ? once('counted', 1, below) : each, ...(countsBelow ? [once('below', 0, sql`1::numeric`)] : [])]
}
