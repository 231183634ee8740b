import * as z from 'zod'
import { procedure } from '../procedure.ts'
import { paceHeadSchema, paceRowSchema } from '../pace-row.ts'
import { clockInput, periodSchema, scopeSchema, stampSchema } from '../scope.ts'
import { wonDealSchema } from '../won-deal.ts'

const tags = ['Sprint']

export const goalSourceSchema = z.enum(['quota', 'commit', 'shared'])

const goalSchema = z.object({
  minor: z.number().int(),
  source: goalSourceSchema,
  /** set where the goal is the sum of the members' goals: how many members have one, of how many */
  computedFrom: z.object({ members: z.number().int(), withGoal: z.number().int() }).nullable(),
})

export const burnDownDaySchema = z.object({
  date: z.iso.date(),
  selling: z.boolean(),
  /** goal in force that evening less booked; null after as-of and without a goal */
  remaining: z.number().nullable(),
  /** the pace line, flat on non-selling days; null without a goal */
  ideal: z.number().nullable(),
})

/** Remaining to goal against ideal. Money in minor units of `currency`. */
export const burnDownSchema = paceHeadSchema.extend(stampSchema.shape).extend({
  scope: scopeSchema,
  label: z.string(),
  currency: z.string(),
  goal: goalSchema.nullable(),
  /** in force at the start of the first day: where the lines begin */
  openingGoal: z.number().nullable(),
  goalChanges: z.array(z.object({ date: z.iso.date(), from: z.number().int().nullable(), to: z.number().int() })),
  days: z.array(burnDownDaySchema),
  booked: z.number().int(),
  bookedShare: z.number().nullable(),
  aheadPoints: z.number().nullable(),
  /** amount of open deals that close in the period, weighted; null where stages have no probability */
  openWeighted: z.number().int().nullable(),
  /** goal less booked, not below 0; null without a goal */
  remaining: z.number().int().nullable(),
  sellingDaysLeft: z.number().int(),
  /** remaining / selling days left; null without a goal or when no day is left */
  neededPerDay: z.number().int().nullable(),
  /** mean daily bookings of the last 20 selling days; null with fewer than five */
  recentPerDay: z.number().int().nullable(),
  /** metrics.md Pace and lands-at; `days` is how many selling days the mean has behind it */
  landsAt: z.object({ minor: z.number().int(), share: z.number().nullable(), days: z.number().int() }).nullable(),
  /** what a new goal is proposed as: the median of the bookings of the last three months */
  medianOfLastThree: z.number().int().nullable(),
  won: z.array(wonDealSchema),
})
export type BurnDown = z.infer<typeof burnDownSchema>

/** Open deals due in the period, largest first: what could still close the gap. */
const closingDealSchema = z.object({
  dealId: z.string(),
  name: z.string(),
  account: z.string().nullable(),
  owner: z.string().nullable(),
  stage: z.string().nullable(),
  amount: z.number().int().nullable(),
  currency: z.string(),
  closeDate: z.iso.date(),
})
export type ClosingDeal = z.infer<typeof closingDealSchema>

const figureInput = z.object({ scope: scopeSchema, period: periodSchema, ...clockInput })

export const sprintContract = {
  burnDown: procedure('figures.read')
    .route({ method: 'GET', path: '/sprint/burn-down', summary: 'Remaining to goal against ideal', tags })
    .input(figureInput)
    .output(burnDownSchema),
  /** One bar per child of the scope: teams of the company or an office, people of a team where the viewer may see them. */
  bars: procedure('figures.read')
    .route({
      method: 'GET',
      path: '/sprint/bars',
      summary: 'Pace bars of the teams, offices or people below a scope',
      tags,
    })
    .input(figureInput.extend({ by: z.enum(['team', 'office', 'person']) }))
    .output(paceHeadSchema.extend(stampSchema.shape).extend({ currency: z.string(), rows: z.array(paceRowSchema) })),
  closing: procedure('figures.read')
    .route({ method: 'GET', path: '/sprint/closing', summary: 'Open deals that are due in the period', tags })
    .input(figureInput.extend({ limit: z.coerce.number().int().min(1).max(200).default(20) }))
    .output(stampSchema.extend({ deals: z.array(closingDealSchema), total: z.number().int() })),
}
