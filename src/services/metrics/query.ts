import { CATALOG, metricOf } from '#metrics/catalog/index.ts'
import type { MetricWindow } from '#metrics/compile.ts'
import type { MetricDefinition } from '#metrics/metric.ts'
import { addDays, type DateRange } from '#domain/calendar/local-date.ts'
import { PERIOD_UNITS, periodOf, periodRange, nextPeriod, type PeriodUnit } from '#domain/calendar/period.ts'
import { zoneOf } from '#domain/calendar/zone.ts'
import { LeadoutError } from '#domain/errors.ts'
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

/** A window as the engine wants it: its last instant is the end of its last day in the organisation's zone, or as-of. */
export function windowOf(view: OrgView, key: string, { from, to }: DateRange): MetricWindow {
  const zone = zoneOf(view.settings.zone)
  const end = zone.startOfDay(addDays(to, 1)) - 1
  return { key, from, to, at: Math.min(end, view.asOf), start: zone.startOfDay(from) - 1 }
}

export function isTimeUnit(text: string): text is PeriodUnit {
  return (PERIOD_UNITS as readonly string[]).includes(text)
}

/** The periods of a unit that a range touches, each cut to the range; the key is the period. */
export function periodsWithin(view: OrgView, unit: PeriodUnit, range: DateRange): MetricWindow[] {
  const calendar = periodCalendar(view.settings)
  const windows: MetricWindow[] = []
  if (range.to < range.from) return windows
  for (let id = periodOf(range.from, unit, calendar); ; id = nextPeriod(id, calendar)) {
    const { from, to } = periodRange(id, calendar)
    if (from > range.to) return windows
    windows.push(windowOf(view, id, { from: from < range.from ? range.from : from, to: to > range.to ? range.to : to }))
  }
}
