import { z } from 'zod'
import { CONSTANTS } from './constants.ts'
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
  persons: z.array(z.string()).nullable().describe('ids of those meant; null: everyone, also whoever comes later'),
  metric: z.string().describe('what it changes; a fault of the data: which file'),
  size: z.number(),
  unit: z.string(),
  into: z.string().optional().describe('the team that the person moved to'),
  from: z.string().describe('first day'),
  to: z.string().nullable().describe('last day; null: to the end'),
  rows: z
    .int()
    .optional()
    .describe('of a fault of the data: rows of the file that are missing because of it, or stand there a second time'),
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
  fadesFrom: z
    .string()
    .nullable()
    .describe('from here on a leaver does less by the day, in a straight line to `fading.least` on the last'),
  activityLevel: series.describe('latent level of mails and calls by week, in `expected` already'),
  bursts: series.nullable().describe('level of bursts by week, in `expected` already; null in a world without'),
  expected: z
    .object({ firstMeetings: series, mails: series, calls: series })
    .describe(
      'means that the counts were drawn from, added over the days at work: abilities, ramp, season, market and events multiplied; mails and calls are those without a deal',
    ),
})

/** One line of the list of deals in the truth file. */
const deal = z.object({
  id: z.string(),
  duplicateOf: z.string().optional(),
  interest: z.number().describe('level of the buyer, standard normal over deals'),
  weeklyInterest: z.array(z.number()).describe('by week from the day after creation, until it was closed or deleted'),
  hidden: z.boolean().describe('of the kind that no column shows'),
  winChance: z.number().describe('before events'),
  latent: z.enum(['won', 'lost', 'never']).describe('the outcome before events, also where it lies after the last day'),
  latentDays: z.number().nullable().describe('days from creation to it'),
  turned: z.boolean().describe('an event or a new owner turned the outcome'),
  happened: z
    .object({
      kind: z.enum(['won', 'lost']),
      date: z.string(),
      entered: z.string().describe('when the CRM was told'),
    })
    .nullable(),
  discount: z.number(),
  deletedOn: z.string().nullable(),
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
    teamLevels: z.record(z.string(), z.array(z.number())).describe('factor by team and month, where teams share one'),
  }),
  constants: z.json().describe('what no scenario changes; days are calendar days'),
  persons: z.array(person),
  deals: z.array(deal),
  duplicateAccounts: z.array(z.object({ id: z.string(), duplicateOf: z.string() })),
  events: z.array(planted),
})

/** JSON Schema (2020-12) of what goes in and of the truth that comes out. */
export function schemas(): { scenario: unknown; truth: unknown } {
  return {
    scenario: z.toJSONSchema(scenarioSchema, { io: 'input' }),
    truth: z.toJSONSchema(truthSchema, { io: 'output' }),
  }
}

type Truth = z.infer<typeof truthSchema>

/** What is true before a row is made, but for the people. */
export function truthOf(world: World): Omit<Truth, 'persons' | 'deals' | 'duplicateAccounts' | 'events'> {
  const { scenario, axis, fate, market, teamLevels } = world
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
      teamLevels: Object.fromEntries([...teamLevels].map(([no, list]) => [`t${no}`, list.slice(warm).map(rounded)])),
    },
    constants: CONSTANTS as unknown as Truth['constants'],
  }
}

/** The latent side of one person after the other: each is as long as the weeks of the world. */
export function* personsOf(world: World): Generator<Truth['persons'][number]> {
  const { axis, staff } = world
  for (const one of staff.persons) {
    yield {
      id: one.id,
      hired: axis.date(one.hired),
      planned: axis.date(one.planned),
      left: one.left === null ? null : axis.date(one.left - 1),
      creationAbility: rounded(one.ability.creation),
      activityAbility: rounded(one.ability.activity),
      winAbility: rounded(one.ability.win),
      ramp: { half: rounded(one.ramp.half), scale: rounded(one.ramp.scale), ceiling: rounded(one.ramp.ceiling) },
      forecastBias: rounded(one.bias),
      fadesFrom: one.fadesFrom === null ? null : axis.date(one.fadesFrom),
      ...latentOf(world, one),
    }
  }
}

/** What was planted; rows that faults of the data took or doubled are counted as the rows are made. */
export function eventsOf({ planted: events }: World): Truth['events'] {
  return events.map(({ rows, persons, ...event }) => ({
    ...event,
    persons: persons === null ? null : [...persons],
    ...(rows !== undefined && { rows: rows() }),
  }))
}

function latentOf(world: World, who: Person): Pick<z.infer<typeof person>, 'expected' | 'activityLevel' | 'bursts'> {
  const zeros = () => Array.from({ length: Math.ceil(world.axis.days / 7) }, () => 0)
  const expected = { firstMeetings: zeros(), mails: zeros(), calls: zeros() }
  const activityLevel = zeros()
  const bursts = zeros()
  for (const { no, meetings, mails, calls, level, burst } of weeksOf(world, who)) {
    if (no < 0) continue
    expected.firstMeetings[no] = shortened(meetings.sum)
    expected.mails[no] = shortened(mails.sum)
    expected.calls[no] = shortened(calls.sum)
    activityLevel[no] = shortened(level)
    bursts[no] = shortened(burst)
  }
  return { expected, activityLevel, bursts: world.scenario.misspecified.bursts === null ? null : bursts }
}

function shortened(value: number): number {
  return Math.round(value * 10_000) / 10_000
}

function rounded(value: number): number {
  return Math.round(value * 1_000_000) / 1_000_000
}
