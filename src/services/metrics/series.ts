import { emptyFigure, type MetricFigure, runMetrics } from '#metrics/run.ts'
import { historyOf } from '#metrics/facts/index.ts'
import type { MetricDefinition } from '#metrics/metric.ts'
import type { Db } from '#db/client.ts'
import { type FirstDays, firstDays } from '#db/first-days.ts'
import { type PointWindow, pointWindows } from '#domain/band/windows.ts'
import { addDays, type DateRange } from '#domain/calendar/local-date.ts'
import type { LocalDate } from '#domain/instant.ts'
import { periodCalendar } from '../org/policy.ts'
import { figuresQuery } from '../bookings/figures.ts'
import type { OrgStructure } from '../org/structure.ts'
import type { OrgView } from '../org/view.ts'
import { type Finish, finisher } from './finish.ts'
import { pointWindow } from './query.ts'

/** A metric over the points of a period, by subject. */
export interface Series {
  readonly metric: MetricDefinition
  /** oldest first; the last one is the period asked for */
  readonly windows: readonly PointWindow[]
  /** one figure a window; null where history or employment does not cover it */
  points(subject: string): readonly (MetricFigure | null)[]
  /** every subject with a row in any of the windows */
  readonly subjects: ReadonlySet<string>
}

/** The windows of metrics in a period, by metric; empty for a period that has not begun. */
export function windowsOf(view: OrgView, metric: MetricDefinition, period: string): PointWindow[] {
  return pointWindows(metric.window, period, view.asOfDate, periodCalendar(view.settings))
}

/**
 * Metrics by subject at the same point of a period and of those before it, with one statement for every kind of
 * window. `employed` says whether a subject was there for the whole of some days: only then is an earlier point one to
 * compare with; the present one always shows.
 */
export async function readSeries(
  db: Db,
  view: OrgView,
  {
    metrics,
    period,
    by,
    employed = () => true,
    windows: asked,
    only,
  }: {
    readonly metrics: readonly MetricDefinition[]
    readonly period: string
    readonly by: string
    readonly employed?: (subject: string, days: DateRange) => boolean
    /** instead of those of each metric */
    readonly windows?: readonly PointWindow[]
    /** these subjects alone; all without it */
    readonly only?: readonly string[]
  },
): Promise<Series[]> {
  const query = figuresQuery(view)
  const first = await firstDays(db, query)
  const found = new Map<string, Map<string, MetricFigure>>()
  const finishes = new Map<string, Finish>()
  const windowsFor = (text: string) => asked ?? pointWindows(text, period, view.asOfDate, periodCalendar(view.settings))
  const alike = Map.groupBy(metrics, ({ window }) => JSON.stringify(windowsFor(window)))
  for (const group of alike.values()) {
    const windows = windowsFor(group[0]!.window).map((window) => pointWindow(view, window))
    const figures = await runMetrics(db, { query, metrics: group, windows, filters: [], by, ...(only && { only }) })
    const finish = await finisher(db, view, { metrics: group, windows, by, partly: false })
    for (const { id } of group) finishes.set(id, finish)
    for (const figure of figures) {
      if (figure.subject === null) continue
      const bySubject = found.get(figure.metric.id) ?? new Map<string, MetricFigure>()
      found.set(figure.metric.id, bySubject.set(keyOf(figure.subject, figure.window), figure))
    }
  }
  return metrics.map((metric) => {
    const windows = windowsFor(metric.window)
    const figures = found.get(metric.id) ?? new Map<string, MetricFigure>()
    const start = startOf(metric, first)
    const covers = (window: PointWindow) => start !== null && start <= (metric.instant ? window.to : window.from)
    return {
      metric,
      windows,
      subjects: new Set([...figures.values()].flatMap(({ subject }) => subject ?? [])),
      points: (subject) =>
        windows.map((window, at) => {
          const present = at === windows.length - 1
          if (!present && !(covers(window) && employed(subject, window))) return null
          const figure = figures.get(keyOf(subject, window.period)) ?? emptyFigure(metric, window.period, subject)
          return finishes.get(metric.id)?.(figure) ?? figure
        }),
    }
  })
}

const keyOf = (subject: string, period: string) => `${subject} ${period}`

/** The day from which every fact behind a metric is on record. */
function startOf({ terms }: MetricDefinition, first: FirstDays): LocalDate | null {
  const facts = terms.flatMap((term) => [term.facts, ...(term.also ?? [])])
  const days = [...new Set(facts.flatMap(historyOf))].map((history) => first[history])
  return days.includes(null)
    ? null
    : (days
        .filter((day) => day !== null)
        .toSorted()
        .at(-1) ?? null)
}

/** Whether somebody was a member on every one of some days. */
export function employment({ members }: OrgStructure): (personId: string, days: DateRange) => boolean {
  const stretches = Map.groupBy(members, ({ personId }) => personId)
  return (personId, { from, to }) => {
    let covered = from
    for (const days of (stretches.get(personId) ?? []).toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
      if (days.from <= covered && days.to >= covered) covered = addDays(days.to < to ? days.to : to, 1)
    }
    return covered > to
  }
}
