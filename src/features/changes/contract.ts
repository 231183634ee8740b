import * as z from 'zod'
import { BARS, PARTS } from '#domain/changes/waterfall.ts'
import { procedure } from '../procedure.ts'
import { clockInput, momentSchema, periodSchema, scopeSchema, stampSchema } from '../scope.ts'

const tags = ['Changes']

const changesInput = z.object({
  /** the opening moment; a date means the end of that day */
  from: momentSchema,
  /** the closing moment; without it `asOf`, else the organisation's clock */
  to: momentSchema.optional(),
  /** only deals that close in this period */
  closingIn: periodSchema.optional(),
  scope: scopeSchema.optional(),
  /** `field=value`, as for lists of deals */
  filters: z.array(z.string().max(300)).max(20).optional(),
  /** reads the opening moment by what was known then */
  openingKnownAt: momentSchema.optional(),
  ...clockInput,
})

/** `amount` in minor units, without sign; `count` of grown and shrunk are deals that stand in opening or won, too. */
const tallySchema = z.object({ count: z.number().int(), amount: z.number().int() })

const momentsSchema = z.object({
  /** the opening moment, in epoch ms, and its local day */
  from: z.number(),
  fromDate: z.iso.date(),
  to: z.number(),
  toDate: z.iso.date(),
})

/**
 * opening + new + pulledIn + grown + movedIn + reopened - shrunk - pushed - movedOut - lost - won = closing
 */
export const waterfallSchema = stampSchema.extend(momentsSchema.shape).extend({
  label: z.string(),
  currency: z.string(),
  opening: tallySchema,
  bars: z.record(z.enum(BARS), tallySchema),
  closing: tallySchema,
  /** open outside of the scope at the opening, decided within it at the closing: in none of the bars */
  passed: z.object({ won: tallySchema, lost: tallySchema }),
})
export type WaterfallAnswer = z.infer<typeof waterfallSchema>

const endSchema = z
  .object({
    status: z.enum(['open', 'won', 'lost']),
    /** minor units of `currency` at the plan rate */
    amount: z.number().int().nullable(),
    closeDate: z.iso.date().nullable(),
    stage: z.string().nullable(),
    owner: z.string().nullable(),
  })
  .nullable()

const changedSchema = z.object({
  dealId: z.string(),
  name: z.string(),
  account: z.string().nullable(),
  /** what it gives to the bar */
  given: z.number().int(),
  /** null where the deal is not there at that moment */
  opening: endSchema,
  closing: endSchema,
})
export type ChangedDeal = z.infer<typeof changedSchema>

export const changesContract = {
  waterfall: procedure('figures.read')
    .route({ method: 'GET', path: '/changes', summary: 'What moved in the pipeline between two moments', tags })
    .input(changesInput)
    .output(waterfallSchema),
  rows: procedure('figures.read')
    .route({ method: 'GET', path: '/changes/rows', summary: 'The deals behind one bar', tags })
    .input(
      changesInput.extend({
        part: z.enum(PARTS),
        offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
        limit: z.coerce.number().int().min(1).max(1000).default(100),
      }),
    )
    .output(
      z.object({
        currency: z.string(),
        count: z.number().int(),
        amount: z.number().int(),
        deals: z.array(changedSchema),
      }),
    ),
}
