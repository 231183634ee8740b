import * as z from 'zod'
import { bandSchema, cellSchema, columnSchema, placeSchema, shownSchema } from '../metric-figure.ts'
import { procedure } from '../procedure.ts'
import { clockInput, periodSchema, scopeSchema, stampSchema } from '../scope.ts'

const tags = ['People']

const personSchema = z.object({
  personId: z.string(),
  name: z.string(),
  role: z.string(),
  /** whole weeks in the role; null: always */
  weeks: z.number().int().nullable(),
  team: z.string().nullable(),
  manager: z.string().nullable(),
})
export type PersonRow = z.infer<typeof personSchema>

const fingerprintRowSchema = z.object({
  column: columnSchema,
  figure: shownSchema,
  /** the median of the own full quarters; null below four */
  usual: z.number().nullable(),
  /** what is usual by the own full quarters; null below six */
  own: bandSchema.nullable(),
  /** the quarters of the proven; null without a proven group */
  proven: bandSchema.nullable(),
  /** against the proven band, else against the own one */
  place: placeSchema,
})
export type FingerprintRow = z.infer<typeof fingerprintRowSchema>

const lookSchema = z.object({
  id: z.string(),
  at: z.number(),
  who: z.string(),
  surface: z.enum(['person-page', 'drawer', 'grid', 'export', 'api']),
})
export type Look = z.infer<typeof lookSchema>

const profileSchema = stampSchema.extend({
  person: personSchema.extend({
    /** the days that the role has lasted begin here; null: always */
    since: z.string().nullable(),
    own: z.boolean(),
  }),
  currency: z.string(),
  fingerprint: z.array(fingerprintRowSchema),
  /** whose quarters make the proven band; null where there is none, and why */
  proven: z.object({ people: z.number().int(), among: z.number().int(), quarters: z.number().int() }).nullable(),
  whyNone: z.enum(['few-peers', 'no-difference']).nullable(),
  trends: z.array(z.object({ column: columnSchema, cell: cellSchema })),
  /** what was done in the last 13 weeks, and in the 13 before */
  /** work beside results; null where either cannot be said */
  standing: z.object({
    verdict: z.enum(['carried', 'unlucky', 'elsewhere', 'lucky', 'unexplained', 'both-behind']).nullable(),
    /** labels of the metrics of the fingerprint by where they lie */
    better: z.array(z.string()),
    inside: z.array(z.string()),
    weaker: z.array(z.string()),
    results: z
      .object({
        column: columnSchema,
        booked: z.number(),
        due: z.number(),
        by: z.enum(['goal', 'past']),
        /** where 80 % of such periods end; null with fewer than eight wins */
        chance: z.object({ low: z.number(), high: z.number() }).nullable(),
        wins: z.number().int(),
      })
      .nullable(),
  }),
  activity: z.array(z.object({ column: columnSchema, now: shownSchema, before: shownSchema.nullable() })),
  /** shares of what was done in the period, and of the goals for it; null without all of these goals */
  mix: z.array(z.object({ column: columnSchema, actual: z.number().nullable(), planned: z.number().nullable() })),
  looks: z.object({ week: z.number().int(), last: z.array(lookSchema) }),
})
export type Profile = z.infer<typeof profileSchema>

const contrastRowSchema = z.object({
  column: columnSchema,
  /** null: too few people have comparable values */
  contrast: z
    .object({
      proven: z.number(),
      others: z.number(),
      effect: z.number().nullable(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      sure: z.number().nullable(),
    })
    .nullable(),
})
export type ContrastRow = z.infer<typeof contrastRowSchema>

const contrastSchema = stampSchema.extend({
  currency: z.string(),
  roles: z.array(z.object({ key: z.string(), people: z.number().int() })),
  role: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  group: z.union([
    z.object({ proven: z.number().int(), others: z.number().int() }),
    z.object({ proven: z.null(), reason: z.enum(['few-people', 'no-difference']), people: z.number().int() }),
  ]),
  metrics: z.array(contrastRowSchema),
})
export type ContrastReport = z.infer<typeof contrastSchema>

export const peopleContract = {
  contrast: procedure('figures.read')
    .route({ method: 'GET', path: '/people/contrast', summary: 'What the proven of a role do differently', tags })
    .input(z.object({ role: z.string().max(120).optional(), ...clockInput }))
    .output(contrastSchema),
  list: procedure('figures.read')
    .route({ method: 'GET', path: '/people', summary: 'The people whose page the reader may open', tags })
    .input(z.object({ scope: scopeSchema, ...clockInput }))
    .output(stampSchema.extend({ people: z.array(personSchema), hidden: z.number().int() })),
  profile: procedure('figures.read')
    .route({
      method: 'GET',
      path: '/people/{personId}',
      summary: 'How a person works, against own past and proven',
      tags,
    })
    .input(
      z.object({
        personId: z.uuid(),
        period: periodSchema,
        /** how it is looked at, for the view log */
        surface: z.enum(['person-page', 'drawer']).default('person-page'),
        ...clockInput,
      }),
    )
    .output(profileSchema),
}
