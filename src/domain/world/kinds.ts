import { z } from 'zod'
import { WEEK_STARTS } from '../calendar/period.ts'
import { rampCurveSchema } from '../ramp/curve.ts'

/**
 * What the dated world is made of besides deals and memberships. Every kind is folded field by field from the ledger
 * into table `span`; a field that a patch does not name keeps its value. References are ids, money is in minor units,
 * local dates are `YYYY-MM-DD`. Personal values (names of people, addresses) are in table `subject` instead.
 */
const id = z.uuid().nullable()
const text = z.string().nullable()
const custom = z.record(z.string(), z.string()).optional()

export const KINDS = {
  setting: z.record(z.string(), z.unknown()),
  person: z.object({ notPerson: z.boolean(), active: z.boolean(), externalId: text }),
  team: z.object({
    name: z.string(),
    parentId: id,
    managerId: id,
    office: text,
    zone: text,
    calendarId: id,
    externalId: text,
    /** null: the organisation's */
    weekStart: z.enum(WEEK_STARTS).nullable(),
  }),
  account: z.object({
    name: z.string(),
    parentId: id,
    ownerId: id,
    type: text,
    industry: text,
    segment: text,
    website: text,
    country: text,
    externalId: text,
    custom,
  }),
  contact: z.object({ accountId: id, ownerId: id, source: text, externalId: text, custom }),
  lead: z.object({
    company: text,
    ownerId: id,
    source: text,
    status: text,
    converted: z.boolean(),
    dealId: id,
    accountId: id,
    contactId: id,
    externalId: text,
    custom,
  }),
  product: z.object({
    name: z.string(),
    code: text,
    family: text,
    listPrice: z.number().int().nullable(),
    currency: text,
    active: z.boolean(),
    externalId: text,
    custom,
  }),
  priceBook: z.object({ name: z.string(), active: z.boolean(), externalId: text }),
  priceBookEntry: z.object({
    priceBookId: id,
    productId: id,
    price: z.number().int().nullable(),
    currency: text,
    active: z.boolean(),
    externalId: text,
  }),
  pipeline: z.object({
    name: z.string(),
    order: z.number().int(),
    countsAsBookings: z.boolean(),
    amountMeans: z.enum(['one-off', 'annual', 'monthly']),
    lostAmountsZeroed: z.boolean(),
    externalId: text,
  }),
  stage: z.object({
    pipelineId: z.uuid(),
    name: z.string(),
    order: z.number().int(),
    kind: z.enum(['open', 'won', 'lost']),
    probability: z.number().min(0).max(1).nullable(),
    accepted: z.boolean(),
    externalId: text,
  }),
  lineItem: z.object({
    dealId: id,
    productId: id,
    name: text,
    quantity: z.number().nullable(),
    listPrice: z.number().nullable(),
    price: z.number().nullable(),
    discount: text,
    total: z.number().nullable(),
    currency: text,
    externalId: text,
  }),
  quote: z.object({
    name: text,
    dealId: id,
    accountId: id,
    ownerId: id,
    status: text,
    amount: z.number().nullable(),
    discount: z.number().nullable(),
    currency: text,
    validUntil: text,
    externalId: text,
  }),
  campaign: z.object({
    name: z.string(),
    type: text,
    status: text,
    startDate: text,
    endDate: text,
    budget: z.number().nullable(),
    cost: z.number().nullable(),
    externalId: text,
  }),
  campaignMember: z.object({ campaignId: id, leadId: id, contactId: id, status: text, externalId: text }),
  goal: z.object({
    /** of a role: what each of its people is given, in full swing */
    scopeKind: z.enum(['company', 'team', 'office', 'person', 'role']),
    scopeId: z.string().nullable(),
    metric: z.string(),
    period: z.string(),
    /** minor units of `currency`; without one a value in the metric's own unit: 10 meetings, 0.25 for 25 % */
    minor: z.number(),
    currency: text,
    source: z.enum(['quota', 'commit', 'shared']),
  }),
  /** a submitted forecast; holds from when it was submitted */
  submission: z.object({
    personId: id,
    period: z.string(),
    commit: z.number().int().nullable(),
    bestCase: z.number().int().nullable(),
    currency: text,
    externalId: text,
  }),
  calendar: z.object({
    name: z.string(),
    weekend: z.array(z.number().int().min(1).max(7)),
    holidays: z.array(z.object({ date: z.string(), name: z.string() })),
    default: z.boolean(),
    /** offices whose teams and people follow it, where these have none of their own */
    offices: z.array(z.string()).optional(),
  }),
  leave: z.object({ personId: z.uuid(), from: z.string(), to: z.string(), reason: text }),
  /** which metrics matter in a role, the first most; a role without a segment stands for all of the discipline */
  role: z.object({ discipline: text, segment: text, metrics: z.array(z.string()) }),
  /** how fast a role comes to full on a metric, and from how many people it was fitted where nobody typed it */
  ramp: z.object({
    discipline: text,
    segment: text,
    metric: z.string(),
    points: rampCurveSchema,
    fittedFrom: z.number().int().nullable(),
  }),
  /** units of the organisation's currency for one unit of `currency` */
  rate: z.object({ currency: z.string(), kind: z.enum(['plan', 'daily']), date: z.string(), rate: z.string() }),
} as const satisfies Record<string, z.ZodType>

export type WorldKind = keyof typeof KINDS
export type StateOf<K extends WorldKind> = z.infer<(typeof KINDS)[K]>

/** Every kind with a ledger. */
export type LedgerKind = WorldKind | 'deal' | 'membership'
