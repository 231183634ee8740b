import * as z from 'zod'
import { procedure } from '../procedure.ts'
import { figureRefSchema, receiptSchema } from '../receipt.ts'
import { clockInput } from '../scope.ts'

const PAGE_SIZE = 100

export const receiptsContract = {
  get: procedure('deals.read')
    .route({ method: 'POST', path: '/receipts', summary: 'What stands behind a figure', tags: ['Receipts'] })
    .input(
      z.object({
        figure: figureRefSchema,
        offset: z.number().int().min(0).max(10_000_000).default(0),
        limit: z.number().int().min(1).max(1000).default(PAGE_SIZE),
        ...clockInput,
      }),
    )
    .output(receiptSchema),
}
