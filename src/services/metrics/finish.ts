import type { Db } from '#db/client.ts'
import { firstDays } from '#db/first-days.ts'
import { goalOn } from '#domain/burn-down/goal.ts'
import { addDays } from '#domain/calendar/local-date.ts'
import { PERIOD_UNITS, type PeriodId, periodOf, periodRange } from '#domain/calendar/period.ts'
import { sellingDays } from '#domain/calendar/selling-days.ts'
import type { LocalDate } from '#domain/instant.ts'
import { isScopeKind, type Scope, scopeKey } from '#domain/scope.ts'
import type { MetricWindow } from '#metrics/compile.ts'
import type { MetricDefinition } from '#metrics/metric.ts'
import type { MetricFigure } from '#metrics/run.ts'
import { figuresQuery } from '../bookings/figures.ts'
import { goalOfScope, type PeriodGoals, readGoals } from '../goals/read-goals.ts'
import { periodCalendar } from '../org/policy.ts'
import { readSellingTime } from '../org/selling-time.ts'
import { type OrgStructure, readStructure } from '../org/structure.ts'
import type { OrgView } from '../org/view.ts'

/** The goal of a scope in the period of a window, in minor units; `missing` names currencies without a rate. */
export interface GoalBelow {
  readonly period: PeriodId
  readonly minor: number
  readonly missing: readonly string[]
}

export interface Finish {
  (figure: MetricFigure): MetricFigure
  goalOf(figure: Pick<MetricFigure, 'metric' | 'window' | 'subject'>): GoalBelow | null
}

export interface Asked {
  readonly metrics: readonly MetricDefinition[]
  readonly windows: readonly MetricWindow[]
  readonly by: string
  /** only a part of what the subject has: by a filter or a second dimension, for which nobody has a goal */
  readonly partly: boolean
}

/**
 * What figures get from outside their facts: the goal below the line where a metric asks for one, and the word that
 * history is too short for its counts to be whole (metrics.md Meeting held).
 */
export async function finisher(db: Db, view: OrgView, { metrics, windows, by, partly }: Asked): Promise<Finish> {
  const byKey = new Map(windows.map((window) => [window.key, window]))
  const begin = metrics.some(({ lookback }) => lookback !== undefined)
    ? (await firstDays(db, figuresQuery(view))).activities
    : null
  const evenPace = metrics.some((metric) => metric.evenPace !== undefined)
    ? await readEvenPace(db, view, windows, by)
    : () => null
  const goalOf = partly ? () => null : await readGoalsBelow(db, view, metrics, windows, by)
  const finish = (figure: MetricFigure): MetricFigure => {
    if (figure.state === 'blocked') return figure
    const { lookback, goal } = figure.metric
    if (goal !== undefined) return againstGoal(figure, goalOf(figure))
    if (figure.metric.evenPace !== undefined && figure.value !== null)
      return { ...figure, reason: evenPace(figure, figure.metric.evenPace) }
    return isCut(byKey.get(figure.window), begin, lookback) ? { ...figure, reason: noted(figure.reason) } : figure
  }
  return Object.assign(finish, { goalOf })
}

function isCut(window: MetricWindow | undefined, begin: LocalDate | null, lookback: number | undefined): boolean {
  return window !== undefined && begin !== null && lookback !== undefined && window.from < addDays(begin, lookback)
}

function noted(reason: string | null): string {
  return reason === null ? 'left-truncated' : `${reason}; left-truncated`
}

/** What is above the line, divided by what is left of the goal: its denominator so far is what was booked, below 0. */
function againstGoal(figure: MetricFigure, goal: GoalBelow | null): MetricFigure {
  const { numerator, denominator } = figure
  if (goal === null) return { ...figure, value: null, denominator: null, state: 'no-goal' }
  if (goal.missing.length > 0)
    return { ...figure, value: null, state: 'blocked', reason: `missing-rate: ${goal.missing.join(', ')}` }
  const left = goal.minor + (denominator ?? 0)
  if (left <= 0) return { ...figure, value: null, denominator: left, state: 'goal-met' }
  return { ...figure, value: (numerator ?? 0) / left, denominator: left, state: 'ok' }
}

/** The share of a window's selling days that so many of them are, for a subject that has a calendar. */
async function readEvenPace(
  db: Db,
  view: OrgView,
  windows: readonly MetricWindow[],
  by: string,
): Promise<(figure: Pick<MetricFigure, 'window' | 'subject'>, days: number) => string | null> {
  const [first] = windows.map(({ from }) => from).toSorted()
  if (first === undefined || !isScopeKind(by)) return () => null
  const time = await readSellingTime(db, view, await readStructure(db, view, first))
  const byKey = new Map(windows.map((window) => [window.key, window]))
  return ({ window: key, subject }, days) => {
    const window = byKey.get(key)
    if (window === undefined || subject === null) return null
    const selling = sellingDays(window.from, window.until, time({ kind: by, id: subject }).calendar, []).length
    return selling === 0 ? null : `even-pace: ${Math.min(1, days / selling)}`
  }
}

async function readGoalsBelow(
  db: Db,
  view: OrgView,
  metrics: readonly MetricDefinition[],
  windows: readonly MetricWindow[],
  by: string,
): Promise<Finish['goalOf']> {
  const wanted = new Set(metrics.flatMap(({ goal }) => goal ?? []))
  const [first] = windows.map(({ from }) => from).toSorted()
  if (wanted.size === 0 || first === undefined || !isScopeKind(by)) return () => null
  const structure = await readStructure(db, view, first)
  const found = new Map<string, { readonly period: PeriodId; readonly goals: PeriodGoals }>()
  for (const window of windows) {
    const period = periodAt(view, window)
    if (period === null) continue
    for (const metric of wanted)
      found.set(`${metric} ${window.key}`, { period, goals: await readGoals(db, view, metric, period) })
  }
  const byKey = new Map(windows.map((window) => [window.key, window]))
  return ({ metric, window: key, subject }) => {
    const window = byKey.get(key)
    const there = found.get(`${metric.goal} ${key}`)
    if (window === undefined || there === undefined || subject === null) return null
    return goalBelow(structure, there, { kind: by, id: subject }, window)
  }
}

function goalBelow(
  structure: OrgStructure,
  { period, goals }: { readonly period: PeriodId; readonly goals: PeriodGoals },
  scope: Scope,
  { from, to, until }: MetricWindow,
): GoalBelow | null {
  const { steps, computedFrom } = goalOfScope(structure, goals, scope, { from, to: until }, to)
  const minor = goalOn(steps, to)
  // a goal that is a sum may hold any of them
  const unpriced = computedFrom === null ? [goals.missing.get(scopeKey(scope)) ?? []].flat() : goals.missing.values()
  const missing = [...new Set(unpriced)]
  if (minor === null && missing.length === 0) return null
  return { period, minor: minor ?? 0, missing }
}

/** The period that a window is, as far as it has been; null where it is none. */
function periodAt({ settings }: OrgView, { from, until }: MetricWindow): PeriodId | null {
  const calendar = periodCalendar(settings)
  for (const unit of PERIOD_UNITS) {
    const id = periodOf(from, unit, calendar)
    const range = periodRange(id, calendar)
    if (range.from === from && range.to === until) return id
  }
  return null
}
