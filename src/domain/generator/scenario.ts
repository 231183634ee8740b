import { z } from 'zod'
import { isZone } from '../calendar/zone.ts'
import { LeadoutError } from '../errors.ts'
import { isCurrency } from '../money/currency.ts'
import { eventSchema } from './events/index.ts'
import { PRESET_SCENARIOS } from './presets.ts'

const share = z.number().min(0).max(1)
const positive = z.number().positive()
const name = z.string().trim().min(1).max(80)

const nonNegative = z.number().min(0)

const segment = z.strictObject({
  name,
  share,
  win: positive.describe('odds of winning against the average deal'),
  size: positive.describe('list value against the average deal'),
  duration: positive.describe('time to the outcome against the average deal'),
})

const office = z.strictObject({
  name,
  zone: z.string().refine(isZone, 'is no time zone'),
  country: z.enum(['DE', 'FR', 'GB', 'US']).describe('whose public holidays hold'),
  currency: z.string().refine(isCurrency, 'is no currency').describe('of the deals of its teams'),
  share: positive.describe('of the teams, by weight'),
})

const time = z.strictObject({ median: positive, sigma: positive })

/** Every parameter of a generated company. What the scenario leaves out comes from its preset. */
export const scenarioSchema = z.strictObject({
  people: z.int().min(1).max(1000).describe('people employed on the first day: sellers, leads and managers'),
  months: z.int().min(1).max(60).describe('months from `start` to the day of the export'),
  warmUpMonths: z
    .int()
    .min(0)
    .max(36)
    .describe('months before `start` from which deals, accounts and leads are there; activities begin with `start`'),
  seed: z.int().min(0).max(2_147_483_647).describe('another one gives another company of the same kind'),
  preset: z.enum(['founding', 'scrum', 'enterprise']).describe('where everything comes from that is left out'),
  start: z.iso.date().describe('first day'),
  company: z.strictObject({
    name,
    currency: z.string().refine(isCurrency, 'is no currency'),
    zone: z.string().refine(isZone, 'is no time zone'),
  }),
  offices: z.array(office).min(1).describe("teams are dealt to offices by share; the first is the company's"),
  teamSize: z.int().min(2).max(20).describe('people per team, its lead included'),
  playerCoaches: share.describe('leads who sell themselves'),
  names: z.record(z.string().regex(/^u\d+$/), name).describe('names of some people by id; the others are drawn'),
  roles: z
    .strictObject({ sdr: share, csm: share })
    .describe('shares of those who are no leads; the rest are account executives'),
  ability: z.strictObject({
    creationCv: nonNegative.describe(
      'coefficient of variation between persons of the factor on first meetings, mean 1',
    ),
    activityCv: nonNegative.describe('the same of the factor on mails and calls'),
    winSd: nonNegative.describe('sd between persons of the log odds of winning'),
  }),
  ramp: z
    .strictObject({ half: positive, full: positive })
    .describe('months; share of full = 1 / (1 + exp(-(tenure - half) / scale)), full where it reaches 0.97'),
  hiring: z.strictObject({
    growth: z.number().min(0).max(0.2).describe('planned hires per month as a share of the people of the first day'),
    slip: share.describe('chance that a hire starts 30 days after the plan'),
    backfillDays: z.int().min(0).nullable().describe('days until a leaver is replaced; null: never'),
    promotion: share.describe(
      'chance that a lead who leaves is followed at once by an account executive of the team, who is replaced instead',
    ),
  }),
  attrition: share.describe('rate per month at which people leave; of a company of one team the lead stays'),
  fading: z
    .strictObject({ share, weeks: z.int().min(1).max(52), least: share })
    .describe('leavers who do less and less in their last weeks, down to `least` of the usual'),
  season: z.array(positive).length(12).describe('first meetings by calendar month, against the average'),
  market: z
    .strictObject({ phi: z.number().min(0).max(0.99), sd: nonNegative })
    .describe('AR(1) by month of the logarithm of a level shared by all, mean 1; `sd` of its stationary distribution'),
  creation: z.strictObject({
    firstMeetingsPerWeek: positive.describe(
      'of a ramped account executive of ability 1, per week of five working days',
    ),
    dispersion: z.number().min(1).describe('variance over mean of weekly counts, given everything else'),
    toDeal: share.describe('first meetings that become a deal'),
    sdrShare: share.describe('first meetings that an SDR made, where there is one'),
    leadsPerWeek: nonNegative.describe(
      'new leads of a ramped SDR without a first meeting, per week of five working days',
    ),
  }),
  stakeholders: z.number().min(1).max(20).describe("people on the buyer's side of an account, mean; one at least"),
  outcome: z.strictObject({
    winRate: z
      .number()
      .min(0.01)
      .max(0.9)
      .describe('of all deals, share won in the end, averaged over persons, segments, sources and interest'),
    never: share.describe('share that is never closed'),
    reassigned: share.describe('wins of a deal whose owner left, against one whose owner stayed'),
    interest: nonNegative.describe("log odds of winning per standard deviation of the buyer's interest"),
    momentum: z
      .number()
      .min(0)
      .max(4)
      .describe("log hazard of a win per unit by which a week's interest lies above the deal's own level"),
    win: time.describe('lognormal months from creation to a win'),
    loss: time.describe('lognormal months from creation to a loss'),
  }),
  size: z
    .strictObject({ mean: positive, cv: positive })
    .describe("list value of a deal before its segment, lognormal, in units of the deal's own currency"),
  segments: z.array(segment).min(1),
  sources: z
    .array(z.strictObject({ name, share, win: positive.describe('odds of winning against the average deal') }))
    .min(1),
  stages: z
    .array(z.strictObject({ name, probability: share }))
    .min(2)
    .describe('open stages in their order'),
  stagePath: z.strictObject({
    skip: share.describe('chance that a stage between the first and the last is left out'),
    back: share.describe('chance to fall back by one stage after entering one'),
  }),
  amounts: z.strictObject({
    discountMean: share.describe('of the list value, at the last open stage'),
    discountSd: z.number().min(0).max(0.3),
    estimateSd: nonNegative.describe('sd of the logarithm of the first estimate against the list value'),
  }),
  closeDates: z.strictObject({
    optimism: positive.describe('median distance of the first close date, in units of the true median of a win'),
    push: share.describe('chance that an overdue close date is moved'),
    pushDays: z.strictObject({ min: z.int().min(1), max: z.int().min(1) }).describe('by so many days, evenly'),
  }),
  activity: z.strictObject({
    mails: z
      .strictObject({ ae: nonNegative, sdr: nonNegative })
      .describe('per ramped person and week of five working days, to people without a deal'),
    calls: z.strictObject({ ae: nonNegative, sdr: nonNegative }).describe('the same of calls'),
    dispersion: z
      .strictObject({ mails: z.number().min(1), calls: z.number().min(1) })
      .describe('variance over mean of weekly counts, given everything else'),
    level: z
      .strictObject({ phi: z.number().min(0).max(0.99), sd: nonNegative })
      .describe("AR(1) by week of the logarithm of one person's level, mean 1"),
    deal: z
      .strictObject({
        ownMails: nonNegative,
        buyerMails: nonNegative.describe('for an interest of 0'),
        meetings: nonNegative.describe('for an interest of 0'),
        calls: nonNegative,
        pull: nonNegative.describe("log rate of the buyer's mails and of meetings per unit of interest"),
      })
      .describe('Poisson, per open deal and week of five working days of its owner'),
    customer: z
      .strictObject({ mails: nonNegative, meetings: nonNegative })
      .describe('Poisson, per customer and week of five working days of its owner'),
    cancelled: share.describe('meetings that are cancelled, first ones excepted'),
    connected: share.describe('calls that somebody answers'),
  }),
  forecast: z.strictObject({
    biasSd: nonNegative.describe('sd between persons of the mean of log((sold + k) / (forecast + k))'),
    noiseSd: nonNegative.describe(
      'sd of one forecast made at the start of a month; it shrinks with the root of what is left',
    ),
    everyDays: z.int().min(1).describe('days of the month between two forecasts'),
  }),
  goals: z.strictObject({
    period: z.enum(['month', 'quarter']),
    source: z.enum(['quota', 'commit', 'shared']),
    stretch: positive.describe('against what is expected of the role'),
  }),
  quality: z.strictObject({
    lateEntry: share.describe('outcomes entered on a later working day'),
    lateEntryDays: z.int().min(1).describe('by up to so many days'),
    deletions: share.describe('deals that are deleted, 20 to 200 days after creation; renewals and expansions are not'),
    duplicates: share.describe('deals, and accounts, that are in the files twice'),
    lateLogging: share.describe('calls and meetings logged on a later day'),
  }),
  customers: z.strictObject({
    termMonths: z.int().min(1).describe('months from a win to its renewal'),
    renewal: share.describe('renewals that are won'),
    expansion: share.describe('chance of an expansion deal in a term; it is won like other deals'),
  }),
  misspecified: z
    .strictObject({
      hiddenSegment: z
        .strictObject({ share, win: positive.describe('odds'), duration: positive })
        .nullable()
        .describe('buyers of a kind that no column shows'),
      heavyTails: z
        .number()
        .min(1.05)
        .max(5)
        .nullable()
        .describe('Pareto sizes of this tail index instead of lognormal ones'),
      bursts: z
        .strictObject({ on: share, factor: positive })
        .refine(({ on, factor }) => on * factor <= 1, 'on x factor is at most 1: the mean stays')
        .nullable()
        .describe('weeks switch between two levels of mean 1, by person; `factor` while on'),
      correlatedReps: nonNegative
        .nullable()
        .describe('AR(1) by month of first meetings that the members of a team share; sd of the logarithm'),
      winHazard: z
        .enum(['lognormal', 'two-humps', 'quarter-ends'])
        .describe('`two-humps`: quick wins and slow ones; `quarter-ends`: wins wait for the end of a quarter'),
    })
    .describe('ways in which the world is not as models think'),
  events: z.array(eventSchema).describe('what is planted, in its order'),
})

export type Scenario = z.infer<typeof scenarioSchema>
export type Office = Scenario['offices'][number]

/**
 * The scenario of a file and of options: options win over the file, the file over the preset. Objects are merged field
 * by field, lists are replaced. Raises `invalid` naming what is wrong.
 */
export function resolveScenario(file: unknown, options: Readonly<Record<string, unknown>> = {}): Scenario {
  const given = merge(isObject(file) ? file : {}, options)
  if (file !== undefined && !isObject(file)) throw new LeadoutError('invalid', 'A scenario is a JSON object')
  const preset = given['preset'] ?? 'scrum'
  const base = Object.entries(PRESET_SCENARIOS).find(([id]) => id === preset)?.[1]
  if (base === undefined) {
    throw new LeadoutError('invalid', `There is no such preset; choose founding, scrum or enterprise`)
  }
  const parsed = scenarioSchema.safeParse(merge(base, given))
  if (!parsed.success) throw new LeadoutError('invalid', `The scenario is wrong: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function merge(base: Readonly<Record<string, unknown>>, over: Readonly<Record<string, unknown>>) {
  const merged: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(over)) {
    if (value === undefined) continue
    const before = merged[key]
    merged[key] = isObject(before) && isObject(value) ? merge(before, value) : value
  }
  return merged
}
