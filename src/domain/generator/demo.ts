import { expectedMonth } from './forecasts.ts'
import { makeWorld } from './generate.ts'
import { spellAt } from './persons.ts'
import { resolveScenario, type Scenario } from './scenario.ts'
import { runPerson, type Work } from './seller.ts'
import { newSink } from './sink.ts'
import type { World } from './world.ts'

/** Whom the guided path asks about. */
export const DEMO_PERSON = { id: 'u8', name: 'Bo Lindgren' } as const

/** The demo is played on for so many months after it was begun. */
const AHEAD = 3
const BEHIND = 9
/** days before today from which Bo meets fewer people */
const SINCE = 98
const SEEDS = 600

/**
 * Twelve people in two teams, one of them abroad: a player-coach, a hire on the ramp, and two causes to be found. Bo has
 * two fifths of the usual first meetings for fourteen weeks, and the team abroad gives more away. `today` is a local date.
 * Chance could hide a cause: of the possible companies the first is taken in which it shows.
 */
export function demoScenario(today: string, where: { zone: string; currency: string }): Scenario {
  const start = monthsBefore(today, BEHIND)
  let fallback: Scenario | null = null
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const scenario = scenarioOf(seed, start, today, where)
    const world = makeWorld(scenario)
    if (!hasCast(world)) continue
    fallback ??= scenario
    if (isBehind(world, world.axis.dayOf(today))) return scenario
  }
  return fallback!
}

function scenarioOf(
  seed: number,
  start: string,
  today: string,
  { zone, currency }: { zone: string; currency: string },
): Scenario {
  const home = zone === 'Europe/London'
  const abroad = home
    ? { name: 'Berlin', zone: 'Europe/Berlin', country: 'DE', currency: 'EUR', share: 0.5 }
    : { name: 'London', zone: 'Europe/London', country: 'GB', currency: 'GBP', share: 0.5 }
  return resolveScenario({
    preset: 'scrum',
    people: 11,
    months: BEHIND + AHEAD,
    warmUpMonths: 3,
    seed,
    start,
    company: { name: 'Arbor', currency, zone },
    offices: [{ name: officeName(zone), zone, country: countryOf(zone), currency, share: 0.5 }, abroad],
    teamSize: 6,
    playerCoaches: 0.5,
    names: { [DEMO_PERSON.id]: DEMO_PERSON.name },
    roles: { sdr: 0.2, csm: 0.1 },
    // one hire, at the beginning of the month before last
    hiring: { growth: 0.01305, slip: 0, backfillDays: null },
    attrition: 0,
    // first meetings with little noise: what is planted shows in a dozen points
    creation: { firstMeetingsPerWeek: 3, dispersion: 1, toDeal: 0.4, leadsPerWeek: 2 },
    stakeholders: 1.6,
    outcome: { winRate: 0.3 },
    size: { cv: 0.6 },
    ability: { creationCv: 0.15, activityCv: 0.2, winSd: 0.1 },
    goals: { period: 'month', source: 'quota', stretch: 1 },
    // enough for every figure, and little enough for one click
    activity: {
      mails: { ae: 3, sdr: 8 },
      calls: { ae: 2, sdr: 8 },
      deal: { ownMails: 0.6, buyerMails: 0.4, meetings: 0.2, calls: 0.15 },
      customer: { mails: 0.05, meetings: 0.02 },
    },
    events: [
      {
        kind: 'metric-drop',
        metric: 'first-meetings',
        by: 0.6,
        subject: DEMO_PERSON.id,
        from: daysBetween(start, today) - SINCE,
      },
      { kind: 'discount-wave', points: 0.15, subject: 't2', from: daysBetween(start, today) - 90 },
    ],
  })
}

/** Bo sells, one of the two leads does as well, and there is somebody to find leads and to keep customers. */
function hasCast({ staff: { persons, byNo } }: World): boolean {
  const first = persons.filter(({ hired }) => hired < 0).map(({ spells }) => spells[0]!.discipline)
  const bo = persons.find(({ id }) => id === DEMO_PERSON.id)!
  return (
    bo.spells[0]!.discipline === 'ae' &&
    spellAt(bo, 0)?.team === 1 &&
    byNo.get(2)!.coach !== byNo.get(3)!.coach &&
    first.filter((one) => one === 'sdr').length === 2 &&
    first.includes('csm') &&
    persons.some(({ hired, spells }) => hired > 0 && spells[0]!.discipline === 'ae')
  )
}

/** Bo sold what was expected before, does not this month and did not last, and everybody can see why. */
function isBehind(world: World, today: number): boolean {
  const { axis, scenario } = world
  const { sold, weeks, firstMeetings } = workOf(world)
  const month = axis.monthNo(today)
  const goal = expectedMonth(scenario)
  const of = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => sold.get(from + index) ?? 0).reduce((sum, one) => sum + one, 0) /
    (goal * (to - from))
  const met = (from: number, to: number) =>
    weeks.reduce((sum, { no }, at) => sum + (no * 7 >= from && no * 7 + 7 <= to ? firstMeetings[at]!.length : 0), 0) /
    ((to - from) / 7)
  return (
    of(month - 6, month - 3) > 0.75 &&
    of(month - 1, month) < 0.6 &&
    of(month, month + 1) < 0.45 &&
    met(today - SINCE - 84, today - SINCE) > 2 &&
    met(today - SINCE, today) < 1.4 &&
    met(today - 28, today) < 1.6
  )
}

function workOf(world: World): Work {
  const bo = world.staff.persons.find(({ id }) => id === DEMO_PERSON.id)!
  const sink = newSink()
  const running = runPerson(world, sink, bo, () => {})
  for (;;) {
    const step = running.next()
    if (step.done === true) return step.value
  }
}

/** The city of a zone; a zone such as UTC lies in none. */
function officeName(zone: string): string {
  const [area, ...rest] = zone.split('/')
  const city = rest.at(-1)
  return city === undefined || area === 'Etc' ? 'Head office' : city.replaceAll('_', ' ')
}

function countryOf(zone: string): Scenario['offices'][number]['country'] {
  if (zone.startsWith('America/')) return 'US'
  if (zone === 'Europe/London') return 'GB'
  return zone === 'Europe/Paris' ? 'FR' : 'DE'
}

/** The first day of the month so many months before. */
function monthsBefore(date: string, months: number): string {
  const [year, month] = date.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 10)
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000
}
