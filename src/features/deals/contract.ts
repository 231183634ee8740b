import * as z from 'zod'
import { dealSearchSchema } from '#domain/deal/list.ts'
import { DEAL_DIMENSIONS, DEAL_SELECTIONS } from '#domain/deal/selection.ts'
import { procedure } from '../procedure.ts'
import { clockInput, scopeSchema, stampSchema } from '../scope.ts'
import { dealDetailSchema } from '../deal-detail.ts'

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
  nextStepDate: z.iso.date().nullable().optional(),
  type: z.string().max(200).nullable().optional(),
  source: z.string().max(200).nullable().optional(),
  segment: z.string().max(200).nullable().optional(),
  forecastCategory: z.string().max(200).nullable().optional(),
  custom: z.record(z.string().max(200), z.string().max(2000)).optional(),
})
export type DealEditInput = z.infer<typeof editSchema>

/** a date: from then on; `correction`: always, known now; absent: from now on */
const fromSchema = z.union([z.iso.date(), z.literal('correction')])

const editOfDeal = z.object({
  dealId: z.uuid(),
  edit: editSchema,
  /** the values that the editor saw; a field that has another one by now answers `CONFLICT` with it */
  base: editSchema.partial().optional(),
})

const statusSchema = z.enum(['open', 'won', 'lost'])

const sumSchema = z.object({
  count: z.number().int(),
  /** minor units of the organisation's currency; null where a rate is missing */
  minor: z.number().int().nullable(),
  /** currencies for which no rate was found */
  missing: z.array(z.string()),
  /** whether an amount of another currency is part of it */
  converted: z.boolean(),
})
export type DealSum = z.infer<typeof sumSchema>

const groupSchema = sumSchema.extend({
  /** an id, a month, null without any, or `others`: persons whose figures the reader does not see by name */
  key: z.string().nullable(),
  label: z.string().nullable(),
})
export type DealListGroup = z.infer<typeof groupSchema>

const rowSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  status: statusSchema,
  accountId: z.string().nullable(),
  account: z.string().nullable(),
  pipelineId: z.string().nullable(),
  stageId: z.string().nullable(),
  stage: z.string().nullable(),
  ownerId: z.string().nullable(),
  creditedId: z.string().nullable(),
  /** whom the deal counts for */
  owner: z.string().nullable(),
  teamId: z.string().nullable(),
  team: z.string().nullable(),
  /** minor units of `currency`; of a loss the last amount above 0 */
  amount: z.number().int().nullable(),
  currency: z.string(),
  amountOrg: z.number().int().nullable(),
  closeDate: z.string().nullable(),
  outcomeDate: z.string().nullable(),
  createdDate: z.string(),
  nextStep: z.string().nullable(),
  /** by when it is to be done */
  nextStepDate: z.string().nullable(),
  reason: z.string().nullable(),
  type: z.string().nullable(),
  source: z.string().nullable(),
  segment: z.string().nullable(),
  lastTouch: z.number().nullable(),
  /** fields edited here in which the source says something else, and what */
  differs: z.record(z.string(), z.unknown()),
  reconstructed: z.boolean(),
})
export type DealRow = z.infer<typeof rowSchema>

const listInput = z.object({ ...dealSearchSchema.shape, scope: scopeSchema.optional(), ...clockInput })
const MOST_ROWS = 500
const MOST_EDITS = 2000

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
    .input(
      editSchema.extend({
        name: z.string().min(1).max(500),
        /** made by the caller, so that a call sent twice makes one deal */
        dealId: z.uuid().optional(),
      }),
    )
    .output(z.object({ dealId: z.string() })),
  edit: procedure('deals.write')
    .route({ method: 'PATCH', path: '/deals/{dealId}', summary: 'Edit, win or lose a deal', tags })
    .input(editOfDeal.extend({ from: fromSchema.optional() }))
    .output(z.object({ status: z.enum(['open', 'won', 'lost']) })),
  editMany: procedure('deals.write')
    .route({ method: 'POST', path: '/deals/edits', summary: 'Edit many deals at once: all of them or none', tags })
    .input(
      z.object({
        edits: z.array(editOfDeal).min(1).max(MOST_EDITS),
        from: fromSchema.optional(),
        /** by deal, in the place of the `base` of its edit: what the editor has seen since */
        base: z.record(z.uuid(), editSchema.partial()).optional(),
      }),
    )
    .output(z.object({ changed: z.number().int() })),
  editListed: procedure('deals.write')
    .route({
      method: 'POST',
      path: '/deals/edits/listed',
      summary: 'Edit every deal of a list, in the background',
      tags,
    })
    .input(
      z.object({
        /** made by the caller: the edit is followed and taken back by it */
        editId: z.uuid(),
        search: z.object(dealSearchSchema.shape),
        scope: scopeSchema,
        change: z.union([
          z.object({ edit: editSchema }),
          z.object({ won: z.boolean(), reason: z.string().max(500).nullable() }),
        ]),
      }),
    )
    .output(z.object({ total: z.number().int() })),
  listedEdits: procedure('deals.write')
    .route({ method: 'GET', path: '/deals/edits/listed', summary: 'Own edits of lists that are under way', tags })
    .output(
      z.object({
        edits: z.array(
          z.object({ editId: z.string(), total: z.number().int(), done: z.number().int(), undoing: z.boolean() }),
        ),
      }),
    ),
  undoListed: procedure('deals.write')
    .route({ method: 'DELETE', path: '/deals/edits/listed/{editId}', summary: 'Take back an edit of a list', tags })
    .input(z.object({ editId: z.uuid() }))
    .output(z.object({})),
  remove: procedure('deals.write')
    .route({ method: 'DELETE', path: '/deals/{dealId}', summary: 'Take back a deal made by hand', tags })
    .input(z.object({ dealId: z.uuid() }))
    .output(z.object({ dealId: z.string() })),
  board: procedure('deals.read')
    .route({
      method: 'POST',
      path: '/deals/board',
      summary: 'A list of deals: its groups with what they add up to, and a window of its rows',
      tags,
    })
    .input(
      listInput.extend({
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(0).max(MOST_ROWS).default(100),
      }),
    )
    .output(
      z.object({
        ...stampSchema.shape,
        currency: z.string(),
        total: sumSchema,
        groups: z.array(groupSchema),
        offset: z.number().int(),
        rows: z.array(rowSchema),
      }),
    ),
  choices: procedure('deals.read')
    .route({
      method: 'GET',
      path: '/deals/choices',
      summary: 'What the fields of deals hold: for filters and forms',
      tags,
    })
    .output(
      z.object({
        segments: z.array(z.string()),
        sources: z.array(z.string()),
        types: z.array(z.string()),
        /** used before for deals won and lost, the most frequent first, then the usual ones */
        reasons: z.object({ won: z.array(z.string()), lost: z.array(z.string()) }),
        custom: z.array(z.object({ field: z.string(), values: z.array(z.string()) })),
      }),
    ),
  get: procedure('deals.read')
    .route({ method: 'GET', path: '/deals/{dealId}', summary: 'A deal with its history, people and activities', tags })
    .input(z.object({ dealId: z.uuid(), ...clockInput }))
    .output(dealDetailSchema.extend({ deal: rowSchema })),
}
