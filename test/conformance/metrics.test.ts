import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, it } from 'vitest'
import { CATALOG } from '#metrics/catalog/index.ts'
import { type PeriodCalendar, periodRange } from '#domain/calendar/period.ts'
import { zoneOf } from '#domain/calendar/zone.ts'
import { addDays } from '#domain/calendar/local-date.ts'
import type { Ctx } from '#services/context.ts'
import { type FigureRow, readFigureRows } from '#services/metrics/read-figures.ts'
import { readMetricRows } from '#services/metrics/read-rows.ts'
import { testDatabase } from '../support/database.ts'
import { goalFor } from './plain-goals.ts'
import { PLAIN } from './plain-metrics.ts'
import { type Added, type PlainQuestion, teamAt } from './plain-time.ts'
import type { PlainSales } from './plain-sales.ts'
import { GOAL_PERIOD, type Random, randomSales } from './random-sales.ts'

const { db } = await testDatabase()

const AS_OF = '2024-04-02'
const WINDOWS = [
  '2024-02-20..2024-03-31',
  '2024-02-29..2024-02-29',
  '2024-03-10..2024-03-31',
  '2024-01-01..2024-01-31',
  '90d',
  'month',
]
const SEEDS = [1, 2]
/** dimensions without which some metrics say nothing */
const PARTS: readonly string[] = ['stage', 'type', 'segment', 'source']
const MONTHS: PeriodCalendar = { fiscalStartMonth: 1, weekStart: 'monday' }

function randomOf(seed: number): Random {
  const generator = xoroshiro128plus(seed)
  return (below) => Math.abs(generator.next()) % below
}

interface Value {
  readonly value: number | null
  readonly numerator: number | null
  readonly denominator: number | null
}

/** Money above the line over what is left of a goal. */
function againstGoal(goal: number | null, rows: readonly Added[]): Value {
  const sum = (pick: (row: Added) => number | undefined) => rows.reduce((total, row) => total + (pick(row) ?? 0), 0)
  const numerator = sum((row) => row.num) / 100
  if (goal === null) return { value: null, numerator, denominator: null }
  const left = (goal + sum((row) => row.den)) / 100
  return { value: left > 0 ? numerator / left : null, numerator, denominator: left }
}

const rate = (numerator: number, denominator: number): Value => ({
  value: denominator > 0 ? numerator / denominator : null,
  numerator,
  denominator,
})

/** A metric's value from what its rows add, by the kind's definition (metrics.md Kinds). */
function valueOf(kind: string, money: boolean, unit: string, rows: readonly Added[]): Value {
  const sum = (pick: (row: Added) => number | undefined) => rows.reduce((total, row) => total + (pick(row) ?? 0), 0)
  const distinct = (pick: (row: Added) => string | null | undefined) =>
    new Set(rows.flatMap((row) => pick(row) ?? [])).size
  const scale = money ? 100 : 1
  if (kind === 'sum')
    return { value: sum((row) => row.num) / scale, numerator: sum((row) => row.num) / scale, denominator: null }
  if (kind === 'distinct')
    return { value: distinct((row) => row.key), numerator: distinct((row) => row.key), denominator: null }
  if (kind === 'proportion' && rows.some((row) => row.below !== undefined))
    return rate(
      distinct((row) => row.key),
      distinct((row) => row.below),
    )
  if (kind === 'median') {
    const sorted = rows.flatMap((row) => row.val ?? []).toSorted((a, b) => a - b)
    const middle = sorted.length / 2
    const value =
      sorted.length === 0
        ? null
        : sorted.length % 2 === 1
          ? sorted[Math.floor(middle)]!
          : (sorted[middle - 1]! + sorted[middle]!) / 2
    return { value, numerator: null, denominator: null }
  }
  const counted = rows.some((row) => row.key !== undefined)
  const above = (counted ? distinct((row) => row.key) : sum((row) => row.num)) / scale
  const below = rows.some((row) => row.below !== undefined)
    ? distinct((row) => row.below)
    : sum((row) => row.den) / (unit === 'money' ? 1 : scale)
  return { value: below > 0 ? above / below : null, numerator: above, denominator: below }
}

function questionOf(sales: PlainSales, row: FigureRow, window: string): PlainQuestion {
  const zone = zoneOf('Europe/Berlin')
  const asOf = zone.startOfDay(addDays(AS_OF, 1)) - 1
  return {
    sales,
    asOf,
    asOfDay: AS_OF,
    from: row.from,
    to: row.to,
    until: window === 'month' ? '2024-04-30' : row.to,
    end: Math.min(asOf, zone.startOfDay(addDays(row.to, 1)) - 1),
    start: zone.startOfDay(row.from) - 1,
    startOf: (day) => zone.startOfDay(day),
  }
}

function belongs(sales: PlainSales, by: string, subject: string | null, added: Added): boolean {
  if (by === 'company') return true
  if (by === 'person') return added.person === subject
  if (by === 'stage') return added.stage === subject
  if (PARTS.includes(by)) return added.part === subject
  const team = teamAt(sales, added.person, added.credited)
  const parent = sales.teams.find(({ id }) => id === team)?.parent ?? null
  return team === subject || (subject !== null && parent === subject)
}

const close = (value: number | null) => (value === null ? null : expect.closeTo(value, 6))

const TESTED = CATALOG.filter(({ id }) => PLAIN[id] !== undefined)

it('every metric is computed a second time', () => {
  expect(CATALOG.flatMap(({ id }) => (PLAIN[id] === undefined ? [id] : []))).toEqual([])
})

describe.each(SEEDS)('a random company, seed %i', async (seed) => {
  const sales = await randomSales(db, randomOf(seed))
  const ctx: Ctx = { db, orgId: sales.orgId, actor: { type: 'cli' }, recordedAt: Date.parse('2026-06-01T00:00:00Z') }
  const read = (by: string, window: string, ids: readonly string[]) =>
    readFigureRows(ctx, { metrics: ids, by: [by], window, asOf: AS_OF })

  it.each(WINDOWS)('every metric over %s agrees with plain loops', async (window) => {
    for (const by of ['company', 'team', 'person', ...PARTS]) {
      const ids = TESTED.filter(({ per }) => (PARTS.includes(by) ? per === by : per === undefined)).map(({ id }) => id)
      const figures = await read(by, window, ids)
      if (!PARTS.includes(by)) expect(new Set(figures.map(({ metric }) => metric))).toEqual(new Set(ids))
      for (const figure of figures) {
        const metric = CATALOG.find(({ id }) => id === figure.metric)!
        const question = questionOf(sales, figure, window)
        const within = (row: Added) => metric.instant === true || (row.day >= figure.from && row.day <= figure.to)
        const mine = PLAIN[figure.metric]!(question).filter(
          (row) => within(row) && belongs(sales, by, figure.subjectId, row),
        )
        const money = metric.terms.some((term) => term.money === true)
        const goal = metric.goal === undefined ? undefined : goalFor(sales, by, figure.subjectId, question.end)
        const isPeriod = periodRange(GOAL_PERIOD, MONTHS).to === question.until
        const expected =
          goal === undefined
            ? valueOf(metric.kind, money, metric.unit, mine)
            : againstGoal(isPeriod ? goal : null, mine)
        expect(pick(figure), `${figure.metric} by ${by} ${figure.subject ?? 'no one'}`).toEqual({
          value: close(expected.value),
          numerator: close(expected.numerator),
          denominator: close(expected.denominator),
        })
      }
    }
  })

  it.each(TESTED.map(({ id }) => id))('the rows of %s re-add to it', async (id) => {
    const window = '90d'
    const by = TESTED.find((metric) => metric.id === id)?.per ?? 'person'
    const figures = (await read(by, window, [id])).slice(0, 3)
    for (const figure of figures) await expectToReAdd(ctx, figure, window, id)
    expect(figures.length).toBeGreaterThan(0)
  })
})

function pick({ value, numerator, denominator }: FigureRow): Value {
  return { value, numerator, denominator }
}

/** Sums of the rows give a sum, a proportion and a quotient; the values a median; a distinct count has a row each. */
async function expectToReAdd(ctx: Ctx, figure: FigureRow, window: string, where: string): Promise<void> {
  const subject = figure.subjectKind === 'company' ? 'company' : `${figure.subjectKind}=${figure.subjectId ?? ''}`
  const { rows, count } = await readMetricRows(ctx, { metric: figure.metric, subject, window, asOf: AS_OF })
  expect(rows, where).toHaveLength(count)
  const sum = (values: readonly (number | null)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0)
  const above = sum(rows.map(({ numerator }) => numerator))
  if (figure.kind === 'median') {
    const plain = valueOf(
      'median',
      false,
      'days',
      rows.map(({ value }) => ({ person: null, credited: 0, day: '', ...(value !== null && { val: value }) })),
    )
    expect(figure.value, where).toEqual(close(plain.value))
    return
  }
  expect(figure.numerator, where).toEqual(close(above))
  if (figure.denominator !== null)
    expect(figure.denominator, where).toEqual(close(sum(rows.map(({ denominator }) => denominator))))
}
