import { formatMetric, formatMetricValue } from '#ui/format/metric.ts'
import { formatPeriod } from '#ui/format/period.ts'
import { formatDate } from '#ui/format/time.ts'
import type { MetricCourse, SeriesPoint } from '../contract.ts'
import type { MetricMeaning } from '../../metric-figure.ts'
import { daysIn, reasonWords } from '../../metric-words.tsx'

/** "Win rate 34% in the 90 days to 20 August" */
export function courseWords(course: MetricCourse, { label }: Pick<MetricMeaning, 'label'>, locale?: string): string {
  const { column, points, currency } = course
  const present = points.at(-1)!
  if (present.state === 'blocked' && present.reason !== null) return `${label}: ${reasonWords(present.reason)}`
  if (present.state === 'goal-met') return `${label}: the goal is met`
  if (present.state === 'no-goal') return `${label}: there is no goal for this period`
  const value = formatMetric(present, { ...column, currency }, { locale })
  switch (column.span) {
    case 'instant':
      return `${label} ${value} on ${formatDate(column.to, { locale })}`
    case 'trailing':
      return `${label} ${value} in the ${daysIn(column.from, column.to)} days to ${formatDate(column.to, { locale })}`
    case 'period':
      return `${label} ${value} in ${formatPeriod(present.period, locale)}`
  }
}

/** What is usual for the scope, in a sentence. */
export function bandWords({ band, column, currency, points }: MetricCourse, locale?: string): string {
  if (band === null) {
    const covered = points.slice(0, -1).filter((point) => point.covered).length
    return covered === 0
      ? 'No earlier period to compare with.'
      : 'Too few earlier periods with enough behind them to say what is usual.'
  }
  const value = (number: number) => formatMetricValue(number, { ...column, currency }, { locale })
  return `Usually ${value(band.low)} to ${value(band.high)}, by the same point of the last ${band.n} periods.`
}

/** One point in words, for the hover of the chart. */
export function pointWords(point: SeriesPoint, course: MetricCourse, locale?: string): string {
  const { column, currency } = course
  const format = { ...column, currency }
  const value = formatMetric(point, format, { exact: true, locale })
  const period = formatPeriod(point.period, locale)
  if (!point.covered) return `${period}: before the history begins`
  const interval =
    point.low === null || point.high === null
      ? ''
      : `, 90% between ${formatMetricValue(point.low, format, { locale })} and ${formatMetricValue(point.high, format, { locale })}`
  return `${period}: ${value}${interval}, n ${point.n}`
}

/** Where people lie, in a sentence. */
export function peopleWords({ column, peopleBand, currency, people, hidden }: MetricCourse, locale?: string): string {
  const value = (number: number) => formatMetricValue(number, { ...column, currency }, { locale })
  if (peopleBand === null)
    return `${people.length + hidden} people; with fewer than four values nothing is said of a band.`
  return `The middle 80% of ${peopleBand.n} people lie between ${value(peopleBand.low)} and ${value(peopleBand.high)}, half of them below ${value(peopleBand.middle)}.`
}

/** Those of whom there is nothing to divide. */
export function withoutWords(people: number): string {
  return people === 1 ? 'One person has nothing to count here.' : `${people} people have nothing to count here.`
}
