import { type RawBuilder, sql } from 'kysely'
import { teamPath } from '#db/team-path.ts'
import { dimension, filterOn } from './dimensions.ts'
import { factsOf, isInstant } from './facts/index.ts'
import { WINDOWS } from './facts/query.ts'
import { WINDOW_COLUMNS, windowRow } from './facts/windows.ts'
import type { ContributionsQuery } from './compile.ts'
import type { MetricDefinition, Term } from './metric.ts'

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

interface Placed {
  readonly metric: MetricDefinition
  readonly term: Term
  readonly number: number
  readonly at: number
}

/** The statements that answer a question, each reading its facts once. */
export function scansOf(run: RunQuery): Scan[] {
  const groups: { facts: Set<string>; metrics: MetricDefinition[] }[] = []
  for (const metric of run.metrics) {
    const mine = new Set(metric.terms.map(({ facts }) => facts as string))
    const joined = groups.filter(({ facts }) => [...mine].some((one) => facts.has(one)))
    const rest = groups.filter((group) => !joined.includes(group))
    groups.splice(0, groups.length, ...rest, {
      facts: new Set([...mine, ...joined.flatMap(({ facts }) => [...facts])]),
      metrics: [...joined.flatMap(({ metrics }) => metrics), metric],
    })
  }
  return groups.map(({ metrics }) => ({ metrics, statement: statementOf(run, metrics) }))
}

function statementOf(run: RunQuery, metrics: readonly MetricDefinition[]): RawBuilder<ScanRow> {
  const terms = metrics.flatMap((metric, number) =>
    metric.terms.map((term, at): Placed => ({ metric, term, number, at })),
  )
  const facts = new Set(terms.flatMap(({ term }) => [term.facts, ...(term.also ?? [])]))
  const text = [...terms.map(({ term }) => wordsOf(term)), ...dimensionsOf(run).map((by) => columnsBehind(by))].join(
    ' ',
  )
  const read = {
    ...run.query,
    windows: run.windows,
    wants: (column: string) => mentions(text, column),
    ...personsOf(run),
  }
  const bases = [...Map.groupBy(terms, ({ term }) => `${term.facts} ${modeOf(term)}`).values()]
  const nameOf = (one: Placed) => sql.ref(`base_${bases.findIndex((base) => base.includes(one))}`)
  const parts = [
    ...bases.map((base) => added(base, nameOf)),
    ...metrics.flatMap((metric, number) => {
      const own = terms.filter((one) => one.number === number)
      return [
        values(own, nameOf),
        ...(['counted', 'below', 'beside'] as const).map((what) => counted(own, what, nameOf)),
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
    ${teamPath(run.query.orgId, run.query.view)}, ${sql.join(factsOf(facts, read), sql`, `)},
    ${sql.join(
      bases.map((base) => sql`${nameOf(base[0]!)} as (${baseOf(base, run)})`),
      sql`, `,
    )}
    ${sql.join(
      parts.filter((part) => part !== null),
      sql` union all `,
    )}`
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

function passes({ term }: Placed): RawBuilder<unknown> {
  return term.where === undefined ? sql`true` : sql`(${sql.raw(term.where)})`
}

const columnOf = ({ number, at: term }: Pick<Placed, 'number' | 'at'>, name: string) => `${name}_${number}_${term}`

function expressionsOf(one: Placed): [string, RawBuilder<unknown>][] {
  const { term } = one
  const isRate = term.denominator !== undefined || term.keyBelow !== undefined
  const only = (text: string) => sql`case when ${passes(one)} then (${sql.raw(text)}) end`
  const found: [string, string | undefined][] = [
    ['num', term.numerator ?? (isRate ? '0' : '1')],
    ['den', term.denominator],
    ['val', term.value],
    ['counted', term.key],
    ['below', term.keyBelow],
    ['beside', term.beside],
    ['flag', term.flag],
    ['missing', term.money === true ? 'f.missing' : undefined],
  ]
  return [
    [columnOf(one, 'here'), only('1')],
    ...found.flatMap(([name, text]): [string, RawBuilder<unknown>][] =>
      text === undefined ? [] : [[columnOf(one, name), only(text)]],
    ),
  ]
}

type NameOf = (one: Placed) => RawBuilder<unknown>

/** What the terms of one kind of facts add, by groups of windows. */
function added(base: readonly Placed[], nameOf: NameOf): RawBuilder<unknown> {
  const sums = base.map((one) => {
    const column = (name: string) => sql.ref(columnOf(one, name))
    const own = (name: string) => sql.ref(columnOf(one, `sum_${name}`))
    const hasBelow = one.term.denominator !== undefined
    return {
      one,
      sum: sql`count(${column('here')}) as ${own('rows')}, sum(${column('num')}) as ${own('num')}
        ${hasBelow ? sql`, sum(${column('den')}) as ${own('den')}, count(*) filter (where ${column('den')} <> 0) as ${own('below')}` : sql``}`,
      data: sql`array_agg(x.m)::text || ';' || array_agg(x.${own('rows')})::text || ';' || array_agg(x.${own('num')})::text
        ${hasBelow ? sql` || ';' || array_agg(x.${own('den')})::text || ';' || array_agg(x.${own('below')})::text` : sql``}`,
    }
  })
  return sql`
    select y.metric, y.term, 'added' as what, x.s::text as subject, x.d::text as dimension, null::text as label, y.data
    from (
      select x.s, x.d, ${sql.join(sums.map(({ data, one }) => sql`${data} as ${sql.ref(columnOf(one, 'data'))}`))}
      from (
        select z.s, z.d, z.m, ${sql.join(sums.map(({ sum }) => sum))} from ${nameOf(base[0]!)} z group by z.s, z.d, z.m
      ) x group by x.s, x.d
    ) x cross join lateral (values ${sql.join(
      sums.map(({ one }) => sql`(${sql.lit(one.number)}, ${sql.lit(one.at)}, x.${sql.ref(columnOf(one, 'data'))})`),
    )}) y (metric, term, data)`
}

/** What medians are taken of. */
function values(terms: readonly Placed[], nameOf: NameOf): RawBuilder<unknown> | null {
  const mine = terms.filter(({ term }) => term.value !== undefined)
  if (mine.length === 0) return null
  return sql`
    select ${sql.lit(mine[0]!.number)}, null::int, 'values', x.s::text, x.d::text, null, array_agg(x.m)::text || ';' || array_agg(x.v)::text
    from (${unionOf(mine, (one) => sql`z.s, z.d, z.m, z.${sql.ref(columnOf(one, 'val'))}::float8 as v`, 'val', nameOf)}) x
    group by x.s, x.d`
}

/** How many different keys there are, by groups of windows in which each was met. */
function counted(
  terms: readonly Placed[],
  what: 'counted' | 'below' | 'beside',
  nameOf: NameOf,
): RawBuilder<unknown> | null {
  const source = { counted: 'key', below: 'keyBelow', beside: 'beside' } as const
  const mine = terms.filter(({ term }) => term[source[what]] !== undefined)
  if (mine.length === 0) return null
  const alike = new Set(mine.map(({ term }) => term[source[what]])).size === 1
  const as = alike ? sql`` : sql`::text`
  return sql`
    select ${sql.lit(mine[0]!.number)}, null::int, ${sql.lit(what)}, x.s::text, x.d::text, null, array_agg(x.m)::text || ';' || array_agg(x.n)::text
    from (
      select x.s, x.d, x.m, count(*) as n from (
        select x.s, x.d, x.k, bit_or(x.m) as m
        from (${unionOf(mine, (one) => sql`z.s, z.d, z.m, z.${sql.ref(columnOf(one, what))}${as} as k`, what, nameOf)}) x
        group by x.s, x.d, x.k
      ) x group by x.s, x.d, x.m
    ) x group by x.s, x.d`
}

function labels(terms: readonly Placed[], what: 'flag' | 'missing', nameOf: NameOf): RawBuilder<unknown> | null {
  const mine = terms.filter(({ term }) => (what === 'flag' ? term.flag !== undefined : term.money === true))
  if (mine.length === 0) return null
  return sql`
    select ${sql.lit(mine[0]!.number)}, null::int, ${sql.lit(what)}, x.s::text, x.d::text, x.k::text, bit_or(x.m)::text
    from (${unionOf(mine, (one) => sql`z.s, z.d, z.m, z.${sql.ref(columnOf(one, what))} as k`, what, nameOf)}) x
    group by x.s, x.d, x.k`
}

function unionOf(
  terms: readonly Placed[],
  columns: (one: Placed) => RawBuilder<unknown>,
  name: string,
  nameOf: NameOf,
): RawBuilder<unknown> {
  return sql.join(
    terms.map(
      (one) => sql`select ${columns(one)} from ${nameOf(one)} z where z.${sql.ref(columnOf(one, name))} is not null`,
    ),
    sql` union all `,
  )
}
