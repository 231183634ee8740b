import * as z from 'zod'
import { OBJECT_KINDS } from '#domain/import/object-kind.ts'
import { FINDINGS } from '#domain/quality/finding.ts'
import { QUALITY_ISSUES } from '#domain/quality/issue.ts'
import { procedure } from '../procedure.ts'

const tags = ['Sources']

export const importStateSchema = z.enum(['staging', 'questions', 'ready', 'applying', 'done', 'failed', 'undone'])
export type ImportState = z.infer<typeof importStateSchema>

const progressSchema = z.object({
  phase: z.enum(['reading', 'recognising', 'matching', 'applying', 'folding', 'finishing']),
  rows: z.number().int(),
  /** null while the number of rows is not known yet */
  rowsTotal: z.number().int().nullable(),
  rowsPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
})
export type ImportProgress = z.infer<typeof progressSchema>

const countsSchema = z.object({
  new: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  rejected: z.number().int(),
})
export type ImportCounts = z.infer<typeof countsSchema>

const importSchema = z.object({
  id: z.string(),
  label: z.string(),
  state: importStateSchema,
  files: z.array(z.object({ name: z.string(), bytes: z.number().int(), rows: z.number().int() })),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  undoneAt: z.number().nullable(),
  /** until when undo is offered, or redo once it is undone; null when neither is */
  undoUntil: z.number().nullable(),
  by: z.string().nullable(),
  progress: progressSchema.nullable(),
  counts: countsSchema.nullable(),
  error: z.string().nullable(),
})
export type Import = z.infer<typeof importSchema>

const columnSchema = z.object({
  index: z.number().int(),
  header: z.string(),
  /** null: kept as a custom field, or left out when `ignored` */
  field: z.string().nullable(),
  ignored: z.boolean(),
  /** sure from 0.9, check from 0.5, below that ignored unless someone chooses */
  confidence: z.number(),
  /** how the first rows are written, and how they were read; null where a cell could not be read */
  examples: z.array(z.object({ raw: z.string(), read: z.string().nullable() })),
  /** values read as others, as someone repaired them */
  replaced: z.array(z.object({ value: z.string(), as: z.string() })),
})
export type PreviewColumn = z.infer<typeof columnSchema>

const previewFileSchema = z.object({
  fileNo: z.number().int(),
  name: z.string(),
  /** null: not recognised, left out */
  object: z.enum(OBJECT_KINDS).nullable(),
  /** the vendor's word for such files, or why it is left out */
  label: z.string(),
  confidence: z.number(),
  vendor: z.enum(['salesforce', 'hubspot', 'zoho', 'pipedrive', 'export', 'file']),
  rows: z.number().int(),
  columns: z.array(columnSchema),
  /** the fields a column of this object can be mapped to */
  fields: z.array(z.string()),
  counts: countsSchema.nullable(),
})
export type PreviewFile = z.infer<typeof previewFileSchema>

const questionSchema = z.object({
  key: z.string(),
  file: z.string(),
  column: z.string().nullable(),
  text: z.string(),
  /** both readings, each with an example from the file and how many rows it fits */
  options: z.array(z.object({ value: z.string(), rows: z.number().int(), example: z.string() })),
  suggested: z.string().nullable(),
  /** what other evidence says, 0 to 1; `taken`: it holds until someone answers */
  guess: z.object({ value: z.string(), confidence: z.number(), reason: z.string(), taken: z.boolean() }).nullable(),
  answer: z.string().nullable(),
})
export type ImportQuestion = z.infer<typeof questionSchema>

/** Problems with one repair. `reject` drops the row, `cell` leaves one cell empty, `skip` leaves out what is no data. */
const problemGroupSchema = z.object({
  group: z.string(),
  severity: z.enum(['reject', 'cell', 'skip', 'note']),
  reason: z.string(),
  remedy: z.string().nullable(),
  rows: z.number().int(),
  examples: z.array(
    z.object({
      file: z.string(),
      row: z.number().int().nullable(),
      column: z.string().nullable(),
      value: z.string().nullable(),
    }),
  ),
  /** the values it is about, the most frequent first: what can be repaired once for all rows */
  values: z.array(z.object({ value: z.string(), rows: z.number().int() })),
})
export type ProblemGroup = z.infer<typeof problemGroupSchema>

/** Something true of the open deals that their team may not know, with the list of deals behind it. */
const findingSchema = z.object({
  id: z.enum(FINDINGS),
  count: z.number().int(),
  /** minor units of `currency` */
  minor: z.number().int(),
  currency: z.string(),
  days: z.number().int().nullable(),
  /** the deals of it, as an address of the list */
  search: z.record(z.string(), z.string()),
})
export type Finding = z.infer<typeof findingSchema>

const issueSchema = z.enum(QUALITY_ISSUES)

const caseSchema = z.object({
  id: z.string(),
  /** what is wrong, named: a deal, a person who stands here twice, a product */
  name: z.string().nullable(),
  /** what tells it apart: its account, an address, the product it seems to be */
  detail: z.string().nullable(),
  /** minor units of `currency` */
  minor: z.number().int().nullable(),
  currency: z.string().nullable(),
  closeDate: z.string().nullable(),
})
export type QualityCase = z.infer<typeof caseSchema>

const undoSchema = z.object({ at: z.number(), mergeIds: z.array(z.uuid()).max(2000) })

const freshnessSchema = z.object({
  /** the vendor whose exports these are; `file` for lists of no known vendor */
  source: z.string(),
  /** when its newest export was taken */
  takenAt: z.number(),
  /** older than its exports usually are apart, and than a week */
  stale: z.boolean(),
})
export type Freshness = z.infer<typeof freshnessSchema>

const HOW = ['owner', 'account-owner', 'lose', 'products', 'typical', 'stage', 'merge'] as const

const qualityContract = {
  list: procedure('imports.manage')
    .route({ method: 'GET', path: '/quality', summary: 'What keeps figures from being true, worst first', tags })
    .output(
      z.object({
        currency: z.string(),
        asOf: z.number(),
        issues: z.array(z.object({ issue: issueSchema, count: z.number().int(), minor: z.number().int().nullable() })),
        finding: findingSchema.nullable(),
        sources: z.array(freshnessSchema),
      }),
    ),
  cases: procedure('imports.manage')
    .route({ method: 'GET', path: '/quality/{issue}', summary: 'The cases of one issue, the largest first', tags })
    .input(z.object({ issue: issueSchema, limit: z.number().int().min(1).max(200).default(20) }))
    .output(
      z.object({
        cases: z.array(caseSchema),
        /** who and which stage can be given */
        people: z.array(z.object({ id: z.string(), name: z.string() })),
        stages: z.array(z.object({ id: z.string(), name: z.string() })),
      }),
    ),
  repair: procedure('imports.manage')
    .route({ method: 'POST', path: '/quality/{issue}/repair', summary: 'Repair every case of an issue, or some', tags })
    .input(
      z.object({
        issue: issueSchema,
        how: z.enum(HOW),
        /** the owner or the stage to give */
        id: z.uuid().optional(),
        only: z.array(z.uuid()).max(2000).optional(),
      }),
    )
    .output(z.object({ repaired: z.number().int(), left: z.number().int(), undo: undoSchema })),
  undo: procedure('imports.manage')
    .route({ method: 'POST', path: '/quality/undo', summary: 'Take a repair back', tags })
    .input(undoSchema)
    .output(z.object({ undone: z.boolean() })),
}

const withdrawalSchema = z.object({
  kinds: z.array(z.object({ kind: z.string(), count: z.number().int() })),
  /** entities that were edited later: undoing withdraws what those edits stand on */
  edited: z.number().int(),
})

const previewSchema = z.object({
  import: importSchema,
  files: z.array(previewFileSchema),
  questions: z.array(questionSchema),
  problems: z.array(problemGroupSchema),
  counts: countsSchema.nullable(),
  /** the rows are being counted under the present answers */
  counting: z.boolean(),
  /** another import was written or undone since the rows were counted */
  stale: z.boolean(),
  currency: z.string().nullable(),
  /** what the rows would show first, once they are written; null where they show nothing of note */
  finding: findingSchema.nullable(),
})
export type ImportPreview = z.infer<typeof previewSchema>

const byId = z.object({ importId: z.string() })

/**
 * Two routes stay outside the contract because they stream:
 * POST /api/v1/imports/files (multipart, field `file`, repeated) answers { importId };
 * GET /api/v1/imports/{importId}/rejected answers the rejected rows as CSV.
 */
export const sourcesContract = {
  imports: {
    list: procedure('imports.manage')
      .route({ method: 'GET', path: '/imports', summary: 'History of imports, newest first', tags })
      .output(z.object({ imports: z.array(importSchema) })),
    get: procedure('imports.manage')
      .route({ method: 'GET', path: '/imports/{importId}', summary: 'One import with its progress', tags })
      .input(byId)
      .output(importSchema),
    preview: procedure('imports.manage')
      .route({ method: 'GET', path: '/imports/{importId}/preview', summary: 'What would be written', tags })
      .input(byId)
      .output(previewSchema),
    answer: procedure('imports.manage')
      .route({ method: 'PUT', path: '/imports/{importId}/answers', summary: 'Answer a question about a file', tags })
      .input(byId.extend({ key: z.string(), value: z.string() }))
      .output(previewSchema),
    setMapping: procedure('imports.manage')
      .route({
        method: 'PUT',
        path: '/imports/{importId}/mapping',
        summary: 'Map a column to a field, or ignore it',
        tags,
      })
      .input(byId.extend({ fileNo: z.number().int(), column: z.number().int(), field: z.string().nullable() }))
      .output(previewSchema),
    apply: procedure('imports.manage')
      .route({
        method: 'POST',
        path: '/imports/{importId}/apply',
        successStatus: 202,
        summary: 'Write the import',
        tags,
      })
      .input(byId)
      .output(importSchema),
    replace: procedure('imports.manage')
      .route({
        method: 'PUT',
        path: '/imports/{importId}/replacements',
        summary: 'Read a value of a column as another one, in every row; null takes that back',
        tags,
      })
      .input(
        byId.extend({
          file: z.string().max(1000),
          column: z.string().max(1000),
          value: z.string().max(1000),
          as: z.string().max(1000).nullable(),
        }),
      )
      .output(previewSchema),
    setObject: procedure('imports.manage')
      .route({
        method: 'PUT',
        path: '/imports/{importId}/object',
        summary: 'Say what a file holds, or leave it out',
        tags,
      })
      .input(byId.extend({ fileNo: z.number().int(), object: z.enum(OBJECT_KINDS).nullable() }))
      .output(previewSchema),
    recount: procedure('imports.manage')
      .route({
        method: 'POST',
        path: '/imports/{importId}/recount',
        successStatus: 202,
        summary: 'Read a failed import again, or count what an import would write',
        tags,
      })
      .input(byId)
      .output(importSchema),
    remove: procedure('imports.manage')
      .route({
        method: 'DELETE',
        path: '/imports/{importId}',
        summary: 'Remove an import that was never written',
        tags,
      })
      .input(byId)
      .output(byId),
    withdrawal: procedure('imports.manage')
      .route({ method: 'GET', path: '/imports/{importId}/withdrawal', summary: 'What undoing would take away', tags })
      .input(byId)
      .output(withdrawalSchema),
    /** answers `conflict` when later edits stand on the rows of the import; `force` withdraws them all the same */
    undo: procedure('imports.manage')
      .route({
        method: 'POST',
        path: '/imports/{importId}/undo',
        successStatus: 202,
        summary: 'Retract the import',
        tags,
      })
      .input(byId.extend({ force: z.boolean().default(false) }))
      .output(importSchema),
    redo: procedure('imports.manage')
      .route({
        method: 'POST',
        path: '/imports/{importId}/redo',
        successStatus: 202,
        summary: 'Write an undone import again',
        tags,
      })
      .input(byId)
      .output(importSchema),
  },
  quality: qualityContract,
}
