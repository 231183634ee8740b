import type { LocalDate } from '../instant.ts'
import { addDays, type DateRange, daysBetween } from '../calendar/local-date.ts'
import { type PeriodCalendar, type PeriodId, periodRange, periodUnit, previousPeriod } from '../calendar/period.ts'

/** A window of a metric in a period. */
export interface PointWindow extends DateRange {
  readonly period: PeriodId
}

/** How many earlier points a band looks at; the sparkline shows the last twelve. */
const EARLIER = { week: 13, month: 6, quarter: 8, year: 6 } as const
const SHOWN = 12

export function earlierPoints(period: PeriodId): number {
  return EARLIER[periodUnit(period)]
}

/**
 * The window of a metric in a period and, before it, at the same point of the periods before: after as many days,
 * whole where the period is over. Oldest first; empty for a period that has not begun. A metric of `week`, `month` or
 * `quarter` counts from the period's first day, `90d` that many days up to the point, and `now` is the point itself.
 */
export function pointWindows(text: string, period: PeriodId, asOf: LocalDate, calendar: PeriodCalendar): PointWindow[] {
  const present = periodRange(period, calendar)
  if (present.from > asOf) return []
  const elapsed = present.to > asOf ? daysBetween(present.from, asOf) : null
  const count = Math.max(SHOWN, earlierPoints(period) + 1)
  const windows: PointWindow[] = []
  for (let id = period; windows.length < count; id = previousPeriod(id, calendar)) {
    const { from, to } = periodRange(id, calendar)
    const point = elapsed === null ? to : earlier(addDays(from, elapsed), to)
    windows.unshift({ period: id, ...windowAt(text, from, point) })
  }
  return windows
}

function windowAt(text: string, from: LocalDate, point: LocalDate): DateRange {
  if (text === 'now') return { from: point, to: point }
  const days = /^(\d+)d$/.exec(text)
  return { from: days ? addDays(point, 1 - Number(days[1])) : from, to: point }
}

function earlier(a: LocalDate, b: LocalDate): LocalDate {
  return a < b ? a : b
}
