import * as z from 'zod'
import { WEEK_STARTS } from '#domain/calendar/period.ts'
import { procedure } from '../procedure.ts'
import { momentSchema, periodSchema, scopeSchema } from '../scope.ts'

const tags = ['Settings']

export const clockSchema = z.object({
  /** epoch ms; the real clock, or the pin */
  now: z.number(),
  /** today in the organisation's zone by that clock */
  today: z.iso.date(),
  pinnedAt: z.number().nullable(),
  /** pinned as known then: only what had been recorded by the pin */
  knownThen: z.boolean(),
})
export type Clock = z.infer<typeof clockSchema>

const scopeOptionSchema = z.object({
  scope: scopeSchema,
  name: z.string(),
  /** the team a person or a sub-team belongs to; null at the top */
  parentId: z.string().nullable(),
})
export type ScopeOption = z.infer<typeof scopeOptionSchema>

/** What the frame needs on every screen: the clock, the calendar, and the scopes that the viewer may choose. */
export const workspaceSchema = z.object({
  org: z.object({
    name: z.string(),
    zone: z.string(),
    currency: z.string(),
    calendar: z.object({ fiscalStartMonth: z.number().int().min(1).max(12), weekStart: z.enum(WEEK_STARTS) }),
  }),
  clock: clockSchema,
  scopes: z.array(scopeOptionSchema),
  /** the scope shown when a link names none */
  homeScope: scopeSchema,
  /** false until the first deal is there */
  hasData: z.boolean(),
  dataAt: z.number().nullable(),
})
export type Workspace = z.infer<typeof workspaceSchema>

const goalRowSchema = z.object({
  scope: scopeSchema,
  label: z.string(),
  minor: z.number().int().nullable(),
  source: z.enum(['quota', 'commit', 'shared']).nullable(),
  /** true where the goal is the sum of the members' goals */
  computed: z.boolean(),
  medianOfLastThree: z.number().int().nullable(),
  /** what was set before, newest first */
  changes: z.array(
    z.object({ date: z.iso.date(), minor: z.number().int(), by: z.string().nullable(), correction: z.boolean() }),
  ),
})
export type GoalRow = z.infer<typeof goalRowSchema>

export const settingsContract = {
  workspace: procedure('figures.read')
    .route({ method: 'GET', path: '/workspace', summary: 'Clock, calendar and the scopes the viewer may choose', tags })
    .output(workspaceSchema),
  goals: procedure('figures.read')
    .route({ method: 'GET', path: '/goals', summary: 'Goals of a period', tags })
    .input(z.object({ period: periodSchema }))
    .output(z.object({ period: periodSchema, currency: z.string(), rows: z.array(goalRowSchema) })),
  setGoal: procedure('goals.write')
    .route({ method: 'PUT', path: '/goals', summary: 'Set a goal from a date, or correct it', tags })
    .input(
      z.object({
        scope: scopeSchema,
        metric: z.literal('bookings'),
        period: periodSchema,
        minor: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
        source: z.enum(['quota', 'commit', 'shared']),
        /** a date: valid from then; `correction`: valid from the start of the period, known now */
        from: z.union([z.iso.date(), z.literal('correction')]),
      }),
    )
    .output(z.object({ minor: z.number().int() })),
  clock: {
    get: procedure('figures.read')
      .route({ method: 'GET', path: '/clock', summary: 'The clock of the organisation', tags })
      .output(clockSchema),
    set: procedure('clock.write')
      .route({ method: 'PUT', path: '/clock', summary: 'Pin the clock to a moment', tags })
      .input(z.object({ pin: momentSchema, knownThen: z.boolean().default(false) }))
      .output(clockSchema),
    clear: procedure('clock.write')
      .route({ method: 'DELETE', path: '/clock', summary: 'Let the clock run', tags })
      .output(clockSchema),
  },
}
