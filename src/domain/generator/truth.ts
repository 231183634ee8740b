import { z } from 'zod'
import { forecastFloor } from './forecasts.ts'
import { GENERATOR_VERSION } from './generate.ts'
import { scenarioSchema } from './scenario.ts'
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
})

/** One line of the list of deals in the truth file. */
const deal = z.object({
  id: z.string(),
  duplicateOf: z.string().optional(),
  interest: z.number().describe('level of the buyer, standard normal over deals'),
  meanInterest: z.number().describe('mean over the weeks it was open'),
  lastInterest: z.number(),
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
    firstDay: z.string(),
    lastDay: z.string(),
    intercept: z.number().describe('log odds of a deal whose other factors are 1'),
    forecastFloor: z.number().describe('k of the forecasts, major units'),
    market: z.array(z.number()).describe('factor on first meetings by month from the first'),
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
  return {
    version: GENERATOR_VERSION,
    scenario,
    world: {
      firstDay: axis.date(0),
      lastDay: axis.date(axis.days - 1),
      intercept: rounded(fate.intercept),
      forecastFloor: forecastFloor(scenario) / 100,
      market: market.slice(0, scenario.months + 1).map(rounded),
      teamLevels: Object.fromEntries([...teamLevels].map(([no, list]) => [`t${no}`, list.map(rounded)])),
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
    })),
    events: [...events],
  }
}

function rounded(value: number): number {
  return Math.round(value * 1_000_000) / 1_000_000
}
