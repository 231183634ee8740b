import { formatCount, formatDecimal } from '#ui/format/number.ts'
import { formatRange } from '#ui/format/time.ts'
import type { Baseline } from '../contract.ts'

export const EFFORT_WORDS = {
  meetings: 'Meetings held',
  calls: 'Calls made',
  emails: 'Emails sent',
  contacts: 'Contacts touched',
  cycle: 'Days from creation to the win',
} as const

export function leadWords({ label, from, to }: Baseline): string {
  return `${label}, ${formatRange(from, to)}`
}

export function sellersWords(sellerDays: number): string {
  return `${formatCount(sellerDays)} selling days`
}

export function rangeWords(low: string, high: string | null): string {
  return high === null ? `${low} or more` : `${low} to ${high}`
}

export function paceWords(value: number, every: 'week' | 'month'): string {
  return every === 'week' ? `${formatDecimal(round(value))} a week` : `${formatDecimal(round(value))} a month`
}

/** Three digits at most. */
export function round(value: number): number {
  return value >= 100 ? Math.round(value) : value >= 10 ? Math.round(value * 10) / 10 : Math.round(value * 100) / 100
}

/** Which lever pays most, and why all others pay the same. */
export function mostWords(label: string | null, gain: string): string {
  return label === null
    ? 'Nobody here can be compared yet: it takes four sellers with enough behind a value.'
    : `Reaching the better quarter of sellers pays most on ${label.toLocaleLowerCase()}: ${gain} a year.`
}
