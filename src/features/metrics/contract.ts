import * as z from 'zod'
import {
  bandSchema,
  cellSchema,
  columnSchema,
  comparisonSchema,
  meaningSchema,
  placeSchema,
  shownSchema,
  stateSchema,
} from '../metric-figure.ts'
import { procedure } from '../procedure.ts'
import { clockInput, periodSchema, scopeSchema, stampSchema } from '../scope.ts'

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
  state: stateSchema,
  reason: z.string().nullable(),
  /** selling days in the window */
  exposureDays: z.number().nullable(),
})

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

const gridRowSchema = z.object({
  personId: z.string(),
  name: z.string(),
  role: z.string(),
  /** whole weeks in the role; null: always */
  weeks: z.number().int().nullable(),
  /** one for each column */
  cells: z.array(cellSchema),
})
export type GridRow = z.infer<typeof gridRowSchema>

const gridInput = z.object({
  scope: scopeSchema,
  period: periodSchema,
  metrics: z.array(z.string().max(60)).min(1).max(24),
  against: comparisonSchema.default('past'),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(100).default(100),
  ...clockInput,
})

const gridSchema = stampSchema.extend({
  currency: z.string(),
  columns: z.array(columnSchema),
  rows: z.array(gridRowSchema),
  /** people that the reader sees by name, all pages */
  count: z.number().int(),
  /** people of the scope whose figures count in medians and bands without being shown */
  hidden: z.number().int(),
})
export type MetricGrid = z.infer<typeof gridSchema>

const pointSchema = shownSchema.extend({
  period: z.string(),
  from: z.string(),
  to: z.string(),
  /** the 90 % interval; null where the kind has none */
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** whether history covers it: only then it is compared with */
  covered: z.boolean(),
})
export type SeriesPoint = z.infer<typeof pointSchema>

const placeInput = { scope: scopeSchema, period: periodSchema, metric: z.string().max(60), ...clockInput }

const courseSchema = stampSchema.extend({
  /** the scope's name */
  label: z.string(),
  currency: z.string(),
  column: columnSchema,
  /** oldest first; the last one is the period asked for */
  points: z.array(pointSchema),
  /** what is usual by the scope's own earlier points */
  band: bandSchema.nullable(),
  place: placeSchema,
  /** everybody whom the reader sees by name, in the order of names */
  people: z.array(shownSchema.extend({ personId: z.string(), name: z.string(), role: z.string() })),
  /** what is usual among everybody in the scope; null below four */
  peopleBand: bandSchema.nullable(),
  hidden: z.number().int(),
})
export type MetricCourse = z.infer<typeof courseSchema>

export const SPLITS = ['team', 'segment', 'source', 'stage', 'pipeline', 'type', 'role', 'office'] as const
export const splitSchema = z.enum(SPLITS)
export type Split = z.infer<typeof splitSchema>

const partSchema = shownSchema.extend({
  /** null: what belongs to none */
  key: z.string().nullable(),
  label: z.string().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})
export type MetricPart = z.infer<typeof partSchema>

export const metricsContract = {
  course: procedure('figures.read')
    .route({ method: 'GET', path: '/metrics/course', summary: 'One metric over periods and over people', tags })
    .input(z.object(placeInput))
    .output(courseSchema),
  split: procedure('figures.read')
    .route({ method: 'GET', path: '/metrics/split', summary: 'One metric of a scope by a dimension', tags })
    .input(z.object({ ...placeInput, by: splitSchema }))
    .output(stampSchema.extend({ from: z.string(), to: z.string(), currency: z.string(), parts: z.array(partSchema) })),
  grid: procedure('figures.read')
    .route({ method: 'GET', path: '/metrics/grid', summary: 'People by metrics, each against what is usual', tags })
    .input(gridInput)
    .output(gridSchema),
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
