import * as z from 'zod'

/** What a metric means, without its SQL. */
export const meaningSchema = z.object({
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
  rows: z.array(z.string()),
  time: z.array(z.string()),
  credit: z.array(z.string()),
  comparison: z.string(),
  /** versions before this one, newest first */
  earlier: z.array(z.object({ version: z.number().int(), since: z.string(), words: z.string() })),
  per: z.enum(['stage', 'type', 'segment', 'source']).nullable(),
})
export type MetricMeaning = z.infer<typeof meaningSchema>

/** What is usual: the central 80 % and the median of `n` values. */
export const bandSchema = z.object({ low: z.number(), middle: z.number(), high: z.number(), n: z.number().int() })

/** `blocked`: see the reason; `goal-met` and `no-goal`: nothing is left of a goal to divide by, or there is none. */
export const stateSchema = z.enum(['ok', 'too-few', 'none', 'blocked', 'goal-met', 'no-goal'])

/** A figure as screens take it; money in minor units of the organisation's currency. */
export const shownSchema = z.object({
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  n: z.number().int(),
  state: stateSchema,
  reason: z.string().nullable(),
})
export type ShownMetric = z.infer<typeof shownSchema>

export const placeSchema = z.enum(['inside', 'above', 'below']).nullable()

export const cellSchema = shownSchema.extend({
  /** the last twelve points, the present one included; null where too few or no history */
  points: z.array(z.number().nullable()),
  band: bandSchema.nullable(),
  /** the part of the goal that is due; null in another comparison */
  due: z.number().nullable(),
  place: placeSchema,
})
export type GridCell = z.infer<typeof cellSchema>

export const columnSchema = meaningSchema
  .pick({ id: true, label: true, kind: true, unit: true, family: true, valence: true })
  .extend({
    /** whole local days, both included */
    from: z.string(),
    to: z.string(),
    /** `period`: since its first day; `trailing`: days up to its last; `instant`: its last day */
    span: z.enum(['period', 'trailing', 'instant']),
    /** of everybody in the scope; null where few have a value */
    median: z.number().nullable(),
  })
export type GridColumn = z.infer<typeof columnSchema>

export const comparisonSchema = z.enum(['past', 'peers', 'goal'])
export type Comparison = z.infer<typeof comparisonSchema>

/** A metric as the head of a column names it, with the days that it counts there. */
export function columnIn(
  metric: Pick<GridColumn, 'id' | 'label' | 'kind' | 'unit' | 'family' | 'valence'> & { readonly window: string },
  { from, to }: { readonly from: string; readonly to: string },
  median: number | null,
): GridColumn {
  const { id, label, kind, unit, family, valence, window } = metric
  const span = window === 'now' ? 'instant' : /^\d+d$/.test(window) ? 'trailing' : 'period'
  return { id, label, kind, unit, family, valence, from, to, span, median }
}

/** The part of a figure that screens take. */
export function shownOf({ value, numerator, denominator, n, state, reason }: ShownMetric): ShownMetric {
  return { value, numerator, denominator, n, state, reason }
}
