import * as z from 'zod'
import { procedure } from '../procedure.ts'

const tags = ['Mail and calendar']

export const SHOWN = ['stored', 'busy', 'aside', 'left'] as const
export type Shown = (typeof SHOWN)[number]

const count = z.number().int()

const countsSchema = z.object({
  meetings: count,
  sent: count,
  received: count,
  aside: count,
  notHeld: count,
  long: count,
  twice: count,
  matched: z.partialRecord(z.enum(['deal', 'contact', 'lead', 'account']), count),
  busy: z.partialRecord(z.enum(['internal', 'alone', 'private']), count),
  left: z.partialRecord(
    z.enum([
      'internal',
      'newsletter',
      'automatic',
      'free-mail',
      'sensitive',
      'not-business',
      'declined',
      'free',
      'cancelled',
    ]),
    count,
  ),
})
export type UploadCounts = z.infer<typeof countsSchema>

const uploadSchema = z.object({
  id: z.string(),
  label: z.string(),
  state: z.enum(['staging', 'questions', 'ready', 'applying', 'done', 'failed', 'undone']),
  /** whose it is; null in one's own list */
  person: z.string().nullable(),
  complete: z.boolean(),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  undoUntil: z.number().nullable(),
  /** entries read or written so far, while that is under way */
  progress: count.nullable(),
  counts: countsSchema.nullable(),
  written: z.object({ new: count, changed: count, unchanged: count, gone: count }).nullable(),
  error: z.string().nullable(),
})
export type Upload = z.infer<typeof uploadSchema>

const domainSchema = z.object({ domain: z.string(), entries: count, lastAt: z.number() })
export type AsideDomain = z.infer<typeof domainSchema>

const problemSchema = z.object({
  reason: z.string(),
  remedy: z.string().nullable(),
  severity: z.enum(['reject', 'cell', 'skip', 'note']),
  rows: count,
  examples: z.array(z.object({ file: z.string(), row: count.nullable(), value: z.string().nullable() })),
})
export type UploadProblem = z.infer<typeof problemSchema>

const entrySchema = z.object({
  id: z.string(),
  at: z.number(),
  /** set where it has no time of day */
  date: z.string().nullable(),
  kind: z.enum(['mail', 'meeting']),
  direction: z.enum(['inbound', 'outbound']).nullable(),
  seconds: count.nullable(),
  held: z.boolean(),
  fate: z.enum(['store', 'busy', 'aside', 'leave']),
  /** why: by what it was matched, what kind of busy time it is, or why it is left out */
  why: z.string(),
  /** contacts by name, everyone else by the domain of their address */
  others: z.array(z.string()),
  account: z.object({ id: z.string(), name: z.string() }).nullable(),
  deal: z.object({ id: z.string(), name: z.string() }).nullable(),
})
export type UploadEntry = z.infer<typeof entrySchema>

const byId = z.object({ importId: z.uuid() })

/**
 * A route stays outside the contract because it streams: POST /api/v1/captures/files (multipart, field `file`,
 * repeated; `?complete=true` where the files are a whole calendar) answers { importId }.
 */
export const capturesContract = {
  mine: procedure('signed-in')
    .route({ method: 'GET', path: '/captures', summary: 'Own mailboxes and calendars, newest first', tags })
    .output(
      z.object({
        /** who the user is among those who sell; null: no one, so there is nothing to upload for */
        person: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
        uploads: z.array(uploadSchema),
        /** companies that no account has, with how much is set aside */
        domains: z.array(domainSchema),
      }),
    ),
  everybody: procedure('imports.manage')
    .route({
      method: 'GET',
      path: '/captures/everybody',
      summary: 'Uploads of everybody, without what is in them',
      tags,
    })
    .output(z.object({ uploads: z.array(uploadSchema) })),
  get: procedure('signed-in')
    .route({ method: 'GET', path: '/captures/{importId}', summary: 'One upload of one’s own', tags })
    .input(byId)
    .output(z.object({ upload: uploadSchema, domains: z.array(domainSchema), problems: z.array(problemSchema) })),
  entries: procedure('signed-in')
    .route({
      method: 'GET',
      path: '/captures/{importId}/entries',
      summary: 'Entries of an upload with what becomes of each',
      tags,
    })
    .input(
      byId.extend({
        show: z.enum(SHOWN),
        offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ entries: z.array(entrySchema) })),
  apply: procedure('signed-in')
    .route({ method: 'POST', path: '/captures/{importId}/apply', successStatus: 202, summary: 'Write an upload', tags })
    .input(byId)
    .output(uploadSchema),
  again: procedure('signed-in')
    .route({
      method: 'POST',
      path: '/captures/{importId}/again',
      successStatus: 202,
      summary: 'Work out again what an upload would bring',
      tags,
    })
    .input(byId)
    .output(uploadSchema),
  remove: procedure('signed-in')
    .route({ method: 'DELETE', path: '/captures/{importId}', summary: 'Remove an upload never written', tags })
    .input(byId)
    .output(byId),
  undo: procedure('signed-in')
    .route({
      method: 'POST',
      path: '/captures/{importId}/undo',
      successStatus: 202,
      summary: 'Take an upload back',
      tags,
    })
    .input(byId)
    .output(byId),
  redo: procedure('signed-in')
    .route({ method: 'POST', path: '/captures/{importId}/redo', successStatus: 202, summary: 'Write it again', tags })
    .input(byId)
    .output(byId),
  learn: procedure('accounts.write')
    .route({ method: 'PUT', path: '/captures/domains/{domain}', summary: 'Say whose a domain is', tags })
    .input(
      z.object({
        domain: z.string().min(1).max(253),
        owner: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('account'), accountId: z.uuid() }),
          z.object({ kind: z.literal('new-account'), name: z.string().trim().min(1).max(200) }),
          z.object({ kind: z.literal('not-business') }),
        ]),
      }),
    )
    .output(z.object({ accountId: z.string().nullable(), matched: count })),
  forget: procedure('accounts.write')
    .route({ method: 'DELETE', path: '/captures/domains/{domain}', summary: 'Forget whose a domain is', tags })
    .input(z.object({ domain: z.string().min(1).max(253) }))
    .output(z.object({})),
}
