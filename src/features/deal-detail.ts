import * as z from 'zod'
import { figureValueSchema } from './receipt.ts'
import { stampSchema } from './scope.ts'

/** One value of one field that the ledger tells of. */
const changeSchema = z.object({
  /** of the ledger's row; several fields may share one */
  id: z.string(),
  field: z.string(),
  value: figureValueSchema.nullable(),
  /** epoch ms; null: always */
  validAt: z.number().nullable(),
  /** the local date where the source gave no time */
  validDate: z.string().nullable(),
  knownAt: z.number().nullable(),
  recordedAt: z.number(),
  by: z.string().nullable(),
  /** `leadout`, `salesforce`, `file` ... */
  source: z.string(),
  importId: z.string().nullable(),
  /** what the import was called */
  import: z.string().nullable(),
  reconstructed: z.boolean(),
  /** when it was withdrawn, by undoing its import; null while it stands */
  withdrawnAt: z.number().nullable(),
})
export type DealChange = z.infer<typeof changeSchema>

const personSchema = z.object({ id: z.string(), name: z.string().nullable() })

const activitySchema = z.object({
  id: z.string(),
  type: z.string(),
  /** epoch ms; null where the reader sees the week alone */
  at: z.number().nullable(),
  /** the local day, or the first day of its week where the reader sees the week alone */
  date: z.string(),
  wholeWeek: z.boolean(),
  direction: z.enum(['inbound', 'outbound']).nullable(),
  seconds: z.number().nullable(),
  held: z.boolean(),
  touch: z.boolean(),
  person: personSchema.nullable(),
  contacts: z.array(z.string()),
})
export type DealActivity = z.infer<typeof activitySchema>

/** Everything a deal's drawer shows beside the row of the list. */
export const dealDetailSchema = z.object({
  ...stampSchema.shape,
  orgCurrency: z.string(),
  externalId: z.string().nullable(),
  /** the sources that hold the deal, by name */
  sources: z.array(z.string()),
  createdAt: z.number().nullable(),
  creator: z.string().nullable(),
  statusSince: z.number().nullable(),
  pipeline: z.string().nullable(),
  present: z.object({ owner: z.string().nullable(), amount: z.number().int().nullable() }),
  forecastCategory: z.string().nullable(),
  /** what one unit of the deal's currency is in the organisation's, from which day, by which kind of rate */
  rate: z.object({ rate: z.string(), date: z.string(), kind: z.enum(['plan', 'daily']) }).nullable(),
  custom: z.record(z.string(), z.string()),
  /** where an edit made here stands against a source */
  differs: z.array(
    z.object({
      field: z.string(),
      ours: figureValueSchema.nullable(),
      theirs: figureValueSchema.nullable(),
      /** what the field is set to when ours is dropped */
      raw: z.union([z.string(), z.number(), z.null()]),
    }),
  ),
  changes: z.array(changeSchema),
  lineItems: z.array(
    z.object({
      id: z.string(),
      product: z.string().nullable(),
      quantity: z.number().nullable(),
      listPrice: z.number().nullable(),
      price: z.number().nullable(),
      discount: z.string().nullable(),
      total: z.number().nullable(),
      currency: z.string(),
    }),
  ),
  contacts: z.array(
    z.object({
      id: z.string(),
      name: z.string().nullable(),
      title: z.string().nullable(),
      touches: z.number().int(),
      lastTouch: z.string().nullable(),
    }),
  ),
  activities: z.array(activitySchema),
  /** all there are, not only those listed */
  activityCount: z.number().int(),
  /** touches of each of the last weeks, the oldest first */
  weeks: z.array(
    z.object({ from: z.string(), inbound: z.number().int(), outbound: z.number().int(), other: z.number().int() }),
  ),
})
export type DealDetail = z.infer<typeof dealDetailSchema>
