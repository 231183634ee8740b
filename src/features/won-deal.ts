import * as z from 'zod'

/** A win as the strip and the list show it. */
export const wonDealSchema = z.object({
  dealId: z.string(),
  name: z.string(),
  /** null: no person is credited, or the viewer may not see who */
  owner: z.string().nullable(),
  /** minor units; null where amounts are hidden or missing */
  amount: z.number().int().nullable(),
  currency: z.string(),
  /** local date of the outcome */
  date: z.iso.date(),
  /** epoch ms at which it became known here */
  knownAt: z.number(),
})
export type WonDeal = z.infer<typeof wonDealSchema>
