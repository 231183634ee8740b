import { z } from 'zod'
import { WEEK_STARTS } from '../calendar/period.ts'
import { isZone } from '../calendar/zone.ts'
import { isCurrency } from '../money/currency.ts'
import { rampCurveSchema } from '../ramp/curve.ts'
import { PRESET_IDS, SWITCHES, type SwitchId } from '../presets.ts'

/**
 * The one document that describes an organisation: what `leadout show` prints and `leadout apply` reads.
 * Things are named by their external id, e-mail address or name, never by an id of Leadout. An entry says what becomes
 * so and from when; a field that it does not name stays as it is.
 */

/** A local date (the start of that day) or an instant with its offset. */
const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  error: 'is neither a date such as 2017-03-01 nor an instant such as 2017-03-01T09:00:00Z',
})
const date = z.iso.date('is no date; write it as 2017-03-01')
const name = z.string().trim().min(1).max(200)
const externalId = name.optional()
const reference = name.nullable().optional()
const zone = z.string().refine(isZone, 'is no time zone; write one such as Europe/Berlin')
const currency = z.string().refine(isCurrency, 'is no currency; write an ISO 4217 code such as EUR')
const NO_DECIMAL = 'is no plain decimal number such as 120000.50'
const decimal = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/, NO_DECIMAL)], { error: NO_DECIMAL })
const weekStart = z.enum(WEEK_STARTS)
const period = z
  .string()
  .regex(
    /^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4]|-W(0[1-9]|[1-4]\d|5[0-3]))?$/,
    'is no period; write 2017, 2017-Q1, 2017-03 or 2017-W05',
  )

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** Fields with a date: `from` that day on, or `correction`: from its beginning, known now; neither: it was always so. */
function dated<S extends z.ZodRawShape>(shape: S) {
  return z
    .strictObject({ ...shape, from: moment.optional(), correction: z.literal(true).optional() })
    .refine((entry) => !('from' in entry && 'correction' in entry), {
      error:
        'has both `from` and `correction`; keep `from` if it changed on that day, `correction` if it was wrong all along',
    })
}

const switches = z.strictObject(
  Object.fromEntries(Object.entries(SWITCHES).map(([id, { value }]) => [id, value.optional()])) as {
    [Id in SwitchId]: z.ZodOptional<(typeof SWITCHES)[Id]['value']>
  },
)

const settings = dated({ preset: z.enum(PRESET_IDS).optional(), switches: switches.optional() })

const stage = dated({
  name,
  externalId,
  order: z.int().min(1).optional(),
  kind: z.enum(['open', 'won', 'lost']).optional(),
  /** 0 to 1 */
  probability: z.number().min(0).max(1).nullable().optional(),
  /** the stage from which a deal counts in win rates; one per pipeline */
  accepted: z.boolean().optional(),
  deleted: z.boolean().optional(),
})

const lists = {
  calendars: dated({
    name,
    weekend: z.array(z.enum(WEEKDAYS)).optional(),
    holidays: z.array(z.strictObject({ date, name })).optional(),
    /** whose teams and people follow it, unless these have a calendar of their own */
    offices: z.array(name).optional(),
    /** the calendar of teams that name none */
    default: z.boolean().optional(),
  }),
  leave: z.strictObject({ person: name, from: date, to: date }).refine((entry) => entry.from <= entry.to, {
    error: 'ends before it begins; `to` is its last day',
  }),
  teams: dated({
    name,
    externalId,
    parent: reference,
    manager: reference,
    office: reference,
    zone: zone.nullable().optional(),
    weekStart: weekStart.nullable().optional(),
    calendar: reference,
    deleted: z.boolean().optional(),
  }),
  people: dated({
    name: name.optional(),
    email: z.email('is no e-mail address').nullable().optional(),
    externalId,
    notPerson: z.boolean().optional(),
    active: z.boolean().optional(),
  }).refine((entry) => entry.name !== undefined || entry.email != null || entry.externalId !== undefined, {
    error: 'says nobody; give a name, an email or an externalId',
  }),
  memberships: dated({
    person: name,
    discipline: reference,
    segment: reference,
    level: reference,
    team: reference,
    office: reference,
    manager: reference,
    dottedManager: reference,
    /** last day, or the instant at which it ends */
    to: moment.optional(),
  }),
  goals: dated({
    scope: z.union(
      [
        z.literal('company'),
        z.strictObject({ team: name }),
        z.strictObject({ office: name }),
        z.strictObject({ person: name }),
        /** what each of its people is given in full swing */
        z.strictObject({ role: name }),
      ],
      {
        error:
          'is no scope; write "company", {"team": "North"}, {"office": "Berlin"}, {"person": "ana@example.org"} or {"role": "ae · smb"}',
      },
    ),
    metric: name.optional(),
    period,
    /** major units of `currency`; of a metric that is no money a value in its own unit, 0.25 for 25 % */
    amount: decimal.optional(),
    currency: currency.optional(),
    source: z.enum(['quota', 'commit', 'shared']).optional(),
    deleted: z.boolean().optional(),
  }),
  /** which metrics matter in a role, the first most; without a segment it is all of the discipline */
  roles: dated({
    discipline: reference,
    segment: reference,
    metrics: z.array(name).optional(),
    deleted: z.boolean().optional(),
  }),
  /** how fast a role comes to full on a metric */
  ramps: dated({
    discipline: reference,
    segment: reference,
    metric: name,
    points: rampCurveSchema.optional(),
    /** the people whom it was fitted to, where nobody typed it */
    fittedFrom: z.int().min(0).nullable().optional(),
    deleted: z.boolean().optional(),
  }),
  /** forecasts that people handed in; `from` is the moment when */
  submissions: dated({
    externalId,
    person: name,
    period,
    /** major units of `currency` */
    commit: decimal.nullable().optional(),
    bestCase: decimal.nullable().optional(),
    currency: currency.optional(),
  }),
  pipelines: dated({
    name,
    externalId,
    order: z.int().min(1).optional(),
    countsAsBookings: z.boolean().optional(),
    amountMeans: z.enum(['one-off', 'annual', 'monthly']).optional(),
    lostAmountsZeroed: z.boolean().optional(),
    deleted: z.boolean().optional(),
    stages: z.array(stage).optional(),
  }),
  /** units of the organisation's currency for one unit of `currency`, from `date` until the next rate of its kind */
  rates: z.strictObject({
    currency,
    kind: z.enum(['plan', 'daily']),
    date,
    rate: decimal,
    correction: z.literal(true).optional(),
  }),
}

const org = dated({
  slug: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is no slug; write small letters, digits and hyphens')
    .optional(),
  name: name.optional(),
  zone: zone.optional(),
  currency: currency.optional(),
  weekStart: weekStart.optional(),
  /** 1 January to 12 December */
  fiscalStartMonth: z.int().min(1).max(12).optional(),
})

/** Where one entry is enough, it need not stand in a list. */
const oneOrMany = <T extends z.ZodType>(entry: T) =>
  z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(entry).default([]))

export const documentSchema = z.strictObject({
  org: oneOrMany(org),
  calendars: z.array(lists.calendars).default([]),
  leave: z.array(lists.leave).default([]),
  teams: z.array(lists.teams).default([]),
  people: z.array(lists.people).default([]),
  memberships: z.array(lists.memberships).default([]),
  goals: z.array(lists.goals).default([]),
  roles: z.array(lists.roles).default([]),
  ramps: z.array(lists.ramps).default([]),
  submissions: z.array(lists.submissions).default([]),
  pipelines: z.array(lists.pipelines).default([]),
  rates: z.array(lists.rates).default([]),
  settings: oneOrMany(settings),
})

export type WorldDocument = z.infer<typeof documentSchema>
export type DocumentList = keyof WorldDocument
export type EntryOf<K extends DocumentList> = WorldDocument[K][number]
export type StageEntry = z.infer<typeof stage>

/** The fields that an entry of each list may have. */
export const DOCUMENT_FIELDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({ ...lists, org, settings, switches, stages: stage }).map(([list, entry]) => [
    list,
    Object.keys(entry.shape),
  ]),
)
