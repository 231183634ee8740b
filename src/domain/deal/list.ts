import { z } from 'zod'
import { LeadoutError } from '../errors.ts'
import type { LocalDate } from '../instant.ts'
import { minorDigits } from '../money/currency.ts'
import { DEAL_SELECTIONS, type DealSelection } from './selection.ts'

/** What a list of deals is cut into, with a sum for each part. */
export const DEAL_GROUPINGS = ['owner', 'team', 'stage', 'month'] as const
export type DealGrouping = (typeof DEAL_GROUPINGS)[number]

export const DEAL_SORTS = ['name', 'account', 'stage', 'owner', 'amount', 'close', 'created', 'touched', 'due'] as const
export type DealSort = (typeof DEAL_SORTS)[number]

const text = z.string().max(500).optional()

/**
 * A list of deals as an address says it: every part a text, several values of a part joined by commas (`joinList`). The
 * same text is a saved view, the question to the server and the name of a sum in a receipt.
 */
export const dealSearchSchema = z.object({
  /** open where absent */
  status: z.enum(DEAL_SELECTIONS).optional(),
  text,
  stage: text,
  /** ids of persons; `none`: without an owner */
  owner: text,
  team: text,
  pipeline: text,
  segment: text,
  source: text,
  type: text,
  account: text,
  /** a period of the organisation's calendar in which the deals close or were decided */
  closing: z.string().max(10).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** major units of the organisation's currency */
  min: text,
  max: text,
  /** `field=value` */
  custom: text,
  /** `yes`: only deals with an edit that a source does not share */
  differs: z.literal('yes').optional(),
  /** `yes`: the next step was due before today or, where it has no date, the deal was to close before today */
  overdue: z.literal('yes').optional(),
  /** days without a touch */
  untouched: z
    .string()
    .regex(/^\d{1,4}$/)
    .optional(),
  reconstructed: z.literal('yes').optional(),
  group: z.enum(DEAL_GROUPINGS).optional(),
  /** a column, with `-` before it from the largest down; open deals are listed by close date */
  sort: z
    .string()
    .regex(/^-?[a-z]+$/)
    .optional(),
})
export type DealSearch = z.infer<typeof dealSearchSchema>

export const DEAL_SEARCH_KEYS = Object.keys(dealSearchSchema.shape) as readonly (keyof DealSearch)[]

export interface DealFilter {
  readonly status: DealSelection
  readonly text: string | null
  readonly stages: readonly string[]
  readonly owners: readonly string[]
  readonly teams: readonly string[]
  readonly pipelines: readonly string[]
  readonly segments: readonly string[]
  readonly sources: readonly string[]
  readonly types: readonly string[]
  readonly accounts: readonly string[]
  readonly closing: string | null
  readonly from: LocalDate | null
  readonly to: LocalDate | null
  /** minor units of the organisation's currency */
  readonly min: number | null
  readonly max: number | null
  readonly custom: readonly { readonly field: string; readonly value: string }[]
  readonly differs: boolean
  readonly overdue: boolean
  readonly untouchedDays: number | null
  readonly reconstructed: boolean
}

export interface DealOrder {
  readonly by: DealSort
  readonly descending: boolean
}

/** @throws LeadoutError `invalid` for a number, a column or a custom field that is none */
export function readDealFilter(search: DealSearch, currency: string): DealFilter {
  return {
    status: search.status ?? 'open',
    text: search.text?.trim() || null,
    stages: splitList(search.stage),
    owners: splitList(search.owner),
    teams: splitList(search.team),
    pipelines: splitList(search.pipeline),
    segments: splitList(search.segment),
    sources: splitList(search.source),
    types: splitList(search.type),
    accounts: splitList(search.account),
    closing: search.closing ?? null,
    from: search.from ?? null,
    to: search.to ?? null,
    min: readAmount(search.min, currency),
    max: readAmount(search.max, currency),
    custom: splitList(search.custom).map(readCustom),
    differs: search.differs === 'yes',
    overdue: search.overdue === 'yes',
    untouchedDays: search.untouched === undefined ? null : Number(search.untouched),
    reconstructed: search.reconstructed === 'yes',
  }
}

export function readDealOrder(search: DealSearch): DealOrder {
  const descending = search.sort?.startsWith('-') ?? false
  const by = search.sort?.replace(/^-/, '')
  if (by === undefined) return { by: 'close', descending: (search.status ?? 'open') !== 'open' }
  if (!isSort(by)) throw new LeadoutError('invalid', 'Deals cannot be sorted by that.', { sort: by })
  return { by, descending }
}

/** Joins values for an address; a comma inside a value is escaped. */
export function joinList(values: readonly string[]): string {
  return values.map((value) => value.replaceAll('%', '%25').replaceAll(',', '%2C')).join(',')
}

export function splitList(list: string | undefined): string[] {
  if (list === undefined || list === '') return []
  return list.split(',').map((value) => value.replaceAll('%2C', ',').replaceAll('%25', '%'))
}

function readAmount(amount: string | undefined, currency: string): number | null {
  if (amount === undefined || amount === '') return null
  const minor = Math.round(Number(amount) * 10 ** minorDigits(currency))
  if (!Number.isSafeInteger(minor)) throw new LeadoutError('invalid', 'That is no amount.', { amount })
  return minor
}

function readCustom(custom: string): { field: string; value: string } {
  const at = custom.indexOf('=')
  if (at < 1) throw new LeadoutError('invalid', 'A custom field is written field=value.', { custom })
  return { field: custom.slice(0, at), value: custom.slice(at + 1) }
}

function isSort(column: string): column is DealSort {
  return (DEAL_SORTS as readonly string[]).includes(column)
}
