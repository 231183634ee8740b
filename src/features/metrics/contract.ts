import * as z from 'zod'
import { procedure } from '../procedure.ts'
import { clockInput } from '../scope.ts'

const tags = ['Metrics']

const questionInput = {
  window: z.string().max(40).optional(),
  /** `field=value`, repeated for several */
  filters: z.array(z.string().max(300)).max(20).optional(),
  ...clockInput,
}

const figureSchema = z.object({
  metric: z.string(),
  definitionVersion: z.number().int(),
  kind: z.string(),
  unit: z.string(),
  currency: z.string().nullable(),
  subjectKind: z.string(),
  subjectId: z.string().nullable(),
  subject: z.string().nullable(),
  externalId: z.string().nullable(),
  dimension: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  asOf: z.string(),
  knownAt: z.string().nullable(),
  /** money in major units of `currency` */
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  n: z.number().int(),
  /** the 90 % interval */
  low: z.number().nullable(),
  high: z.number().nullable(),
  state: z.enum(['ok', 'too-few', 'none', 'blocked']),
  reason: z.string().nullable(),
  /** selling days in the window */
  exposureDays: z.number().nullable(),
})
export type MetricFigureRow = z.infer<typeof figureSchema>

const rowSchema = z.object({
  rowId: z.string(),
  externalId: z.string().nullable(),
  kind: z.string(),
  at: z.string(),
  personId: z.string().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  value: z.number().nullable(),
  reason: z.string().nullable(),
})

const meaningSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  since: z.string(),
  label: z.string(),
  words: z.string(),
  kind: z.enum(['sum', 'distinct', 'median', 'proportion', 'quotient']),
  unit: z.enum(['money', 'count', 'share', 'days', 'hours', 'ratio']),
  family: z.enum(['quantity', 'quality', 'mix', 'output']),
  valence: z.enum(['up', 'down', 'neutral']),
  roles: z.array(z.string()),
  window: z.string(),
  instant: z.boolean(),
  per: z.string().nullable(),
})
export type MetricMeaning = z.infer<typeof meaningSchema>

export const metricsContract = {
  values: procedure('figures.read')
    .route({ method: 'GET', path: '/metrics/values', summary: 'Values of metrics by a dimension or a pair', tags })
    .input(
      z.object({
        metrics: z.array(z.string().max(60)).min(1).max(80),
        by: z.array(z.string().max(100)).min(1).max(2).default(['company']),
        ...questionInput,
      }),
    )
    .output(z.object({ figures: z.array(figureSchema) })),
  rows: procedure('figures.read')
    .route({ method: 'GET', path: '/metrics/rows', summary: 'The rows that re-add to one figure', tags })
    .input(
      z.object({
        metric: z.string().max(60),
        /** `company`, or `kind=name`: `team=North` */
        subject: z.string().max(300).default('company'),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(10_000).default(1000),
        ...questionInput,
      }),
    )
    .output(z.object({ rows: z.array(rowSchema), count: z.number().int() })),
  definitions: procedure('figures.read')
    .route({ method: 'GET', path: '/metrics/definitions', summary: 'What every metric means', tags })
    .output(
      z.object({
        metrics: z.array(meaningSchema),
        waiting: z.array(z.object({ id: z.string(), label: z.string(), waitsFor: z.string() })),
      }),
    ),
}
