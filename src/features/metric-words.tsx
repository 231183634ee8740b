import { formatMetricValue, type MetricFormat } from '#ui/format/metric.ts'
import { formatDate, formatRange } from '#ui/format/time.ts'
import { localeOf } from '#ui/format/reader.ts'
import type { StateKind } from '#ui/state-of.ts'
import type { Comparison, GridCell, GridColumn, MetricMeaning } from './metric-figure.ts'

export const FAMILY_WORDS: Readonly<Record<MetricMeaning['family'], string>> = {
  quantity: 'Quantity',
  quality: 'Quality',
  mix: 'Mix',
  output: 'Output',
}
export const FAMILIES = ['quantity', 'quality', 'mix', 'output'] as const

export const AGAINST_WORDS: Readonly<Record<Comparison, string>> = {
  past: 'Own past',
  peers: 'Peers',
  goal: 'Goal',
}

/** What a place outside the band means: better, worse, or neither; inside has no sign. */
export function stateIn(
  { place }: Pick<GridCell, 'place'>,
  { valence }: Pick<GridColumn, 'valence'>,
): StateKind | null {
  if (place === null || place === 'inside') return null
  if (valence === 'neutral') return 'watch'
  return (place === 'above') === (valence === 'up') ? 'ahead' : 'behind'
}

/** Where a cell lies, in one sentence, with what it is held against. */
export function placeWords(cell: GridCell, column: GridColumn, against: Comparison, currency: string): string {
  if (cell.state === 'blocked' && cell.reason !== null) return reasonWords(cell.reason)
  if (cell.state === 'goal-met') return 'the goal is met'
  if (cell.state === 'no-goal') return 'no goal'
  const format: MetricFormat = { ...column, currency }
  const value = (number: number) => formatMetricValue(number, format)
  if (against === 'goal') {
    if (cell.due === null) return 'no goal'
    const due = value(cell.due)
    switch (cell.place) {
      case 'above':
        return `above what is due by now, ${due}`
      case 'below':
        return `below what is due by now, ${due}`
      case 'inside':
        return `as much as is due by now, ${due}`
      case null:
        return `${due} due by now`
    }
  }
  if (cell.band === null)
    return against === 'past' ? 'not enough own history to compare' : 'fewer than four peers to compare with'
  const range = `${value(cell.band.low)} to ${value(cell.band.high)}`
  const whose = against === 'past' ? 'usually' : 'peers'
  switch (cell.place) {
    case 'above':
      return `above the band, ${whose} ${range}`
    case 'below':
      return `below the band, ${whose} ${range}`
    case 'inside':
      return `inside the band, ${whose} ${range}`
    case null:
      return `too few to compare, ${whose} ${range}`
  }
}

export function reasonWords(reason: string): string {
  const [code, detail] = reason.split(': ')
  switch (code) {
    case 'missing-rate':
      return `no exchange rate from ${detail}`
    case 'lost-amounts-missing':
      return 'lost deals have no amounts'
    case 'stage-probability-missing':
      return 'a stage has no probability'
    default:
      return reason
  }
}

/** The days of a column, short: "1–20 Aug", "90 days", "on 20 Aug". */
export function spanWords({ span, from, to }: Pick<GridColumn, 'span' | 'from' | 'to'>, locale?: string): string {
  switch (span) {
    case 'instant':
      return `on ${formatDate(to, { locale })}`
    case 'trailing':
      return `${daysIn(from, to)} days`
    case 'period':
      return shortRange(from, to, locale)
  }
}

function shortRange(from: string, to: string, locale?: string): string {
  return new Intl.DateTimeFormat(localeOf(locale), { day: 'numeric', month: 'short', timeZone: 'UTC' }).formatRange(
    Date.parse(from),
    Date.parse(to),
  )
}

export function daysIn(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1
}

/** The days of a column in full, for the hover. */
export function rangeWords({ from, to }: Pick<GridColumn, 'from' | 'to'>, locale?: string): string {
  return formatRange(from, to, locale)
}

const ROLE_WORDS: Readonly<Record<string, string>> = {
  ae: 'AE',
  sdr: 'SDR',
  csm: 'CSM',
  smb: 'SMB',
  manager: 'Manager',
  lead: 'Lead',
  enterprise: 'Enterprise',
}

/** "AE · SMB · week 7" */
export function roleWords(discipline: string, weeks: number | null): string {
  const role = discipline
    .split(' · ')
    .map((part) => ROLE_WORDS[part] ?? part)
    .join(' · ')
  const week = weeks !== null && weeks < NEW_WEEKS ? `wk ${weeks + 1}` : ''
  return [role, week].filter((part) => part !== '').join(' · ')
}

const NEW_WEEKS = 26

export function outsideWords(count: number): string {
  if (count === 0) return 'Everything lies inside its band.'
  return count === 1 ? '1 figure lies outside its band.' : `${count} figures lie outside their band.`
}

export const LEGEND: Readonly<Record<Comparison, string>> = {
  past: 'The band is the middle 80% of the same point of earlier periods; with fewer than six of them nothing is said.',
  peers:
    'The band is the middle 80% of others in the same role who are in full swing, and for somebody on the way that times the share of the ramp; with fewer than four of them nothing is said.',
  goal: 'Held against the part of the goal that is due by now, by selling days.',
}

/** Who counts without being shown. */
export function hiddenWords(hidden: number): string {
  return hidden === 1
    ? '1 more person counts in the median and in the bands of peers without being shown.'
    : `${hidden} more people count in the median and in the bands of peers without being shown.`
}
