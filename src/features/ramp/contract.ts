import * as z from 'zod'
import { placeSchema, shownSchema } from '../metric-figure.ts'
import { procedure } from '../procedure.ts'
import { clockInput, stampSchema } from '../scope.ts'

const tags = ['Roles']

const pointSchema = z.object({ week: z.number().int(), share: z.number() })

const roleSchema = z.object({
  discipline: z.string().nullable(),
  /** null: the discipline whatever the segment */
  segment: z.string().nullable(),
  /** people in it now */
  people: z.number().int(),
  /** metrics that matter in it, the first most; null where nobody has said so */
  metrics: z.array(z.string()).nullable(),
  /** what is said of how it ramps, by metric */
  ramps: z.array(z.object({ metric: z.string(), points: z.array(pointSchema) })),
})
export type RoleRow = z.infer<typeof roleSchema>

/** The middle of what people in full swing bring for one selling day, or of a rate itself. */
const levelSchema = z.object({ low: z.number(), middle: z.number(), high: z.number() })

const fitSchema = z.object({
  points: z.array(pointSchema),
  weeks: z.array(
    z.object({
      week: z.number().int(),
      share: z.number(),
      low: z.number(),
      high: z.number(),
      people: z.number().int(),
    }),
  ),
  full: levelSchema,
  starters: z.number().int(),
  ramped: z.number().int(),
  /** the week by which half are in the band of those in full swing; ends of the 90 % interval may be out of sight */
  time: z.object({
    weeks: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    there: z.number().int(),
    watched: z.number().int(),
  }),
})

const rampingSchema = z.object({
  personId: z.string(),
  name: z.string(),
  /** whole weeks in the role */
  week: z.number().int(),
  /** the share of full that the curve expects of these days */
  share: z.number(),
  figure: shownSchema,
  from: z.string(),
  to: z.string(),
  /** what people in full swing bring in such days, times the share */
  due: levelSchema.nullable(),
  place: placeSchema,
})
export type Ramping = z.infer<typeof rampingSchema>

const rampSchema = stampSchema.extend({
  currency: z.string(),
  metric: z.object({
    id: z.string(),
    label: z.string(),
    kind: z.string(),
    unit: z.string(),
    valence: z.enum(['up', 'down', 'neutral']),
  }),
  /** in force: for this role, or for its discipline whatever the segment */
  held: z
    .object({ points: z.array(pointSchema), fittedFrom: z.number().int().nullable(), ofDiscipline: z.boolean() })
    .nullable(),
  fit: fitSchema.nullable(),
  /** why there is no fit */
  why: z.enum(['few', 'not-countable']).nullable(),
  /** days that the fit was made from */
  from: z.string(),
  to: z.string(),
  /** who has not been in the role long enough to be full, those whom the reader may see */
  ramping: z.array(rampingSchema),
  hidden: z.number().int(),
})
export type Ramp = z.infer<typeof rampSchema>

const roleInput = { discipline: z.string().max(200).optional(), segment: z.string().max(200).optional() }

/** What is written goes through `settings.edit` (kinds `role` and `ramp`) and is taken back with `org.undo`. */
export const rampContract = {
  roles: procedure('figures.read')
    .route({ method: 'GET', path: '/roles', summary: 'Roles, what matters in each and how each ramps', tags })
    .input(z.object(clockInput))
    .output(stampSchema.extend({ roles: z.array(roleSchema) })),
  curve: procedure('figures.read')
    .route({ method: 'GET', path: '/roles/ramp', summary: 'The ramp of a role on a metric, in force and fitted', tags })
    .input(z.object({ ...roleInput, metric: z.string().max(60), ...clockInput }))
    .output(rampSchema),
}
