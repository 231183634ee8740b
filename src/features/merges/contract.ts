import * as z from 'zod'
import { MERGE_KINDS } from '#domain/merge/references.ts'
import { procedure } from '../procedure.ts'

const tags = ['Merging']

const pair = {
  /** ceases to exist */
  from: z.uuid(),
  /** stands for both */
  into: z.uuid(),
}

const answer = z.object({ mergeId: z.string() })

export const mergesContract = {
  merge: procedure('accounts.write')
    .route({ method: 'POST', path: '/merges', summary: 'Make two accounts, contacts or deals one', tags })
    .input(z.object({ kind: z.enum(['account', 'contact', 'deal']), ...pair }))
    .output(answer),
  mergePeople: procedure('imports.manage')
    .route({ method: 'POST', path: '/merges/people', summary: 'Make two people of ours one', tags })
    .input(z.object(pair))
    .output(answer),
  split: procedure('accounts.write')
    .route({ method: 'DELETE', path: '/merges/{mergeId}', summary: 'Take a merge back', tags })
    .input(z.object({ mergeId: z.uuid() })),
  /** What one thing was made of: those that were merged into it. */
  of: procedure('deals.read')
    .route({ method: 'GET', path: '/merges', summary: 'What was merged into one thing', tags })
    .input(z.object({ kind: z.enum(MERGE_KINDS), id: z.uuid() }))
    .output(
      z.object({ merges: z.array(z.object({ mergeId: z.string(), name: z.string().nullable(), at: z.number() })) }),
    ),
}
