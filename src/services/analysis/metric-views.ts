import { type RawBuilder, sql } from 'kysely'
import { CATALOG } from '#metrics/catalog/index.ts'
import { contributions } from '#metrics/compile.ts'
import type { MetricDefinition } from '#metrics/metric.ts'
import type { MetricsQuery } from '#metrics/facts/query.ts'
import type { AnalysisView } from './views.ts'

/** before every fact: windows of these views reach back to the beginning */
const BEGINNING = Date.UTC(1900, 0, 1)

/** What a reader may see of a person, and of what belongs to a person of a team. */
interface Scope {
  readonly named: (person: RawBuilder<unknown>) => RawBuilder<unknown>
  readonly within: (person: RawBuilder<unknown>, team: RawBuilder<unknown>) => RawBuilder<unknown>
  /** a moment as finely as a reader may know it of a person */
  readonly grained: (moment: RawBuilder<unknown>, person: RawBuilder<unknown>) => RawBuilder<unknown>
}

/** The catalogue as rows, so that a statement can ask what a figure means. */
export function metricsView(): AnalysisView {
  const rows = CATALOG.map(
    ({ id, version, label, words, kind, unit, family, instant }) =>
      sql`(${id}::text, ${version}::int, ${label}::text, ${words}::text, ${kind}::text, ${unit}::text, ${family}::text,
        ${instant === true}::boolean)`,
  )
  return {
    name: 'metrics',
    about: 'a metric and its definition; rows of an `instant` one stand for the moment of the session',
    statement: sql`
      select v.metric, v.version, v.label, v.words, v.kind, v.unit, v.family, v.instant
      from (values ${sql.join(rows)}) v (metric, version, label, words, kind, unit, family, instant)`,
  }
}

/**
 * Every contribution to every metric up to the moment of the session. Money is in major units; `counted` is what a distinct count counts once.
 */
export function metricRowsView(query: MetricsQuery, { named, within, grained }: Scope): AnalysisView {
  const { currency, digits } = query
  const whole = {
    key: 'all',
    from: '1900-01-01',
    to: query.asOfDate,
    at: query.view.valid,
    start: BEGINNING,
    until: query.asOfDate,
  }
  const sums = CATALOG.filter(({ terms }) => terms.some(({ money }) => money === true))
  const major = (column: string, metrics: readonly MetricDefinition[]) => sql`trim_scale(${sql.ref(column)} / case
    when c.metric = any(${metrics.map(({ id }) => id)}::text[]) then ${10 ** (digits[currency] ?? 2)}::numeric else 1 end)`
  // a rate of amounts has money below the line as well
  const rates = sums.filter(({ unit }) => unit !== 'money')
  const when = (moment: RawBuilder<unknown>) =>
    sql`case when c.row_kind = 'activity' then ${grained(moment, sql`c.person_id`)} else ${moment} end`
  return {
    name: 'metric_rows',
    about: 'what one deal, activity or other row adds to one metric; sums over days, persons and teams re-add to it',
    statement: sql`
      ${contributions({ query, metrics: CATALOG, windows: [whole], filters: [] })}
      select c.metric, ${when(sql`c.day`)}::date as day, ${when(sql`c.at`)} as at, c.row_kind, c.row_id, c.external_id, ${named(sql`c.person_id`)} as person_id, c.team_id,
        c.office, c.discipline, c.member_segment, c.deal_id, c.account_id, c.contact_id, c.pipeline_id, c.stage_id, c.segment,
        c.source, c.type, ${major('c.num', sums)} as numerator,
        ${major('c.den', rates)} as denominator, c.val as value, c.counted,
        c.below as counted_below, c.flag as reason, c.missing as rate_missing
      from contributions c where ${within(sql`c.person_id`, sql`c.team_id`)}`,
  }
}
