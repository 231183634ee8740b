import { z } from 'zod'
import { isZone } from '../calendar/zone.ts'
import { LeadoutError } from '../errors.ts'
import { isCurrency } from '../money/currency.ts'
import { eventSchema } from './events/index.ts'
import { PRESET_SCENARIOS } from './presets.ts'

const share = z.number().min(0).max(1)
const positive = z.number().positive()
const name = z.string().trim().min(1).max(80)

const segment = z.strictObject({
  name,
  share,
  /** odds of winning against the average deal */
  win: positive,
  /** list value against the average deal */
  size: positive,
  /** time to the outcome against the average deal */
  duration: positive,
})

/** Every parameter of a generated company. What the scenario leaves out comes from its preset. */
export const scenarioSchema = z.strictObject({
  /** sellers, leads and managers employed on the first day */
  people: z.int().min(1).max(1000).describe('people employed on the first day'),
  months: z.int().min(1).max(60).describe('months from `start` to the day of the export'),
  warmUpMonths: z
    .int()
    .min(0)
    .max(36)
    .describe('months before `start` from which deals, accounts and leads are there; activities begin with `start`'),
  seed: z.int().min(0).max(2_147_483_647),
  preset: z.enum(['founding', 'scrum', 'enterprise']),
  start: z.iso.date(),
  company: z.strictObject({
    name,
    currency: z.string().refine(isCurrency, 'is no currency'),
    zone: z.string().refine(isZone, 'is no time zone'),
  }),
  /** teams are dealt to offices by share; the first office is the company's */
  offices: z
    .array(
      z.strictObject({
        name,
        zone: z.string().refine(isZone, 'is no time zone'),
        country: z.enum(['DE', 'FR', 'GB', 'US']),
        currency: z.string().refine(isCurrency, 'is no currency'),
        share: positive,
      }),
    )
    .min(1),
  /** people per team, its lead included */
  teamSize: z.int().min(2).max(20),
  /** leads who sell themselves */
  playerCoaches: share,
  /** names of some people by id; the others are drawn */
  names: z.record(z.string().regex(/^u\d+$/), name),
  /** shares of those who are no leads; the rest are account executives */
  roles: z.strictObject({ sdr: share, csm: share }),
  /** mean 1; coefficients of variation between persons, and the sd of a person's log odds of winning */
  ability: z.strictObject({
    creationCv: z.number().min(0),
    activityCv: z.number().min(0),
    winSd: z.number().min(0),
  }),
  /** fraction of full = 1 / (1 + exp(-(tenure - half) / scale)), months; full where it reaches 0.97 */
  ramp: z.strictObject({ half: positive, full: positive }),
  hiring: z.strictObject({
    /** planned hires per month as a share of the people of the first day */
    growth: z.number().min(0).max(0.2),
    /** chance that a hire starts 30 days after the plan */
    slip: share,
    /** days until a leaver is replaced; null: never */
    backfillDays: z.int().min(0).nullable(),
    /** chance that a lead who leaves is followed at once by an account executive of the team, who is replaced instead */
    promotion: share,
  }),
  /** chance to leave per month, of everybody but whoever leads the whole company */
  attrition: share,
  /** creation by calendar month against the average */
  season: z.array(positive).length(12),
  /** AR(1) of the logarithm of a level shared by all, by month; `sd` of its stationary distribution */
  market: z.strictObject({ phi: z.number().min(0).max(0.99), sd: z.number().min(0) }),
  creation: z.strictObject({
    /** of a ramped account executive of ability 1, per week of five working days */
    firstMeetingsPerWeek: positive,
    /** variance over mean of weekly counts, given everything else */
    dispersion: z.number().min(1),
    /** first meetings that become a deal */
    toDeal: share,
    /** first meetings that an SDR of the team made */
    sdrShare: share,
    /** new leads of a ramped SDR per week of five working days */
    leadsPerWeek: z.number().min(0),
  }),
  /** people on the buyer's side of an account, on average; one at least */
  stakeholders: z.number().min(1).max(20),
  outcome: z.strictObject({
    /** of all deals, share won in the end, averaged over persons, segments, sources and interest */
    winRate: z.number().min(0.01).max(0.9),
    /** share that is never closed */
    never: share,
    /** wins of a deal whose owner left, against one whose owner stayed */
    reassigned: share,
    /** log odds of winning per standard deviation of the buyer's interest */
    interest: z.number().min(0),
    /** log hazard of a win per unit by which a week's interest lies above the deal's own level */
    momentum: z.number().min(0).max(4),
    /** lognormal months from creation to the outcome */
    win: z.strictObject({ median: positive, sigma: positive }),
    loss: z.strictObject({ median: positive, sigma: positive }),
  }),
  /** list value of a deal in units of the company's currency, before segment */
  size: z.strictObject({ mean: positive, cv: positive }),
  segments: z.array(segment).min(1),
  sources: z.array(z.strictObject({ name, share, win: positive })).min(1),
  stages: z.array(z.strictObject({ name, probability: share })).min(2),
  stagePath: z.strictObject({ skip: share, back: share }),
  amounts: z.strictObject({
    /** of the list value, at the last open stage */
    discountMean: share,
    discountSd: z.number().min(0).max(0.3),
    /** sd of the logarithm of the first estimate against the list value */
    estimateSd: z.number().min(0),
  }),
  closeDates: z.strictObject({
    /** of the first close date, in units of the true median of a win */
    optimism: positive,
    /** chance that an overdue close date is moved */
    push: share,
    pushDays: z.strictObject({ min: z.int().min(1), max: z.int().min(1) }),
  }),
  activity: z.strictObject({
    /** per ramped person and week of five working days, to people without a deal */
    mails: z.strictObject({ ae: z.number().min(0), sdr: z.number().min(0) }),
    calls: z.strictObject({ ae: z.number().min(0), sdr: z.number().min(0) }),
    dispersion: z.strictObject({ mails: z.number().min(1), calls: z.number().min(1) }),
    /** AR(1) by week of the logarithm of one person's level */
    level: z.strictObject({ phi: z.number().min(0).max(0.99), sd: z.number().min(0) }),
    /** per open deal and week; those of the buyer are for an interest of 0 */
    deal: z.strictObject({
      ownMails: z.number().min(0),
      buyerMails: z.number().min(0),
      meetings: z.number().min(0),
      calls: z.number().min(0),
      /** log rate of the buyer's acts per unit of interest */
      pull: z.number().min(0),
    }),
    customer: z.strictObject({ mails: z.number().min(0), meetings: z.number().min(0) }),
    cancelled: share,
    connected: share,
  }),
  forecast: z.strictObject({
    /** sd between persons of log((sold + k) / (forecast + k)) */
    biasSd: z.number().min(0),
    /** sd of one submission made at the start of a month */
    noiseSd: z.number().min(0),
    everyDays: z.int().min(1),
  }),
  goals: z.strictObject({
    period: z.enum(['month', 'quarter']),
    source: z.enum(['quota', 'commit', 'shared']),
    /** against what is expected of the role */
    stretch: positive,
  }),
  quality: z.strictObject({
    /** outcomes entered days later */
    lateEntry: share,
    lateEntryDays: z.int().min(1),
    deletions: share,
    duplicates: share,
    /** activities logged on a later day */
    lateLogging: share,
  }),
  customers: z.strictObject({
    /** months from win to renewal */
    termMonths: z.int().min(1),
    renewal: share,
    /** chance of an expansion deal in a term */
    expansion: share,
  }),
  /** ways in which the world is not as models think */
  misspecified: z
    .strictObject({
      /** buyers of a kind that no column shows */
      hiddenSegment: z.strictObject({ share, win: positive, duration: positive }).nullable(),
      /** Pareto sizes of this tail index instead of lognormal ones */
      heavyTails: z.number().min(1.05).max(5).nullable(),
      /** weekly counts switch between two levels; `factor` against the average while on */
      bursts: z.strictObject({ on: share, factor: positive }).nullable(),
      /** AR(1) by month that the members of a team share; sd of the logarithm */
      correlatedReps: z.number().min(0).nullable(),
      /** `two-humps`: quick wins and slow ones; `quarter-ends`: wins wait for the end of a quarter */
      winHazard: z.enum(['lognormal', 'two-humps', 'quarter-ends']),
    })
    .describe('ways in which the world is not as models think'),
  events: z.array(eventSchema),
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
