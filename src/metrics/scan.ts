import { type RawBuilder, sql } from 'kysely'
import { teamPath } from '#db/team-path.ts'
import type { LocalDate } from '#domain/instant.ts'
import { dayColumns, daySums, splitsDays } from './days.ts'
import { dimension, filterOn } from './dimensions.ts'
import { factsOf, isInstant } from './facts/index.ts'
import { WINDOWS } from './facts/query.ts'
import { WINDOW_COLUMNS, windowRow } from './facts/windows.ts'
import type { ContributionsQuery } from './compile.ts'
import type { MetricDefinition, Term } from './metric.ts'
import { added, counted, expressionsOf, labels, onlyCounts, passes, type Placed, values } from './parts.ts'

export interface RunQuery extends ContributionsQuery {
  /** what a figure is of */
  readonly by: string
  /** splits every subject's figure further */
  readonly across?: string
  /** these subjects alone; all without it */
  readonly only?: readonly (string | null)[]
}

/** As many windows as the bits of a number that JSON carries exactly. */
export const MOST_WINDOWS = 50

/** What one statement reads: metrics that share facts, or that count one thing in several kinds of them. */
export interface Scan {
  readonly metrics: readonly MetricDefinition[]
  readonly statement: RawBuilder<ScanRow>
}

/**
 * A row of numbers by groups of windows, as texts of arrays: first which windows, a bit for each, then a column for each
 * number. Of `label` only the windows stand there.
 */
export interface ScanRow {
  /** the metric; its term for what adds up, null for what is counted over all of them */
  readonly metric: number
  readonly term: number | null
  readonly what: 'added' | 'values' | 'counted' | 'below' | 'beside' | 'flag' | 'missing'
  readonly subject: string | null
  readonly dimension: string | null
  readonly label: string | null
  readonly data: string
}

type Mode = 'instant' | 'day' | 'window' | 'anytime'

/**
 * The statements that answer a question, each reading its facts once, and before a settled day the sums of days instead.
 * Metrics go with others that read their facts anyway.
 */
export function scansOf(run: RunQuery, settled: LocalDate | null = null): Scan[] {
  const ofDays = settled === null ? [] : metricsOfDays(run)
  const read = new Set(run.metrics.filter((metric) => !ofDays.includes(metric)).flatMap(factsIn))
  const apart = ofDays.filter((metric) => !factsIn(metric).every((facts) => read.has(facts)))
  const rest = run.metrics.filter((metric) => !apart.includes(metric))
  return [
    ...groupsOf(rest).map((metrics) => ({ metrics, statement: statementOf(run, metrics) })),
    ...groupsOf(apart).map((metrics) => ({ metrics, statement: statementOf(run, metrics, settled ?? undefined) })),
  ]
}

const factsIn = ({ terms }: MetricDefinition): string[] => terms.map(({ facts }) => facts)

function isOfDays({ terms }: MetricDefinition): boolean {
  return terms.every((term) => modeOf(term) === 'day' && dayColumns(term) !== null)
}

/** Metrics that share facts, together. */
function groupsOf(asked: readonly MetricDefinition[]): MetricDefinition[][] {
  const groups: { facts: Set<string>; metrics: MetricDefinition[] }[] = []
  for (const metric of asked) {
    const mine = new Set(factsIn(metric))
    const joined = groups.filter(({ facts }) => [...mine].some((one) => facts.has(one)))
    const rest = groups.filter((group) => !joined.includes(group))
    groups.splice(0, groups.length, ...rest, {
      facts: new Set([...mine, ...joined.flatMap(({ facts }) => [...facts])]),
      metrics: [...joined.flatMap(({ metrics }) => metrics), metric],
    })
  }
  return groups.map(({ metrics }) => metrics)
}

function statementOf(run: RunQuery, metrics: readonly MetricDefinition[], settled?: LocalDate): RawBuilder<ScanRow> {
  const terms = metrics.flatMap((metric, number) =>
    metric.terms.map((term, at): Placed => ({ metric, term, number, at })),
  )
  const facts = terms.map(({ term }) => term.facts)
  const lookedUp = terms.flatMap(({ term }) => term.also ?? [])
  const text = [...terms.map(({ term }) => wordsOf(term)), ...dimensionsOf(run).map((by) => columnsBehind(by))].join(
    ' ',
  )
  const read = {
    ...run.query,
    windows: run.windows,
    wants: (column: string) => mentions(text, column),
    ...personsOf(run),
    ...(settled !== undefined && { settled }),
  }
  const days = settled === undefined ? null : daySums({ ...read, settled, back: 0 })
  const bases = [...Map.groupBy(terms, ({ term }) => `${term.facts} ${modeOf(term)}`).values()]
  const nameOf = (one: Placed) => sql.ref(`base_${bases.findIndex((base) => base.includes(one))}`)
  const parts = [
    ...bases.map((base) => added(base, nameOf, days !== null)),
    ...metrics.flatMap((metric, number) => {
      const own = terms.filter((one) => one.number === number)
      return [
        values(own, nameOf),
        ...(['counted', 'below', 'beside'] as const).map((what) =>
          counted(own, what, nameOf, days === null ? null : (one, side) => keysIn(one, side, run)),
        ),
        metric.blocked === undefined ? null : labels(own, 'flag', nameOf),
        labels(own, 'missing', nameOf),
      ]
    }),
  ]
  return sql<ScanRow>`
    with recursive ${sql.ref(WINDOWS)} ${WINDOW_COLUMNS} as (values ${sql.join(run.windows.map(windowRow))}),
    days as materialized (
      select g.day::date as day, bit_or(w.mask) as mask
      from ${sql.ref(WINDOWS)} w, generate_series(w.win_from, w.win_to, interval '1 day') g (day)
      group by g.day
    ),
    ${teamPath(run.query.orgId, run.query.view)}, ${days === null ? sql`` : sql`${days},`} ${sql.join(factsOf(facts, read, lookedUp), sql`, `)},
    ${sql.join(
      bases.map(
        (base) =>
          sql`${nameOf(base[0]!)} as (${baseOf(base, run)} ${days === null ? sql`` : sql`union all ${sumsIn(base, run)}`})`,
      ),
      sql`, `,
    )}
    ${sql.join(
      parts.filter((part) => part !== null),
      sql` union all `,
    )}`
}

/** The metrics of a question that sums of days can answer, in its dimensions. */
export function metricsOfDays(run: RunQuery): readonly MetricDefinition[] {
  return dimensionsOf(run).every(splitsDays) ? run.metrics.filter(isOfDays) : []
}

function dimensionsOf({ by, across, filters }: RunQuery): string[] {
  return [by, ...(across === undefined ? [] : [across]), ...filters.map(({ field }) => field)]
}

/** The columns of facts that a dimension is made of. */
function columnsBehind(by: string): string {
  switch (by) {
    case 'company':
      return ''
    case 'person':
    case 'owner':
      return 'person_id'
    case 'team':
      return 'team_id credited_at'
    case 'pod':
      return 'team_id'
    case 'manager':
      return 'manager_id'
    case 'role':
      return 'discipline member_segment'
    case 'account':
      return 'account_id'
    case 'segment':
      return 'segment account_id member_segment'
    case 'stage':
    case 'pipeline':
      return `${by}_id`
    case 'office':
    case 'source':
    case 'type':
      return by
    default:
      return 'custom account_id'
  }
}

function wordsOf({ facts: _, also: __, anytime: ___, money, ...expressions }: Term): string {
  return [...Object.values(expressions), ...(money === true ? ['missing'] : [])].join(' ')
}

function mentions(text: string, column: string): boolean {
  return new RegExp(`\\b${column}\\b`).test(text)
}

/** How facts meet windows: at their end, by their day, or by expressions that name the window. */
function modeOf(term: Term): Mode {
  if (isInstant(term.facts)) return 'instant'
  if (term.anytime === true) return 'anytime'
  return /\bwin_|\bstart_at\b/.test(wordsOf(term)) ? 'window' : 'day'
}

const WITHIN: Readonly<Record<Mode, RawBuilder<unknown>>> = {
  instant: sql`join ${sql.ref(WINDOWS)} w on f.seen_key = w.win_key`,
  day: sql`join days w on w.day = f.day`,
  window: sql`join ${sql.ref(WINDOWS)} w on f.day between w.win_from and w.win_to`,
  anytime: sql`cross join ${sql.ref(WINDOWS)} w`,
}

/** One row for each fact and subject: `s`, `d`, the windows `m`, and for each term what it adds. */
function baseOf(base: readonly Placed[], run: RunQuery): RawBuilder<unknown> {
  const { term: first } = base[0]!
  const columns = base.flatMap((one) => expressionsOf(one).map(([name, value]) => sql`${value} as ${sql.ref(name)}`))
  return sql`
    select a.key as s, ${run.across === undefined ? sql`null::text` : sql`b.key`} as d, w.mask as m, ${sql.join(columns)}
    from ${sql.ref(first.facts)} f ${WITHIN[modeOf(first)]}
    ${dimension(run.by, 'a', run.query, 'f')} ${run.across === undefined ? sql`` : dimension(run.across, 'b', run.query, 'f')}
    where (${sql.join(
      base.map((one) => passes(one)),
      sql` or `,
    )}) ${sql.join([...run.filters.map((filter) => sql`and ${filterOn(filter, run.query)}`), ...among(run)], sql` `)}`
}

/** Days as `baseOf` has facts: each term with its sums, what is counted once left out. */
function sumsIn(base: readonly Placed[], run: RunQuery): RawBuilder<unknown> {
  const columns = base.flatMap((one) => {
    const { here, num, den } = dayColumns(one.term)!
    const of: Readonly<Record<string, string | null>> = onlyCounts(one) ? {} : { here, num, den }
    return expressionsOf(one).map(([name]) => sql.raw(of[name.slice(0, name.indexOf('_'))] ?? 'null'))
  })
  return sql`
    select a.key, ${run.across === undefined ? sql`null::text` : sql`b.key`}, w.mask, ${sql.join(columns)} ${fromDays(run)}`
}

/** The different things of days that a term counts once. */
function keysIn({ term }: Placed, what: 'counted' | 'below', run: RunQuery): RawBuilder<unknown> {
  const { here, [what]: column } = dayColumns(term)!
  return sql`
    select a.key, ${run.across === undefined ? sql`null::text` : sql`b.key`}, w.mask, u.k
    ${fromDays(run, sql`left join lateral unnest(f.${sql.ref(column!)}) u (k) on true`, sql`${sql.raw(here)} > 0`)}`
}

function fromDays(run: RunQuery, more = sql``, where = sql`true`): RawBuilder<unknown> {
  return sql`
    from day_sums f join days w on w.day = f.day ${more}
    ${dimension(run.by, 'a', run.query, 'f')} ${run.across === undefined ? sql`` : dimension(run.across, 'b', run.query, 'f')}
    where ${where} ${sql.join([...run.filters.map((filter) => sql`and ${filterOn(filter, run.query)}`), ...among(run)], sql` `)}`
}

function personsOf({ by, only }: RunQuery): { readonly persons?: readonly string[] } {
  const persons = only?.filter((key) => key !== null)
  return by === 'person' && persons !== undefined && persons.length === only?.length ? { persons } : {}
}

function among({ only }: RunQuery): RawBuilder<unknown>[] {
  if (only === undefined) return []
  const keys = only.filter((key) => key !== null)
  const wanted = sql`a.key::text = any(${keys}::text[])`
  return [keys.length < only.length ? sql`and (a.key is null or ${wanted})` : sql`and ${wanted}`]
}
