import type { Db } from '#db/client.ts'
import { medianInterval, median } from '#domain/interval/median.ts'
import { proportionInterval } from '#domain/interval/proportion.ts'
import type { MetricDefinition } from './metric.ts'
import { settledDay } from './days.ts'
import { metricsOfDays, MOST_WINDOWS, type RunQuery, type Scan, scansOf } from './scan.ts'
import { noSums, type PlacedSums, type Sums, sumsOf } from './sums.ts'

/**
 * `too-few`: a value with too few rows behind it to be shown as a rate; `none`: nothing to divide; `blocked`: see reason;
 * `goal-met` and `no-goal`: nothing is left of the goal to divide by, or there is none.
 */
export const FIGURE_STATES = ['ok', 'too-few', 'none', 'blocked', 'goal-met', 'no-goal'] as const
export type FigureState = (typeof FIGURE_STATES)[number]

/** One value: of a metric, in a window, for a subject and perhaps a second dimension. Money is in minor units. */
export interface MetricFigure {
  readonly metric: MetricDefinition
  readonly window: string
  /** key of the subject; null: rows that belong to none */
  readonly subject: string | null
  readonly dimension: string | null
  readonly value: number | null
  readonly numerator: number | null
  readonly denominator: number | null
  /** rows behind the value: of a rate those below the line, of a median its values */
  readonly n: number
  /** the 90 % interval; null where the kind has none (metrics.md Kinds) */
  readonly low: number | null
  readonly high: number | null
  readonly state: FigureState
  /** `missing-rate: USD`, `lost-amounts-missing`; or, of a value, what to know of it: `maturity: 0.8`. Null otherwise */
  readonly reason: string | null
}

/** Figures of several metrics, windows and subjects; subjects without rows are left out. */
export async function runMetrics(db: Db, run: RunQuery): Promise<MetricFigure[]> {
  if (run.metrics.length === 0) return []
  const figures: MetricFigure[] = []
  for (let from = 0; from < run.windows.length; from += MOST_WINDOWS)
    figures.push(...(await runWindows(db, { ...run, windows: run.windows.slice(from, from + MOST_WINDOWS) })))
  return figures
}

async function runWindows(db: Db, run: RunQuery): Promise<MetricFigure[]> {
  const read = async ({ metrics, statement }: Scan) => {
    const { rows } = await statement.execute(db)
    return sumsOf(rows, run.windows).map(({ metric, ...sums }) => figureOf(metrics[metric]!, sums))
  }
  const settled = metricsOfDays(run).length > 0 ? await settledDay(db, run.query, run.windows) : null
  const scans = scansOf(run, settled)
  if (!db.isTransaction) return (await Promise.all(scans.map(read))).flat()
  const figures: MetricFigure[] = []
  for (const scan of scans) figures.push(...(await read(scan)))
  return figures
}

/** What a metric says of no rows at all: 0 for what adds up, nothing for the rest. */
export function emptyFigure(metric: MetricDefinition, window: string, subject: string | null): MetricFigure {
  return figureOf(metric, { ...noSums(), window, subject, dimension: null })
}

function figureOf(metric: MetricDefinition, row: PlacedSums): MetricFigure {
  const { window, subject, dimension } = row
  const place = { metric, window, subject, dimension }
  const measured = MEASURE[metric.kind](row, metric)
  const reason =
    row.missing.length > 0
      ? `missing-rate: ${row.missing.toSorted().join(', ')}`
      : (metric.blocked?.(new Set(row.flags)) ?? null)
  if (reason !== null) return { ...place, ...measured, value: null, low: null, high: null, state: 'blocked', reason }
  return { ...place, ...measured, reason: besideOf(row, metric, measured) }
}

function besideOf({ beside }: Sums, metric: MetricDefinition, { denominator }: Measured): string | null {
  return metric.beside === undefined || denominator === null || denominator <= 0
    ? null
    : `${metric.beside}: ${beside / denominator}`
}

type Measured = Omit<MetricFigure, 'metric' | 'window' | 'subject' | 'dimension' | 'reason'>

/** Below this a rate is "too few" (metrics.md Kinds). */
const FEWEST_OF_RATE = 5
const FEWEST_OF_MEDIAN = 8

const NO_INTERVAL = { low: null, high: null }

const MEASURE: Readonly<Record<MetricDefinition['kind'], (row: Sums, metric: MetricDefinition) => Measured>> = {
  sum: ({ num, rows }) => ({
    value: num,
    numerator: num,
    denominator: null,
    n: rows,
    ...NO_INTERVAL,
    state: 'ok',
  }),
  distinct: ({ counted }) => ({
    value: counted,
    numerator: counted,
    denominator: null,
    n: counted,
    ...NO_INTERVAL,
    state: 'ok',
  }),
  proportion: (row, { terms }) => {
    const once = terms.some(({ keyBelow }) => keyBelow !== undefined)
    const [hits, of] = once ? [row.counted, row.countedBelow] : [row.num, row.den]
    const interval = proportionInterval(hits, of)
    return {
      value: of === 0 ? null : hits / of,
      numerator: hits,
      denominator: of,
      n: of,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      state: of === 0 ? 'none' : of < FEWEST_OF_RATE ? 'too-few' : 'ok',
    }
  },
  quotient: ({ num, den, rows, rowsBelow, counted, countedBelow }, { terms, goal }) => {
    const above = terms.some(({ key }) => key !== undefined) ? counted : num
    const distinct = terms.some(({ keyBelow }) => keyBelow !== undefined)
    const of = distinct ? countedBelow : den
    // with a goal, what stands below the line is taken from it
    const n = goal !== undefined ? rows - rowsBelow : distinct ? countedBelow : rowsBelow
    return {
      value: of > 0 ? above / of : null,
      numerator: above,
      denominator: of,
      n,
      ...NO_INTERVAL,
      state: of > 0 ? (n < FEWEST_OF_RATE ? 'too-few' : 'ok') : 'none',
    }
  },
  median: ({ values }) => {
    const all = values
    const interval = medianInterval(all)
    return {
      value: median(all),
      numerator: null,
      denominator: null,
      n: all.length,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      state: all.length === 0 ? 'none' : all.length < FEWEST_OF_MEDIAN ? 'too-few' : 'ok',
    }
  },
}
