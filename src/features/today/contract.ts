import * as z from 'zod'
import { BARS } from '#domain/changes/waterfall.ts'
import { dealSearchSchema } from '#domain/deal/list.ts'
import { paceHeadSchema, paceRowSchema } from '../pace-row.ts'
import { procedure } from '../procedure.ts'
import { clockInput, periodSchema, scopeSchema, stampSchema } from '../scope.ts'

/** Who reads: what Today shows first follows from the access level. `alone`: someone who sells without a team. */
export const PERSONAS = ['alone', 'rep', 'lead', 'manager', 'founder'] as const
export type Persona = (typeof PERSONAS)[number]

export const TODAY_LISTS = ['quiet', 'closing', 'overdue', 'stuck', 'largest'] as const
export type TodayListId = (typeof TODAY_LISTS)[number]

const rowSchema = z.object({
  dealId: z.string(),
  name: z.string(),
  account: z.string().nullable(),
  owner: z.string().nullable(),
  stage: z.string().nullable(),
  amount: z.number().int().nullable(),
  currency: z.string(),
  closeDate: z.iso.date().nullable(),
  nextStep: z.string().nullable(),
  nextStepDate: z.iso.date().nullable(),
  lastTouch: z.number().nullable(),
})
export type TodayRow = z.infer<typeof rowSchema>

const listSchema = z.object({
  id: z.enum(TODAY_LISTS),
  /** the question behind it, as a list of deals and its receipt take it */
  search: dealSearchSchema,
  count: z.number().int(),
  /** minor units of the organisation's currency; null where a rate is missing */
  minor: z.number().int().nullable(),
  rows: z.array(rowSchema),
  /** by which day a deal is overdue: where no next step has a date, the day it was to close; null for other lists */
  due: z.enum(['next-step', 'close-date']).nullable(),
  /** what would fill a list that cannot say anything; null where it can */
  lacks: z.enum(['activities', 'close-dates', 'open-deals']).nullable(),
})
export type TodayList = z.infer<typeof listSchema>

const changeSchema = z.object({ part: z.enum(BARS), count: z.number().int(), amount: z.number().int() })

const personSchema = z.object({
  personId: z.string(),
  name: z.string(),
  /** won in the last four weeks, and in the four before */
  won: z.number().int(),
  wonBefore: z.number().int(),
  /** of open deals without a touch in 30 days */
  untouched: z.number().int(),
})
export type TodayPerson = z.infer<typeof personSchema>

export const todaySchema = stampSchema.extend({
  persona: z.enum(PERSONAS),
  scope: scopeSchema,
  label: z.string(),
  currency: z.string(),
  head: paceHeadSchema,
  pace: paceRowSchema,
  remaining: z.number().int().nullable(),
  /** where it would have landed by what was so a week ago; null where it was too early to tell */
  landedBefore: z.object({ date: z.iso.date(), minor: z.number().int() }).nullable(),
  lists: z.array(listSchema),
  /** what moved in the pipeline since an evening; null for those to whom it is not shown first */
  changes: z.object({ from: z.iso.date(), bars: z.array(changeSchema) }).nullable(),
  people: z
    .object({
      /** first and last day of both four weeks */
      now: z.object({ from: z.iso.date(), to: z.iso.date() }),
      before: z.object({ from: z.iso.date(), to: z.iso.date() }),
      rows: z.array(personSchema),
    })
    .nullable(),
})
export type Today = z.infer<typeof todaySchema>

export const todayContract = {
  get: procedure('figures.read')
    .route({ method: 'GET', path: '/today', summary: 'What matters today, by who asks', tags: ['Today'] })
    .input(z.object({ scope: scopeSchema, period: periodSchema, ...clockInput }))
    .output(todaySchema),
}
