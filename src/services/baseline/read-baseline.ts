import { effortUpTo, type DealEffort } from '#db/deal-effort.ts'
import { goalOn } from '#domain/burn-down/goal.ts'
import { addDays } from '#domain/calendar/local-date.ts'
import { periodRange } from '#domain/calendar/period.ts'
import { median } from '#domain/interval/median.ts'
import type { LocalDate } from '#domain/instant.ts'
import { LeadoutError } from '#domain/errors.ts'
import { COMPANY, type Scope } from '#domain/scope.ts'
import { metricOf } from '#metrics/catalog/index.ts'
import type { MetricDefinition } from '#metrics/metric.ts'
import { metricRows } from '#metrics/rows.ts'
import { emptyFigure, type MetricFigure, runMetrics } from '#metrics/run.ts'
import { figuresQuery } from '../bookings/figures.ts'
import type { Ctx } from '../context.ts'
import { goalOfScope, readGoals } from '../goals/read-goals.ts'
import { metricAccess } from '../metrics/access.ts'
import { requireMetric, windowOf } from '../metrics/query.ts'
import { periodCalendar } from '../org/policy.ts'
import { labelOf, readStructure } from '../org/structure.ts'
import type { OrgView } from '../org/view.ts'
import { DAYS_EVERY, type Every, readPaces } from './paces.ts'
import { type Reach, REACHED, reachOf } from './reach.ts'
import { ACTIVE, readSellers } from './sellers.ts'

export interface BaselineInput {
  readonly scope: Scope
  /** days that it looks back, as-of day included */
  readonly days: number
  /** whose goal of bookings is worked back from */
  readonly period: string
}

/** What sellers do, in the order of a deal; those that add up have a number for each win. */
const QUESTIONS = [
  { id: 'meetings-created', every: 'week' },
  { id: 'first-meetings', every: 'week' },
  { id: 'follow-up-meetings', every: 'week' },
  { id: 'meetings-held', every: 'week' },
  { id: 'presentations', every: 'week' },
  { id: 'proposals-sent', every: 'month' },
  { id: 'deals-created', every: 'month' },
  { id: 'calls-made', every: 'week' },
  { id: 'emails-sent', every: 'week' },
  { id: 'deals-touched', every: 'week' },
  { id: 'accounts-touched', every: 'month' },
  { id: 'contacts-touched', every: 'month' },
] as const

export interface BaselineRow {
  readonly metric: MetricDefinition
  readonly every: Every
  /** of the whole window */
  readonly figure: MetricFigure
  /** the mean of a seller's week or month, of what is counted once there as well; null without sellers */
  readonly pace: number | null
}

/** One deal won, with what was done on it. */
export interface WonEffort extends DealEffort {
  readonly amount: number | null
  readonly cycle: number
  readonly won: LocalDate
}

export interface Baseline {
  readonly label: string
  readonly from: LocalDate
  readonly to: LocalDate
  readonly rows: readonly BaselineRow[]
  readonly won: MetricFigure
  readonly winRate: MetricFigure
  readonly size: MetricFigure
  readonly cycle: MetricFigure
  /** coefficient of variation of the amounts won */
  readonly spread: number
  readonly efforts: readonly WonEffort[]
  /** people of the scope who did any of it, and their selling days there */
  readonly sellers: number
  readonly sellerDays: number
  /** those of them who decided deals, and their selling days */
  readonly closers: number
  readonly closerDays: number
  /** bookings asked of the scope in the period; null without a goal */
  readonly goal: number | null
  /** selling days of these sellers in the period */
  readonly goalDays: number
  /** what a quarter of all sellers of the company reach */
  readonly reach: Reach
}

/**
 * What a deal won takes, from the deals that were won (metrics.md Accepted), and what sellers do in a week.
 * @throws LeadoutError `not-found`, `forbidden`
 */
export async function readBaseline(ctx: Ctx, view: OrgView, input: BaselineInput): Promise<Baseline> {
  const { scope, days, period } = input
  const range = { from: addDays(view.asOfDate, 1 - days), to: view.asOfDate }
  const structure = await readStructure(ctx.db, view, range.from)
  const label = labelOf(structure, scope, view.settings.name, view.asOfDate)
  if (label === null) throw new LeadoutError('not-found', 'There is no such team, office or person.')
  const access = await metricAccess(ctx, view, structure)
  if (!access.shows(scope.kind, scope.id))
    throw new LeadoutError('forbidden', 'Your access level does not allow these figures.')
  await access.log(scope.kind, [scope.id])
  const questions = QUESTIONS.flatMap((one) => (metricOf(one.id) ? [{ ...one, metric: requireMetric(one.id) }] : []))
  const core = ['deals-won', 'win-rate', 'average-deal-size', 'sales-cycle'].map(requireMetric)
  const common = { query: figuresQuery(view), filters: [] }
  const whole = [windowOf(view, '', range)]
  const found = await runMetrics(ctx.db, {
    ...common,
    metrics: [...questions.map(({ metric }) => metric), ...core],
    windows: whole,
    by: scope.kind,
  })
  const figure = (id: string) =>
    found.find((one) => one.metric.id === id && one.subject === scope.id) ??
    emptyFigure(requireMetric(id), '', scope.id)
  const figures = await runMetrics(ctx.db, {
    ...common,
    metrics: [...new Set([...ACTIVE, ...REACHED])].map(requireMetric),
    windows: whole,
    by: 'person',
  })
  const sellers = await readSellers(ctx, view, structure, { scope, range, figures })
  const sellerDays = [...sellers.values()].reduce((sum, seller) => sum + seller.days.length, 0)
  const paces = await readPaces(ctx, view, questions, sellers)
  const decides = new Set(
    figures.flatMap(({ metric, subject, n }) => (metric.id === 'win-rate' && n > 0 ? (subject ?? []) : [])),
  )
  const closers = [...sellers].flatMap(([id, seller]) => (decides.has(id) ? [seller] : []))
  const everybody =
    scope.kind === 'company' ? sellers : await readSellers(ctx, view, structure, { scope: COMPANY, range, figures })
  const behind = { ...common, windows: whole, by: scope.kind, subject: scope.id }
  const sized = await metricRows(ctx.db, { ...behind, metric: requireMetric('average-deal-size') })
  const cycles = await metricRows(ctx.db, { ...behind, metric: requireMetric('sales-cycle') })
  const goals = await readGoals(ctx.db, view, 'bookings', period)
  const of = periodRange(period, periodCalendar(view.settings))
  const day = view.asOfDate < of.from ? of.from : view.asOfDate > of.to ? of.to : view.asOfDate
  return {
    label,
    ...range,
    rows: questions.map(({ metric, every }) => ({
      metric,
      every,
      figure: figure(metric.id),
      pace:
        metric.kind === 'distinct'
          ? (paces.get(metric.id) ?? null)
          : sellerDays === 0
            ? null
            : ((figure(metric.id).value ?? 0) / sellerDays) * DAYS_EVERY[every],
    })),
    won: figure('deals-won'),
    winRate: figure('win-rate'),
    size: figure('average-deal-size'),
    cycle: figure('sales-cycle'),
    spread: variation(sized.rows.flatMap(({ numerator, denominator }) => (denominator ? (numerator ?? []) : []))),
    efforts: await wonEfforts(ctx, view, cycles.rows, sized.rows),
    sellers: sellers.size,
    sellerDays,
    closers: closers.length,
    closerDays: closers.reduce((sum, { days: own }) => sum + own.length, 0),
    goal: goalOn(goalOfScope(structure, goals, scope, of, day).steps, day),
    reach: reachOf(figures, everybody, (figure('first-meetings').value ?? 0) > 0),
    goalDays: [...sellers.values()].reduce((sum, seller) => sum + seller.daysOf(of.from, of.to), 0),
  }
}

type Rows = Awaited<ReturnType<typeof metricRows>>['rows']

async function wonEfforts(ctx: Ctx, view: OrgView, cycles: Rows, sized: Rows): Promise<WonEffort[]> {
  const won = cycles.flatMap(({ dealId, at, day, value }) =>
    dealId === null || value === null ? [] : [{ dealId, at, day, cycle: value }],
  )
  const amounts = new Map(sized.map(({ dealId, numerator }) => [dealId, numerator]))
  const efforts = await effortUpTo(ctx.db, ctx.orgId, view.view, won)
  const byId = new Map(won.map((deal) => [deal.dealId, deal]))
  return efforts.map((effort) => {
    const { cycle, day } = byId.get(effort.dealId)!
    return { ...effort, cycle, won: day, amount: amounts.get(effort.dealId) ?? null }
  })
}

export const EFFORTS = ['meetings', 'calls', 'emails', 'contacts', 'cycle'] as const
export type EffortId = (typeof EFFORTS)[number]

/** What the deals won took themselves: the middle one, and the middle half. Null without any. */
export function middleOf(
  efforts: readonly WonEffort[],
  id: EffortId,
): { readonly low: number; readonly middle: number; readonly high: number } | null {
  const values = efforts.map((effort) => effort[id]).toSorted((a, b) => a - b)
  if (values.length === 0) return null
  const half = Math.floor(values.length / 2)
  const upper = values.slice(values.length - half)
  return {
    low: median(values.slice(0, half)) ?? values[0]!,
    middle: median(values)!,
    high: median(upper) ?? values.at(-1)!,
  }
}

function variation(values: readonly number[]): number {
  if (values.length < 2) return 0
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  return mean > 0 ? Math.sqrt(variance) / mean : 0
}
