import * as z from 'zod'
import { scopeSchema } from './scope.ts'

/**
 * One bar: booked against goal, with pace and landing. Shares are fractions of the goal (0.69 = 69 %) and null
 * without a goal; money is in minor units of the currency beside the rows, null where amounts are hidden.
 */
export const paceRowSchema = z.object({
  scope: scopeSchema,
  label: z.string(),
  booked: z.number().int().nullable(),
  goal: z.number().int().nullable(),
  bookedShare: z.number().nullable(),
  /** booked share less pace, in percentage points */
  aheadPoints: z.number().nullable(),
  lands: z.number().int().nullable(),
  /** null where fewer than five selling days are behind it */
  landsShare: z.number().nullable(),
})
export type PaceRow = z.infer<typeof paceRowSchema>

/** Where the period stands: shared by every row of one page. */
export const paceHeadSchema = z.object({
  period: z.string(),
  /** first and last local date */
  from: z.iso.date(),
  to: z.iso.date(),
  /** selling days elapsed, today included */
  sellingDay: z.number().int(),
  sellingDays: z.number().int(),
  /** sellingDay / sellingDays, 0 to 1; null for a period without a selling day */
  pace: z.number().nullable(),
})
export type PaceHead = z.infer<typeof paceHeadSchema>
