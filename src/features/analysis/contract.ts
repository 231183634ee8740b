import * as z from 'zod'
import { procedure } from '../procedure.ts'
import { clockInput } from '../scope.ts'

const tags = ['Analysis']

export const analysisContract = {
  query: procedure('figures.read')
    .route({ method: 'GET', path: '/analysis/query', summary: 'The answer to one SQL statement over the views', tags })
    .input(z.object({ sql: z.string().min(1).max(8000), ...clockInput }))
    .output(
      z.object({
        columns: z.array(z.string()),
        rows: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))),
        /** there are more than these 10,000 rows */
        cut: z.boolean(),
      }),
    ),
  views: procedure('figures.read')
    .route({ method: 'GET', path: '/analysis/views', summary: 'The views that SQL can read, with their columns', tags })
    .output(
      z.array(
        z.object({
          name: z.string(),
          about: z.string(),
          columns: z.array(z.object({ name: z.string(), type: z.string() })),
        }),
      ),
    ),
}
