import * as z from 'zod'
import { WEEK_STARTS } from '../calendar/period.ts'
import { isZone } from '../calendar/zone.ts'
import { isCurrency } from '../money/currency.ts'
import { SWITCHES } from '../presets.ts'
import { rampCurveSchema } from '../ramp/curve.ts'
import { orgSettingsSchema } from '../settings.ts'

/**
 * What a person may change about the dated world by hand. Things are named by id; an edit without an id makes a new one.
 * A field that a patch does not name stays as it is.
 */
const id = z.uuid()
const ref = id.nullable().optional()
const label = z.string().trim().min(1).max(200)
const text = label.nullable().optional()

/** A local date, from which the edit holds; `correction`: it was always so, and is known from now on. */
export const sinceSchema = z.union([z.iso.date(), z.literal('correction')])
export type Since = z.infer<typeof sinceSchema>

const team = z.object({
  kind: z.literal('team'),
  id: id.optional(),
  since: sinceSchema,
  patch: z.strictObject({
    name: label.optional(),
    parentId: ref,
    managerId: ref,
    office: text,
    zone: z.string().refine(isZone, 'not a time zone').nullable().optional(),
    calendarId: ref,
    weekStart: z.enum(WEEK_STARTS).nullable().optional(),
    deleted: z.literal(true).optional(),
  }),
})

const membershipPatch = z.strictObject({
  /** false: employment ends */
  employed: z.boolean().optional(),
  teamId: ref,
  office: text,
  discipline: text,
  segment: text,
  level: text,
  managerId: ref,
  dottedManagerId: ref,
})

const membership = z.object({
  kind: z.literal('membership'),
  /** of the person */
  id,
  since: sinceSchema,
  patch: membershipPatch,
})

const person = z.object({
  kind: z.literal('person'),
  id: id.optional(),
  since: sinceSchema,
  patch: z.strictObject({
    name: label.optional(),
    email: z.email().max(254).nullable().optional(),
    /** a user of the CRM that is no human: an integration, a queue */
    notPerson: z.boolean().optional(),
    active: z.boolean().optional(),
  }),
  /** where somebody new begins */
  membership: membershipPatch.optional(),
})

const calendar = z.object({
  kind: z.literal('calendar'),
  id: id.optional(),
  since: sinceSchema,
  patch: z.strictObject({
    name: label.optional(),
    weekend: z.array(z.int().min(1).max(7)).max(6).optional(),
    holidays: z
      .array(z.strictObject({ date: z.iso.date(), name: label }))
      .max(5000)
      .optional(),
    default: z.literal(true).optional(),
    offices: z.array(label).max(100).optional(),
    deleted: z.literal(true).optional(),
  }),
})

const leave = z.object({
  kind: z.literal('leave'),
  id: id.optional(),
  since: z.literal('correction'),
  patch: z.strictObject({
    personId: id.optional(),
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    deleted: z.literal(true).optional(),
  }),
})

const pipeline = z.object({
  kind: z.literal('pipeline'),
  id: id.optional(),
  since: sinceSchema,
  patch: z.strictObject({
    name: label.optional(),
    order: z.int().min(1).optional(),
    countsAsBookings: z.boolean().optional(),
    amountMeans: z.enum(['one-off', 'annual', 'monthly']).optional(),
    lostAmountsZeroed: z.boolean().optional(),
    deleted: z.literal(true).optional(),
  }),
})

const stage = z.object({
  kind: z.literal('stage'),
  id: id.optional(),
  since: sinceSchema,
  patch: z.strictObject({
    pipelineId: id.optional(),
    name: label.optional(),
    order: z.int().min(1).optional(),
    kind: z.enum(['open', 'won', 'lost']).optional(),
    probability: z.number().min(0).max(1).nullable().optional(),
    accepted: z.literal(true).optional(),
    deleted: z.literal(true).optional(),
  }),
})

const rate = z.object({
  kind: z.literal('rate'),
  since: z.literal('correction'),
  patch: z.strictObject({
    currency: z.string().refine(isCurrency, 'not a currency in use'),
    kind: z.enum(['plan', 'daily']),
    date: z.iso.date(),
    /** units of the organisation's currency for one unit */
    rate: z.string().regex(/^(?=.*[1-9])\d{1,12}(\.\d{1,12})?$/, 'not a rate such as 1.0823'),
  }),
})

const metric = z.string().regex(/^[a-z0-9-]{1,60}$/, 'not a metric')
const role = { discipline: label.nullable(), segment: label.nullable() }

/** What matters in a role; one for each role. */
const rolePriorities = z.object({
  kind: z.literal('role'),
  since: sinceSchema,
  patch: z.strictObject({
    ...role,
    metrics: z.array(metric).min(1).max(24).optional(),
    deleted: z.literal(true).optional(),
  }),
})

/** How a role ramps on a metric; one for each role and metric. */
const ramp = z.object({
  kind: z.literal('ramp'),
  since: sinceSchema,
  patch: z.strictObject({
    ...role,
    metric,
    points: rampCurveSchema.optional(),
    /** people it was fitted from; null: typed */
    fittedFrom: z.int().min(1).nullable().optional(),
    deleted: z.literal(true).optional(),
  }),
})

const { currencyAssumed: _, ...settingShape } = orgSettingsSchema.partial().shape
const setting = z.object({
  kind: z.literal('setting'),
  since: sinceSchema,
  /** settings by name; a switch that is null is answered by the preset again */
  patch: z.record(z.string(), z.unknown()).superRefine((patch, problem) => {
    const { error } = z.strictObject(settingShape).safeParse(withoutNulls(patch))
    for (const issue of error?.issues ?? [])
      problem.addIssue({ code: 'custom', message: issue.message, path: issue.path })
  }),
})

function withoutNulls(patch: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(patch).filter(([field, value]) => value !== null || !(field in SWITCHES)))
}

const kinds = { team, membership, person, calendar, leave, pipeline, stage, rate, role: rolePriorities, ramp, setting }

export const orgEditSchema = z.discriminatedUnion('kind', [team, membership, person])
export const settingEditSchema = z.discriminatedUnion('kind', [
  calendar,
  leave,
  pipeline,
  stage,
  rate,
  rolePriorities,
  ramp,
  setting,
])
export type WorldEdit = { [K in keyof typeof kinds]: z.infer<(typeof kinds)[K]> }[keyof typeof kinds]
export type EditedKind = WorldEdit['kind']
