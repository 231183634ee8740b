import * as z from 'zod'
import { WEEK_STARTS } from '#domain/calendar/period.ts'
import { CONSENTS } from '#domain/me/consent.ts'
import { settingEditSchema, sinceSchema } from '#domain/world/edit.ts'
import { meaningSchema } from '../metric-figure.ts'
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
  /** what the organisation leaves to each person and the viewer has not answered yet */
  asks: z.array(z.enum(CONSENTS)),
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

/** A scope, or a role: what each of its people is given in full swing. */
const goalScopeSchema = z.union([scopeSchema, z.object({ kind: z.literal('role'), id: z.string().min(1).max(200) })])
export type GoalScope = z.infer<typeof goalScopeSchema>

const metricIdSchema = z.string().min(1).max(60)
/** minor units of money; of a metric that is no money a value in its own unit, 0.25 for 25 % */
const goalValueSchema = z.number().min(0).max(Number.MAX_SAFE_INTEGER)

const sheetCellSchema = z.object({
  /** the scope's own goal */
  own: z.number().nullable(),
  /** what the goals of its members add up to; of a person what the goal of the role comes to; null where nobody has one */
  sum: z.number().nullable(),
  source: z.enum(['quota', 'commit', 'shared']).nullable(),
})

const goalSuggestionSchema = z.object({
  role: z.string(),
  currency: z.string(),
  metric: meaningSchema.pick({ id: true, label: true, kind: true, unit: true }),
  /** of somebody on the way the levels are times this; they are so already */
  share: z.number(),
  /** periods looked at */
  from: z.string(),
  to: z.string(),
  people: z.number().int(),
  periods: z.number().int(),
  /** empty where too few people or periods can be compared; `reachedIn` is the share of periods with at least as much */
  levels: z.array(z.object({ value: z.number(), reachedIn: z.number(), reachedBy: z.number().int() })),
})
export type GoalSuggestion = z.infer<typeof goalSuggestionSchema>

export const goalSheetSchema = z.object({
  currency: z.string(),
  metric: meaningSchema.pick({ id: true, label: true, kind: true, unit: true }),
  /** of the fiscal year: its months or quarters */
  periods: z.array(periodSchema),
  rows: z.array(
    z.object({
      scope: goalScopeSchema,
      label: z.string(),
      parentId: z.string().nullable(),
      cells: z.array(sheetCellSchema),
    }),
  ),
})
export type GoalSheet = z.infer<typeof goalSheetSchema>

const calendarSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** 1 Monday to 7 Sunday */
  weekend: z.array(z.number().int()),
  holidays: z.array(z.object({ date: z.string(), name: z.string() })),
  default: z.boolean(),
  teams: z.array(z.object({ id: z.string(), name: z.string() })),
  /** offices whose teams and people follow it, where these have none of their own */
  offices: z.array(z.string()),
})
export type CalendarRow = z.infer<typeof calendarSchema>

const leaveSchema = z.object({
  id: z.string(),
  personId: z.string(),
  name: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
})
export type LeaveRow = z.infer<typeof leaveSchema>

const stageRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  order: z.number().int(),
  kind: z.enum(['open', 'won', 'lost']),
  probability: z.number().nullable(),
  accepted: z.boolean(),
  /** of the deals decided in the last twelve months that came at least this far; null for won and lost stages */
  wonFrom: z.object({ won: z.number().int(), decided: z.number().int() }).nullable(),
})
export type StageRow = z.infer<typeof stageRowSchema>

const pipelineRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  order: z.number().int(),
  countsAsBookings: z.boolean(),
  amountMeans: z.enum(['one-off', 'annual', 'monthly']),
  lostAmountsZeroed: z.boolean(),
  stages: z.array(stageRowSchema),
})
export type PipelineRow = z.infer<typeof pipelineRowSchema>

const rateRowSchema = z.object({
  currency: z.string(),
  kind: z.enum(['plan', 'daily']),
  date: z.iso.date(),
  rate: z.string(),
})
export type RateRow = z.infer<typeof rateRowSchema>

const auditRowSchema = z.object({
  id: z.string(),
  at: z.number(),
  /** null: an import, a job or the command line */
  by: z.string().nullable(),
  source: z.string(),
  kind: z.string(),
  entityId: z.string(),
  /** what it is called now, where the reader may know */
  label: z.string().nullable(),
  validFrom: z.iso.date().nullable(),
  patch: z.record(z.string(), z.unknown()),
  retracted: z.boolean(),
})
export type AuditRow = z.infer<typeof auditRowSchema>

const auditInput = {
  actorId: z.uuid().optional(),
  kind: z.string().max(40).optional(),
  before: z.coerce.number().optional(),
}

const mailSchema = z.object({
  host: z.string().trim().min(1).max(255),
  port: z.number().int().min(1).max(65_535),
  /** `tls` from the first byte, `starttls` before anything is said, `none` inside the own network */
  security: z.enum(['tls', 'starttls', 'none']),
  user: z.string().max(255).nullable(),
  from: z.email().max(254),
})
export type MailSettings = z.infer<typeof mailSchema>

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
        scope: goalScopeSchema,
        metric: metricIdSchema,
        period: periodSchema,
        minor: goalValueSchema,
        source: z.enum(['quota', 'commit', 'shared']),
        /** a date: valid from then; `correction`: valid from the start of the period, known now */
        from: z.union([z.iso.date(), z.literal('correction')]),
      }),
    )
    .output(z.object({ minor: z.number() })),
  setGoals: procedure('goals.write')
    .route({ method: 'POST', path: '/goals/edits', summary: 'Set many goals at once', tags })
    .input(
      z.object({
        editId: z.uuid(),
        goals: z
          .array(
            z.object({
              scope: goalScopeSchema,
              metric: metricIdSchema.default('bookings'),
              period: periodSchema,
              /** null: no goal of its own */
              minor: goalValueSchema.nullable(),
              source: z.enum(['quota', 'commit', 'shared']),
              from: sinceSchema,
            }),
          )
          .min(1)
          .max(5000),
      }),
    )
    .output(z.object({ changes: z.number().int() })),
  sheet: procedure('figures.read')
    .route({ method: 'GET', path: '/goals/sheet', summary: 'Goals of a fiscal year, people by periods', tags })
    .input(
      z.object({
        year: z.string().regex(/^\d{4}$/),
        unit: z.enum(['month', 'quarter']),
        metric: metricIdSchema.default('bookings'),
      }),
    )
    .output(goalSheetSchema),
  suggestion: procedure('figures.read')
    .route({ method: 'GET', path: '/goals/suggestion', summary: 'Levels that comparable people have reached', tags })
    .input(z.object({ scope: goalScopeSchema, metric: metricIdSchema.default('bookings'), period: periodSchema }))
    .output(goalSuggestionSchema),
  /** Calendars, leave, pipelines, stages, rates and settings; taken back with `org.undo`. */
  edit: procedure('settings.manage')
    .route({ method: 'POST', path: '/settings/edits', summary: 'Edit settings from a date or as a correction', tags })
    .input(z.object({ editId: z.uuid(), edits: z.array(settingEditSchema).min(1).max(5000) }))
    .output(z.object({ changes: z.number().int() })),
  policy: procedure('figures.read')
    .route({ method: 'GET', path: '/settings', summary: 'The organisation’s settings as stored', tags })
    .output(z.object({ stored: z.record(z.string(), z.unknown()) })),
  calendars: procedure('figures.read')
    .route({ method: 'GET', path: '/calendars', summary: 'Calendars, and leave of people the viewer may see', tags })
    .output(z.object({ calendars: z.array(calendarSchema), leave: z.array(leaveSchema) })),
  pipelines: procedure('figures.read')
    .route({ method: 'GET', path: '/pipelines', summary: 'Pipelines and stage maps in force', tags })
    .output(z.object({ pipelines: z.array(pipelineRowSchema) })),
  rates: procedure('figures.read')
    .route({ method: 'GET', path: '/rates', summary: 'Exchange rates', tags })
    .output(z.object({ currency: z.string(), rates: z.array(rateRowSchema) })),
  audit: procedure('settings.manage')
    .route({ method: 'GET', path: '/audit', summary: 'Who changed what, newest first', tags })
    .input(z.object({ ...auditInput, limit: z.coerce.number().int().min(1).max(5000).default(100) }))
    .output(z.object({ rows: z.array(auditRowSchema) })),
  mail: {
    get: procedure('settings.manage')
      .route({ method: 'GET', path: '/mail', summary: 'How mail is sent', tags })
      .output(z.object({ mail: mailSchema.extend({ hasPassword: z.boolean() }).nullable() })),
    set: procedure('settings.manage')
      .route({ method: 'PUT', path: '/mail', summary: 'Set how mail is sent', tags })
      /** without `password` the one that is held stays; null: none is needed */
      .input(mailSchema.extend({ password: z.string().max(500).nullable().optional() }))
      .output(z.object({})),
    test: procedure('settings.manage')
      .route({ method: 'POST', path: '/mail/test', summary: 'Send a test message', tags })
      .input(z.object({ to: z.email().max(254) }))
      /** `answer`: what the mail server said */
      .output(z.object({ sent: z.boolean(), answer: z.string() })),
    clear: procedure('settings.manage')
      .route({ method: 'DELETE', path: '/mail', summary: 'Send no mail', tags })
      .output(z.object({})),
  },
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
