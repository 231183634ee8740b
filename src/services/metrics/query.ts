import { CATALOG, metricOf } from '#metrics/catalog/index.ts'
import type { MetricWindow } from '#metrics/compile.ts'
import type { MetricDefinition } from '#metrics/metric.ts'
import { addDays, type DateRange } from '#domain/calendar/local-date.ts'
import { PERIOD_UNITS, periodOf, periodRange, nextPeriod, type PeriodUnit } from '#domain/calendar/period.ts'
import { windowRange, wholeWindow } from '#domain/calendar/window.ts'
import { zoneOf } from '#domain/calendar/zone.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { PointWindow } from '#domain/band/windows.ts'
import type { LocalDate } from '#domain/instant.ts'
import { periodCalendar } from '../org/policy.ts'
import type { OrgView } from '../org/view.ts'

/** @throws LeadoutError `not-found` naming the nearest metrics */
export function requireMetric(id: string): MetricDefinition {
  const metric = metricOf(id)
  if (metric !== undefined) return metric
  const near = CATALOG.filter((one) => one.id.includes(id) || id.includes(one.id)).map((one) => one.id)
  const hint = near.length > 0 ? ` Did you mean ${near.slice(0, 5).join(', ')}?` : ''
  throw new LeadoutError('not-found', `There is no metric ${id}.${hint}`, { metric: id })
}

/**
 * A window as the engine wants it: its last instant is the end of its last day in the organisation's zone, or as-of.
 * `until` is the last day of the whole period where only a part of it has been.
 */
export function windowOf(view: OrgView, key: string, { from, to }: DateRange, until: LocalDate = to): MetricWindow {
  const zone = zoneOf(view.settings.zone)
  const end = zone.startOfDay(addDays(to, 1)) - 1
  return { key, from, to, at: Math.min(end, view.asOf), start: zone.startOfDay(from) - 1, until }
}

/** The window of a point, the name of its period its key; `until` is that period's last day. */
export function pointWindow(view: OrgView, window: PointWindow): MetricWindow {
  const isPeriod = /^\d{4}/.test(window.period)
  const end = isPeriod ? periodRange(window.period, periodCalendar(view.settings)).to : window.to
  return windowOf(view, window.period, window, end > window.to ? end : window.to)
}

/** The window that a text means, `''` its key; the metric's own window without a text. Raises `invalid`. */
export function askedWindow(view: OrgView, text: string): MetricWindow {
  const calendar = periodCalendar(view.settings)
  const { to: until } = wholeWindow(text, view.asOfDate, calendar)
  return windowOf(view, '', windowRange(text, view.asOfDate, calendar), until)
}

export function isTimeUnit(text: string): text is PeriodUnit {
  return (PERIOD_UNITS as readonly string[]).includes(text)
}

/** The periods of a unit that a window touches, each cut to it; the key is the period. */
export function periodsWithin(view: OrgView, unit: PeriodUnit, range: MetricWindow): MetricWindow[] {
  const calendar = periodCalendar(view.settings)
  const windows: MetricWindow[] = []
  if (range.to < range.from) return windows
  for (let id = periodOf(range.from, unit, calendar); ; id = nextPeriod(id, calendar)) {
    const { from, to } = periodRange(id, calendar)
    if (from > range.to) return windows
    const cut = { from: from < range.from ? range.from : from, to: to > range.to ? range.to : to }
    windows.push(windowOf(view, id, cut, to > range.until ? range.until : to))
  }
}
