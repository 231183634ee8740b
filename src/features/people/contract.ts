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
  activity: z.array(z.object({ column: columnSchema, now: shownSchema, before: shownSchema.nullable() })),
  looks: z.object({ week: z.number().int(), last: z.array(lookSchema) }),
})
export type Profile = z.infer<typeof profileSchema>

export const peopleContract = {
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
