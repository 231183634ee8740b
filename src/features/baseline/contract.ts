import * as z from 'zod'
import { type Lever, LEVERS } from '#domain/baseline/rep-maths.ts'
import { columnSchema, shownSchema } from '../metric-figure.ts'
import { procedure } from '../procedure.ts'
import { clockInput, periodSchema, scopeSchema, stampSchema } from '../scope.ts'

/** Days that a baseline may look back. */
export const LOOKS_BACK = [90, 182, 365] as const

const coreSchema = z.object({
  column: columnSchema,
  figure: shownSchema,
  /** the 90 % interval; null where the kind has none */
  low: z.number().nullable(),
  high: z.number().nullable(),
})
export type Core = z.infer<typeof coreSchema>

const rowSchema = z.object({
  column: columnSchema,
  /** what a pace is given for */
  every: z.enum(['week', 'month']),
  /** of the whole window */
  figure: shownSchema,
  /** how much of it each win took; null of what does not add up, and without a win. `high` is null beyond all bounds */
  perWin: z.object({ value: z.number(), low: z.number(), high: z.number().nullable() }).nullable(),
  /** the mean of a seller's week or month */
  pace: z.number().nullable(),
  /** the same that the goal of the period asks for, were each win to take as much; null without a goal */
  needed: z.number().nullable(),
})
export type BaselineRow = z.infer<typeof rowSchema>

export const EFFORT_IDS = ['meetings', 'calls', 'emails', 'contacts', 'cycle'] as const

const effortSchema = z.object({
  id: z.enum(EFFORT_IDS),
  /** the middle half */
  low: z.number(),
  middle: z.number(),
  high: z.number(),
})
export type Effort = z.infer<typeof effortSchema>

const baselineSchema = stampSchema.extend({
  label: z.string(),
  currency: z.string(),
  from: z.string(),
  to: z.string(),
  /** people of the scope who did any selling, and their selling days */
  sellers: z.number().int(),
  sellerDays: z.number().int(),
  rows: z.array(rowSchema),
  won: coreSchema,
  winRate: coreSchema,
  size: coreSchema,
  cycle: coreSchema,
  /** coefficient of variation of the amounts won */
  spread: z.number(),
  /** of each deal won from its creation to the win */
  efforts: z.array(effortSchema),
  /** false: no meetings are on record, and rep maths counts deals decided instead */
  byMeetings: z.boolean(),
  /** sellers who decided deals: whose year rep maths is */
  closers: z.number().int(),
  /** what rep maths begins with; null where nothing is on record */
  levers: z.record(z.enum(LEVERS), z.number().nullable()),
  /** by lever of rep maths what a quarter of the company's sellers reach, and of how many */
  reach: z.partialRecord(z.enum(LEVERS), z.object({ value: z.number(), people: z.number().int() })),
  /** deals that `efforts` speak of */
  deals: z.number().int(),
  /** bookings asked of the scope in the period, minor units */
  goal: z.number().nullable(),
  /** deals to win for it at the average size; null without a goal or a size */
  wins: z.number().nullable(),
})
export type Baseline = z.infer<typeof baselineSchema>

export const baselineContract = {
  read: procedure('figures.read')
    .route({
      method: 'GET',
      path: '/baseline',
      summary: 'What a deal won takes, from the own deals won',
      tags: ['Metrics'],
    })
    .input(
      z.object({
        scope: scopeSchema,
        period: periodSchema,
        days: z.coerce.number().int().min(30).max(731).default(365),
        ...clockInput,
      }),
    )
    .output(baselineSchema),
}

/** What stands in the place of meetings where none are on record. */
export const DEALS_A_WEEK = 'Deals decided a week'

export const LEVER_LABELS: Readonly<Record<Lever, string>> = {
  meetings: 'Meetings a week',
  followUps: 'Follow-ups for each first meeting',
  dealsPerFirst: 'Deals decided for each first meeting',
  winRate: 'Win rate',
  size: 'Average deal size',
  cycle: 'Sales cycle',
  weeks: 'Weeks of selling a year',
}

/** What a lever is written in. */
export const LEVER_UNITS: Readonly<Record<Lever, string>> = {
  meetings: 'ratio',
  followUps: 'ratio',
  dealsPerFirst: 'ratio',
  winRate: 'share',
  size: 'money',
  cycle: 'days',
  weeks: 'ratio',
}
