import { sql } from 'kysely'
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
  const distinct = metric.kind === 'distinct'
  const { rows } = await sql<MetricRow & { count: number }>`
    ${contributions({ ...query, metrics: [metric] })}, mine as (
      select ${distinct ? sql`distinct on (c.counted)` : sql``} c.*
      from contributions c ${dimension(by, 'a', query.query)}
      where a.key is not distinct from ${subject}
        ${distinct ? sql`and c.counted is not null` : sql``} ${metric.kind === 'median' ? sql`and c.val is not null` : sql``}
      ${distinct ? sql`order by c.counted, c.at, c.row_id` : sql``}
    )
    select ${distinct ? sql`m.counted` : sql`m.row_id`} as "rowId", m.external_id as "externalId", m.row_kind as kind, m.at, m.day, m.person_id as "personId",
      m.deal_id as "dealId", m.account_id as "accountId", ${distinct ? sql`1` : sql`m.num`}::float8 as numerator, m.den::float8 as denominator,
      coalesce(m.val, m.num)::float8 as value, m.flag as reason, (count(*) over ())::int as count
    from mine m
    order by m.at, m.row_id collate "C"
    ${page === undefined ? sql`` : sql`limit ${page.limit} offset ${page.offset}`}
  `.execute(db)
  return { rows: rows.map(({ count: _, ...row }) => row), count: rows[0]?.count ?? 0 }
}
