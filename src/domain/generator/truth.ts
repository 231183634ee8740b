import { z } from 'zod'
import { SWING } from './fate.ts'
import { forecastFloor } from './forecasts.ts'
import { GENERATOR_VERSION } from './generate.ts'
import type { Person } from './persons.ts'
import { scenarioSchema } from './scenario.ts'
import { weeksOf } from './weeks.ts'
import type { World } from './world.ts'

const planted = z.object({
  id: z.string(),
  kind: z.string(),
  subject: z.object({ kind: z.enum(['company', 'team', 'person']), id: z.string().nullable() }),
  metric: z.string().nullable(),
  size: z.number().nullable(),
  unit: z.string(),
  from: z.string().describe('first day'),
  to: z.string().nullable().describe('last day; null: to the end'),
})

const series = z.array(z.number()).describe('by week from the first day; 0 in a week without work')

const person = z.object({
  id: z.string(),
  hired: z.string(),
  planned: z.string().describe('start by the plan; later than it where the start slipped'),
  left: z.string().nullable().describe('last day'),
  creationAbility: z.number().describe('factor on first meetings'),
  activityAbility: z.number().describe('factor on mails and calls'),
  winAbility: z.number().describe('log odds of winning'),
  ramp: z.object({ half: z.number(), scale: z.number(), ceiling: z.number() }).describe('months'),
  forecastBias: z.number().describe('mean of log((sold + k) / (forecast + k))'),
  expected: z
    .object({ firstMeetings: series, mails: series, calls: series })
    .describe(
      'means that the counts were drawn from: abilities, ramp, working days, season, market and events multiplied; mails and calls are those without a deal',
    ),
})

/** One line of the list of deals in the truth file. */
const deal = z.object({
  id: z.string(),
  duplicateOf: z.string().optional(),
  interest: z.number().describe('level of the buyer, standard normal over deals'),
  weeklyInterest: z.array(z.number()).describe('by week from the day after creation, while it was open'),
  hidden: z.boolean().describe('of the kind that no column shows'),
  winChance: z.number().describe('before events'),
  latent: z.enum(['won', 'lost', 'never']).describe('the outcome before events, also where it lies after the last day'),
  latentDays: z.number().nullable().describe('days from creation to it'),
  turned: z.boolean().describe('an event or a new owner turned the outcome'),
  happened: z
    .object({ kind: z.enum(['won', 'lost']), date: z.string() })
    .nullable()
    .describe('the day of the outcome; the CRM may have been told days later'),
  discount: z.number(),
  deleted: z.boolean(),
})

/** What truth.json holds. */
export const truthSchema = z.object({
  version: z.int(),
  scenario: scenarioSchema,
  world: z.object({
    warmUpFrom: z.string().describe('from here on there are deals, accounts and leads'),
    firstDay: z.string().describe('from here on there are activities, goals and forecasts'),
    lastDay: z.string(),
    intercept: z.number().describe('log odds of a deal whose other factors are 1'),
    forecastFloor: z.number().describe('k of the forecasts, major units'),
    market: z.array(z.number()).describe('factor on first meetings by month from the first'),
    marketBefore: z.array(z.number()).describe('the same for the months of the warm-up'),
    interest: z
      .object({ phi: z.number(), sd: z.number() })
      .describe("AR(1) by week of a buyer's interest around its own level, before a win moves it up"),
    teamLevels: z.record(z.string(), z.array(z.number())).describe('factor by team and month, where teams share one'),
  }),
  persons: z.array(person),
  events: z.array(planted),
  deals: z.array(deal),
})

/** JSON Schema (2020-12) of what goes in and of the truth that comes out. */
export function schemas(): { scenario: unknown; truth: unknown } {
  return {
    scenario: z.toJSONSchema(scenarioSchema, { io: 'input' }),
    truth: z.toJSONSchema(truthSchema, { io: 'output' }),
  }
}

/** Everything of the truth file but its deals, which come row by row. */
export function truthOf(world: World): Omit<z.infer<typeof truthSchema>, 'deals'> {
  const { scenario, axis, fate, market, teamLevels, staff, planted: events } = world
  const warm = scenario.warmUpMonths
  return {
    version: GENERATOR_VERSION,
    scenario,
    world: {
      warmUpFrom: axis.date(axis.begin),
      firstDay: axis.date(0),
      lastDay: axis.date(axis.days - 1),
      intercept: rounded(fate.intercept),
      forecastFloor: forecastFloor(scenario) / 100,
      market: market.slice(warm, warm + scenario.months + 1).map(rounded),
      marketBefore: market.slice(0, warm).map(rounded),
      interest: SWING,
      teamLevels: Object.fromEntries([...teamLevels].map(([no, list]) => [`t${no}`, list.slice(warm).map(rounded)])),
    },
    persons: staff.persons.map((one) => ({
      id: one.id,
      hired: axis.date(one.hired),
      planned: axis.date(one.planned),
      left: one.left === null ? null : axis.date(one.left - 1),
      creationAbility: rounded(one.ability.creation),
      activityAbility: rounded(one.ability.activity),
      winAbility: rounded(one.ability.win),
      ramp: { half: rounded(one.ramp.half), scale: rounded(one.ramp.scale), ceiling: rounded(one.ramp.ceiling) },
      forecastBias: rounded(one.bias),
      expected: expectedOf(world, one),
    })),
    events: [...events],
  }
}

function expectedOf(world: World, who: Person): z.infer<typeof person>['expected'] {
  const length = Math.ceil(world.axis.days / 7)
  const expected = {
    firstMeetings: Array.from({ length }, () => 0),
    mails: Array.from({ length }, () => 0),
    calls: Array.from({ length }, () => 0),
  }
  for (const { no, meetings, mails, calls } of weeksOf(world, who)) {
    if (no < 0) continue
    expected.firstMeetings[no] = shortened(meetings)
    expected.mails[no] = shortened(mails)
    expected.calls[no] = shortened(calls)
  }
  return expected
}

function shortened(value: number): number {
  return Math.round(value * 10_000) / 10_000
}

function rounded(value: number): number {
  return Math.round(value * 1_000_000) / 1_000_000
}
