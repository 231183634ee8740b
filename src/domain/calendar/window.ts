import { LeadoutError } from '../errors.ts'
import type { LocalDate } from '../instant.ts'
import { addDays, isLocalDate, type DateRange } from './local-date.ts'
import { PERIOD_UNITS, type PeriodCalendar, periodOf, periodRange, type PeriodUnit } from './period.ts'

/**
 * A window as text: `now` (the as-of day), `90d` (that many days ending with it), `week`, `month`, `quarter`, `year`
 * (to date), a period such as `2017-Q3`, or `2017-01-01..2017-03-31`. No window goes beyond the as-of day
 * (metrics.md Windows); one that lies after it ends before it begins and holds nothing.
 * @throws LeadoutError `invalid`
 */
export function windowRange(text: string, asOf: LocalDate, calendar: PeriodCalendar): DateRange {
  const range = wholeWindow(text, asOf, calendar)
  return range.to > asOf ? { from: range.from, to: asOf } : range
}

/** The same with every day of a period under way. */
export function wholeWindow(text: string, asOf: LocalDate, calendar: PeriodCalendar): DateRange {
  if (text === 'now') return { from: asOf, to: asOf }
  const days = /^([1-9]\d{0,4})d$/.exec(text)
  if (days) return { from: addDays(asOf, 1 - Number(days[1])), to: asOf }
  if ((PERIOD_UNITS as readonly string[]).includes(text)) {
    const { from, to } = periodRange(periodOf(asOf, text as PeriodUnit, calendar), calendar)
    return { from, to }
  }
  const [from, to, ...rest] = text.split('..')
  if (from !== undefined && to !== undefined && rest.length === 0) {
    if (!isLocalDate(from) || !isLocalDate(to) || from > to) throw notAWindow(text)
    return { from, to }
  }
  try {
    const period = periodRange(text, calendar)
    return { from: period.from, to: period.to }
  } catch {
    throw notAWindow(text)
  }
}

function notAWindow(text: string): LeadoutError {
  return new LeadoutError(
    'invalid',
    `${text} is no window: write 90d, week, month, quarter, year, now, 2017-Q3, 2017-03, 2017-W05 or 2017-01-01..2017-03-31`,
    { window: text },
  )
}
