import { type RawBuilder, sql } from 'kysely'
import type { MetricDefinition, Term } from './metric.ts'

/** A term of the metrics of one statement: `number` is its metric's place there, `at` its own in the metric. */
export interface Placed {
  readonly metric: MetricDefinition
  readonly term: Term
  readonly number: number
  readonly at: number
}

/** The condition that a row is of the population of a term. */
export function passes({ term }: Placed): RawBuilder<unknown> {
  return term.where === undefined ? sql`true` : sql`(${sql.raw(term.where)})`
}

const columnOf = ({ number, at: term }: Pick<Placed, 'number' | 'at'>, name: string) => `${name}_${number}_${term}`

/** The columns of a term of the rows that are added up: `here_0_0` where a row counts, and what it adds, takes a median of or counts once. */
export function expressionsOf(one: Placed): [string, RawBuilder<unknown>][] {
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

/** The expression that holds the facts of a term. */
type NameOf = (one: Placed) => RawBuilder<unknown>

/** The different things of days that a term counts once, like the facts of it. */
type KeysOfDays = (one: Placed, what: 'counted' | 'below') => RawBuilder<unknown>

/** Whether a term adds nothing up: then how many rows there are is not asked. */
export function onlyCounts({ term }: Placed): boolean {
  const { key, keyBelow, numerator, denominator, value, beside } = term
  return (key ?? keyBelow) !== undefined && (numerator ?? denominator ?? value ?? beside) === undefined
}

/** What the terms of one kind of facts add, by groups of windows. */
export function added(base: readonly Placed[], nameOf: NameOf, withDays: boolean): RawBuilder<unknown> | null {
  const mine = base.filter((one) => !onlyCounts(one))
  if (mine.length === 0) return null
  const sums = mine.map((one) => {
    const column = (name: string) => sql.ref(columnOf(one, name))
    const own = (name: string) => sql.ref(columnOf(one, `sum_${name}`))
    const hasBelow = one.term.denominator !== undefined
    // a day stands for as many rows as it says
    const rows = (where: RawBuilder<unknown>) =>
      withDays
        ? sql`coalesce(sum(${column('here')}) filter (where ${where}), 0)`
        : sql`count(${column('here')}) filter (where ${where})`
    return {
      one,
      sum: sql`${rows(sql`true`)} as ${own('rows')}, sum(${column('num')}) as ${own('num')}
        ${hasBelow ? sql`, sum(${column('den')}) as ${own('den')}, ${rows(sql`${column('den')} <> 0`)} as ${own('below')}` : sql``}`,
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

/** The columns of a `ScanRow` that say what it is of. */
const placed = (terms: readonly Placed[], what: string) => sql`
  ${sql.lit(terms[0]!.number)} as metric, null::int as term, ${sql.lit(what)} as what, x.s::text as subject, x.d::text as dimension`

/** What medians are taken of. */
export function values(terms: readonly Placed[], nameOf: NameOf): RawBuilder<unknown> | null {
  const mine = terms.filter(({ term }) => term.value !== undefined)
  if (mine.length === 0) return null
  return sql`
    select ${placed(mine, 'values')}, null::text as label, array_agg(x.m)::text || ';' || array_agg(x.v)::text as data
    from (${unionOf(
      mine,
      (one) => sql`z.s, z.d, z.m, z.${sql.ref(columnOf(one, 'val'))}::float8 as v`,
      () => 'val',
      nameOf,
    )}) x
    group by x.s, x.d`
}

/** How many different keys there are, by groups of windows in which each was met. */
export function counted(
  terms: readonly Placed[],
  what: 'counted' | 'below' | 'beside',
  nameOf: NameOf,
  keysOfDays: KeysOfDays | null,
): RawBuilder<unknown> | null {
  const source = { counted: 'key', below: 'keyBelow', beside: 'beside' } as const
  const mine = terms.filter(({ term }) => term[source[what]] !== undefined)
  if (mine.length === 0) return null
  const alike = new Set(mine.map(({ term }) => term[source[what]])).size === 1
  const as = alike ? sql`` : sql`::text`
  const ofDays = keysOfDays === null || what === 'beside' ? [] : mine.map((one) => keysOfDays(one, what))
  return sql`
    select ${placed(mine, what)}, null::text as label, array_agg(x.m)::text || ';' || array_agg(x.n)::text as data
    from (
      select x.s, x.d, x.m, count(x.k) as n from (
        select x.s, x.d, x.k, bit_or(x.m) as m
        from (${unionOf(
          mine,
          (one) => sql`z.s, z.d, z.m, z.${sql.ref(columnOf(one, what))}${as} as k`,
          (one) => (onlyCounts(one) ? 'here' : what),
          nameOf,
        )} ${sql.join(
          ofDays.map((keys) => sql`union all ${keys}`),
          sql` `,
        )}) x
        group by x.s, x.d, x.k
      ) x group by x.s, x.d, x.m
    ) x group by x.s, x.d`
}

/** Words about rows, with the windows in which they stand. */
export function labels(terms: readonly Placed[], what: 'flag' | 'missing', nameOf: NameOf): RawBuilder<unknown> | null {
  const mine = terms.filter(({ term }) => (what === 'flag' ? term.flag !== undefined : term.money === true))
  if (mine.length === 0) return null
  return sql`
    select ${placed(mine, what)}, x.k::text as label, bit_or(x.m)::text as data
    from (${unionOf(
      mine,
      (one) => sql`z.s, z.d, z.m, z.${sql.ref(columnOf(one, what))} as k`,
      () => what,
      nameOf,
    )}) x
    group by x.s, x.d, x.k`
}

function unionOf(
  terms: readonly Placed[],
  columns: (one: Placed) => RawBuilder<unknown>,
  name: (one: Placed) => string,
  nameOf: NameOf,
): RawBuilder<unknown> {
  return sql.join(
    terms.map(
      (one) =>
        sql`select ${columns(one)} from ${nameOf(one)} z where z.${sql.ref(columnOf(one, name(one)))} is not null`,
    ),
    sql` union all `,
  )
}
