import * as z from 'zod'
import { procedure } from '../procedure.ts'

const foundSchema = z.object({
  kind: z.enum(['deal', 'account', 'contact', 'metric']),
  id: z.string(),
  label: z.string(),
  /** what tells two of the same name apart; null without */
  detail: z.string().nullable(),
})
export type Found = z.infer<typeof foundSchema>

export const searchContract = {
  find: procedure('deals.read')
    .route({
      method: 'GET',
      path: '/search',
      summary: 'Find deals, accounts, contacts and metrics by name',
      tags: ['Search'],
    })
    .input(z.object({ text: z.string().trim().min(1).max(200) }))
    .output(z.object({ found: z.array(foundSchema) })),
}
