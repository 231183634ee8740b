import * as z from 'zod'
import { DEAL_DIMENSIONS, DEAL_SELECTIONS } from '#domain/deal/selection.ts'
import { procedure } from '../procedure.ts'
import { clockInput } from '../scope.ts'

const tags = ['Deals']

const selection = z.object({
  status: z.enum(DEAL_SELECTIONS).default('all'),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** `field=value`, repeated for several */
  filters: z.array(z.string().max(300)).max(20).optional(),
  ...clockInput,
})

const figureSchema = z.object({
  key: z.string().nullable(),
  label: z.string().nullable(),
  count: z.number().int(),
  /** major units of `currency` */
  amount: z.number(),
  currency: z.string(),
})

const dealSchema = z.object({
  id: z.string(),
  externalId: z.string().nullable(),
  name: z.string().nullable(),
  status: z.enum(['open', 'won', 'lost']),
  stage: z.string().nullable(),
  /** major units of `currency`; of a loss the last amount above 0 */
  amount: z.number().nullable(),
  currency: z.string().nullable(),
  createdAt: z.string(),
  outcomeDate: z.string().nullable(),
  closeDate: z.string().nullable(),
  ownerId: z.string().nullable(),
  owner: z.string().nullable(),
  teamId: z.string().nullable(),
  managerId: z.string().nullable(),
  accepted: z.boolean(),
  reconstructed: z.boolean(),
})

const editSchema = z.object({
  name: z.string().min(1).max(500).optional(),
  stageId: z.uuid().optional(),
  ownerId: z.uuid().nullable().optional(),
  accountId: z.uuid().nullable().optional(),
  /** minor units of `currency` */
  amount: z.number().int().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER).nullable().optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  closeDate: z.iso.date().nullable().optional(),
  reason: z.string().max(500).nullable().optional(),
  nextStep: z.string().max(2000).nullable().optional(),
})

export const dealsContract = {
  figures: procedure('deals.read')
    .route({ method: 'GET', path: '/deals/figures', summary: 'Count and add up deals by a dimension', tags })
    .input(selection.extend({ by: z.enum(DEAL_DIMENSIONS).default('owner') }))
    .output(z.object({ rows: z.array(figureSchema) })),
  list: procedure('deals.read')
    .route({ method: 'GET', path: '/deals', summary: 'The deals themselves', tags })
    .input(selection)
    .output(z.object({ deals: z.array(dealSchema) })),
  stages: procedure('deals.read')
    .route({ method: 'GET', path: '/deals/stages', summary: 'Pipelines and their stages in force', tags })
    .output(
      z.object({
        stages: z.array(
          z.object({
            id: z.string(),
            name: z.string(),
            kind: z.enum(['open', 'won', 'lost']),
            order: z.number(),
            pipelineId: z.string(),
            pipeline: z.string(),
          }),
        ),
      }),
    ),
  create: procedure('deals.write')
    .route({ method: 'POST', path: '/deals', successStatus: 201, summary: 'Make a deal by hand', tags })
    .input(editSchema.extend({ name: z.string().min(1).max(500) }))
    .output(z.object({ dealId: z.string() })),
  edit: procedure('deals.write')
    .route({ method: 'PATCH', path: '/deals/{dealId}', summary: 'Edit, win or lose a deal', tags })
    .input(
      z.object({
        dealId: z.uuid(),
        edit: editSchema,
        /** a date: from then on; `correction`: always, known now; absent: from now on */
        from: z.union([z.iso.date(), z.literal('correction')]).optional(),
      }),
    )
    .output(z.object({ status: z.enum(['open', 'won', 'lost']) })),
}
