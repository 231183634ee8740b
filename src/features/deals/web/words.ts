import type { DealGrouping } from '#domain/deal/list.ts'
import type { DealSelection } from '#domain/deal/selection.ts'
import { dayWords } from '#ui/format/due-words.ts'
import { formatMoney } from '#ui/format/money.ts'
import { formatCount } from '#ui/format/number.ts'
import { formatPeriod } from '#ui/format/period.ts'
import { formatDate, formatSpan } from '#ui/format/time.ts'
import type { DealListGroup, DealSum } from '../contract.ts'
import type { DealActivity, DealChange } from '../../deal-detail.ts'

export const STATUS_WORDS: Readonly<Record<DealSelection, string>> = {
  open: 'Open',
  won: 'Won',
  lost: 'Lost',
  all: 'All',
}

export const GROUP_WORDS: Readonly<Record<DealGrouping, string>> = {
  owner: 'Rep',
  team: 'Team',
  stage: 'Stage',
  month: 'Close month',
}

/** "214 deals" */
export function countWords(count: number, locale?: string): string {
  return count === 1 ? '1 deal' : `${formatCount(count, locale)} deals`
}

/** "≈ €1,234,567", "€1,234", or why there is no sum. */
export function sumWords(sum: DealSum, currency: string, locale?: string): string {
  if (sum.minor === null) return missingWords(sum.missing, currency)
  const money = formatMoney(sum.minor, currency, { style: 'exact', locale })
  return sum.converted ? `≈ ${money}` : money
}

function missingWords(missing: readonly string[], currency: string): string {
  return `no rate from ${missing.join(', ')} to ${currency}`
}

/** What a group is called. */
export function groupWords(group: DealListGroup, by: DealGrouping, locale?: string): string {
  if (group.key === 'others') return 'Other people'
  if (by === 'month') return group.key === null ? 'No close date' : formatPeriod(group.key, locale)
  return group.label ?? NAMELESS[by]
}

const NAMELESS: Readonly<Record<Exclude<DealGrouping, 'month'>, string>> = {
  owner: 'No person',
  team: 'No team',
  stage: 'Stage unknown',
}

/** What was done, for the toast with Undo. */
export function editWords(deal: string | null, field: string): string {
  return `${field} of ${deal ?? 'the deal'} changed`
}

export function manyWords(count: number, field: string): string {
  return `${field} of ${countWords(count)} changed`
}

export function outcomeWords(deal: string | null, won: boolean): string {
  return won ? `${deal ?? 'The deal'} won` : `${deal ?? 'The deal'} lost`
}

export function outcomesWords(count: number, won: boolean): string {
  return won ? `${countWords(count)} won` : `${countWords(count)} lost`
}

/** "Editing 12,500 of 46,668 deals" */
export function progressWords(done: number, total: number, undoing: boolean, locale?: string): string {
  const of = `${formatCount(done, locale)} of ${countWords(total, locale)}`
  return undoing ? `Taken back: ${of}` : `Edited: ${of}`
}

export function createdWords(deal: string): string {
  return `${deal} made`
}

/** Days since a touch: "today", "12 d", or "never". */
export function sinceWords(at: number | null, now: number, locale?: string): string {
  if (at === null) return 'never'
  const days = Math.floor((now - at) / DAY_MS)
  return days < 1 ? 'today' : `${formatCount(days, locale)} d`
}

const DAY_MS = 86_400_000

/** The day a deal closes on or was decided; the year only where it is another one. */
export function closesWords(date: string | null, today: string, locale?: string): string {
  if (date === null) return '–'
  return dayWords(date, today, locale)
}

export function emptyWords(filtered: boolean, status: DealSelection): string {
  if (filtered) return 'No deal passes this filter.'
  return status === 'open' ? 'No open deals here: make one, or import an export of your CRM.' : 'No deals here yet.'
}

export function selectedWords(count: number): string {
  return `${countWords(count)} selected`
}

export function editLabel(label: string): string {
  return `Edit ${label.toLowerCase()}`
}

export function selectAllWords(count: number): string {
  return `Select all ${formatCount(count)}`
}

/** One line below the name: "Open in Proposal · Kolbe AG · in Salesforce and here". */
export function standsWords(
  deal: { status: DealSelection; stage: string | null; account: string | null },
  { sources }: { sources: readonly string[] },
): string {
  const stage = deal.stage ?? 'stage unknown'
  const where = sources.length === 0 ? 'made by hand' : `from ${sources.map(sourceName).join(', ')}`
  return [deal.account, stage, where].filter((part) => part !== null).join(' · ')
}

const SOURCE_NAMES: Readonly<Record<string, string>> = {
  leadout: 'Leadout',
  salesforce: 'Salesforce',
  hubspot: 'HubSpot',
  pipedrive: 'Pipedrive',
  zoho: 'Zoho',
  file: 'a file',
}

function sourceName(source: string): string {
  return SOURCE_NAMES[source] ?? source
}

/** "1 USD = 0.92 EUR, plan rate of 1 Jan 2026", or that there is none. */
export function rateWords(
  from: string,
  to: string,
  rate: { rate: string; date: string; kind: 'plan' | 'daily' } | null,
  locale?: string,
): string {
  if (rate === null) return `no rate from ${from} to ${to}`
  const kind = rate.kind === 'plan' ? 'plan rate' : 'daily rate'
  return `1 ${from} = ${rate.rate} ${to}, ${kind} of ${formatDate(rate.date, { year: true, locale })}`
}

/** Who says so: a person, or an import with its name. */
export function saidByWords({ by, source, import: imported }: Pick<DealChange, 'by' | 'source' | 'import'>): string {
  if (imported !== null) return `${sourceName(source)}: ${imported}`
  return by ?? sourceName(source)
}

export function withdrawnWords(moment: string): string {
  return `withdrawn ${moment}`
}

/** "call, 12 min, outbound", "meeting, planned". */
export function activityWords({ type, direction, seconds, held }: DealActivity, locale?: string): string {
  const length = seconds === null || seconds === 0 ? null : formatSpan(seconds * 1000, locale)
  const planned = held || type === 'note' || type === 'task' ? null : 'not held'
  return [type, direction, length, planned].filter((part) => part !== null).join(', ')
}

export function weekWords(from: string, locale?: string): string {
  return `week of ${formatDate(from, { locale })}`
}

/** "Week of 1 Jun: they 2, we 3" */
export function weekTouchesWords(
  from: string,
  inbound: number,
  outbound: number,
  other: number,
  locale?: string,
): string {
  const unknown = other === 0 ? '' : `, ${formatCount(other, locale)} of unknown direction`
  return `Week of ${formatDate(from, { locale })}: they ${formatCount(inbound, locale)}, we ${formatCount(outbound, locale)}${unknown}`
}
