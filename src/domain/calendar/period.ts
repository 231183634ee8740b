import { LeadoutError } from '../errors.ts'
import type { LocalDate } from '../instant.ts'
import { addDays, dateOfDay, dayNumber, weekdayOfDay, type DateRange, type Weekday } from './local-date.ts'

export const PERIOD_UNITS = ['week', 'month', 'quarter', 'year'] as const
export type PeriodUnit = (typeof PERIOD_UNITS)[number]

export const WEEK_STARTS = ['monday', 'sunday', 'saturday'] as const
export type WeekStart = (typeof WEEK_STARTS)[number]

const FIRST_WEEKDAY: Record<WeekStart, Weekday> = { monday: 1, sunday: 7, saturday: 6 }

/**
 * How an organisation cuts time. Months are calendar months. A fiscal year begins with `fiscalStartMonth` (1 to 12)
 * and bears the calendar year in which it ends: with April, `2017` is April 2016 to March 2017 and `2017-Q1` is April
 * to June 2016. A week belongs to the year that holds its fourth day, and week 1 is the year's first such week: from
 * Monday this is ISO 8601.
 */
export interface PeriodCalendar {
  readonly fiscalStartMonth: number
  readonly weekStart: WeekStart
}

/** `2017-W05` week, `2017-03` month, `2017-Q1` fiscal quarter, `2017` fiscal year. */
export type PeriodId = string

export interface PeriodRange extends DateRange {
  readonly unit: PeriodUnit
}

interface ParsedPeriod {
  readonly unit: PeriodUnit
  readonly year: number
  /** 1-based week, month or quarter; 1 for a year */
  readonly index: number
}

const ID = /^(\d{4})(?:-(?:Q([1-4])|W(0[1-9]|[1-4]\d|5[0-3])|(0[1-9]|1[0-2])))?$/

function parse(id: PeriodId): ParsedPeriod {
  const match = ID.exec(id)
  if (!match) throw new LeadoutError('invalid', `${id} is not a period`, { period: id })
  const [, year, quarter, week, month] = match
  if (quarter) return { unit: 'quarter', year: Number(year), index: Number(quarter) }
  if (week) return { unit: 'week', year: Number(year), index: Number(week) }
  if (month) return { unit: 'month', year: Number(year), index: Number(month) }
  return { unit: 'year', year: Number(year), index: 1 }
}

const pad = (value: number, length: number) => String(value).padStart(length, '0')

/** The first day of the month `months` after January of year 0. */
function monthStart(months: number): LocalDate {
  return `${pad(Math.floor(months / 12), 4)}-${pad((months % 12) + 1, 2)}-01`
}

/** Months from January of year 0 to the first month of a fiscal year. */
function fiscalStart(year: number, calendar: PeriodCalendar): number {
  return (calendar.fiscalStartMonth === 1 ? year : year - 1) * 12 + calendar.fiscalStartMonth - 1
}

function months(from: number, count: number, unit: PeriodUnit): PeriodRange {
  return { unit, from: monthStart(from), to: addDays(monthStart(from + count), -1) }
}

/** Day number of the first day of the week that holds `day`. */
function weekStartOf(day: number, calendar: PeriodCalendar): number {
  const behind = (weekdayOfDay(day) - FIRST_WEEKDAY[calendar.weekStart] + 7) % 7
  return day - behind
}

/** Day number of the first day of week 1: the week that holds 4 January. */
function firstWeekOf(year: number, calendar: PeriodCalendar): number {
  return weekStartOf(dayNumber(`${pad(year, 4)}-01-04`), calendar)
}

/** First and last day of a period. Raises `invalid` for an id of no period, such as week 53 of a year with 52. */
export function periodRange(id: PeriodId, calendar: PeriodCalendar): PeriodRange {
  const { unit, year, index } = parse(id)
  switch (unit) {
    case 'month':
      return months(year * 12 + index - 1, 1, unit)
    case 'quarter':
      return months(fiscalStart(year, calendar) + (index - 1) * 3, 3, unit)
    case 'year':
      return months(fiscalStart(year, calendar), 12, unit)
    case 'week': {
      const first = firstWeekOf(year, calendar) + (index - 1) * 7
      if (first >= firstWeekOf(year + 1, calendar)) {
        throw new LeadoutError('invalid', `${pad(year, 4)} has no week ${index}`, { period: id })
      }
      return { unit, from: dateOfDay(first), to: dateOfDay(first + 6) }
    }
  }
}

/** The period of a unit that holds a date. */
export function periodOf(date: LocalDate, unit: PeriodUnit, calendar: PeriodCalendar): PeriodId {
  const day = dayNumber(date)
  const year = Number(date.slice(0, 4))
  const month = year * 12 + Number(date.slice(5, 7)) - 1
  switch (unit) {
    case 'month':
      return date.slice(0, 7)
    case 'quarter':
    case 'year': {
      const fiscalYear = month >= fiscalStart(year + 1, calendar) ? year + 1 : year
      if (unit === 'year') return pad(fiscalYear, 4)
      return `${pad(fiscalYear, 4)}-Q${Math.floor((month - fiscalStart(fiscalYear, calendar)) / 3) + 1}`
    }
    case 'week': {
      const start = weekStartOf(day, calendar)
      const weekYear = Number(dateOfDay(start + 3).slice(0, 4))
      return `${pad(weekYear, 4)}-W${pad((start - firstWeekOf(weekYear, calendar)) / 7 + 1, 2)}`
    }
  }
}

export function periodUnit(id: PeriodId): PeriodUnit {
  return parse(id).unit
}

/** The period just before; of the same unit. */
export function previousPeriod(id: PeriodId, calendar: PeriodCalendar): PeriodId {
  const { unit, from } = periodRange(id, calendar)
  return periodOf(addDays(from, -1), unit, calendar)
}

/** The period just after; of the same unit. */
export function nextPeriod(id: PeriodId, calendar: PeriodCalendar): PeriodId {
  const { unit, to } = periodRange(id, calendar)
  return periodOf(addDays(to, 1), unit, calendar)
}
