import * as z from 'zod'
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
  /** until when undo is offered; null when it is not */
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
})
export type PreviewColumn = z.infer<typeof columnSchema>

const previewFileSchema = z.object({
  fileNo: z.number().int(),
  name: z.string(),
  /** null: not recognised, left out */
  object: z.string().nullable(),
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
})
export type ProblemGroup = z.infer<typeof problemGroupSchema>

const previewSchema = z.object({
  import: importSchema,
  files: z.array(previewFileSchema),
  questions: z.array(questionSchema),
  problems: z.array(problemGroupSchema),
  counts: countsSchema.nullable(),
  currency: z.string().nullable(),
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
  },
}
