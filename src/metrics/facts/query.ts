import type { FactsQuery } from '#db/deal-facts.ts'
import type { PeriodCalendar } from '#domain/calendar/period.ts'
import type { Instant, LocalDate } from '#domain/instant.ts'

/** A view and how to read it. */
export interface MetricsQuery extends Omit<FactsQuery, 'status'> {
  readonly calendar: PeriodCalendar
}

/** Whole local days, both included; `at` is the last instant that it sees, for facts of one instant. */
export interface MetricWindow {
  readonly key: string
  readonly from: LocalDate
  readonly to: LocalDate
  readonly at: Instant
  /** the last instant before it, for what was open at its start */
  readonly start: Instant
  /** the last day of the whole period, of which `to` is the part that has been */
  readonly until: LocalDate
}

/** What one statement needs of the facts: nothing outside its windows, and no column that nothing names. */
export interface FactsRead extends MetricsQuery {
  readonly windows: readonly MetricWindow[]
  readonly wants: (column: string) => boolean
  /** what nobody else is credited with is all that counts; absent: everybody */
  readonly persons?: readonly string[]
  /** days before it are answered by sums, but for what these leave out; see `days.ts` */
  readonly settled?: LocalDate
  /** days before the windows that something else of the statement looks back to outcomes */
  readonly back: number
}

/** The expression `windows` that every statement of metrics begins with; see `windowRow`. */
export const WINDOWS = 'windows'
