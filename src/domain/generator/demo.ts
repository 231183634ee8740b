import { axisOf } from './axis.ts'
import { expectedMonth } from './forecasts.ts'
import { makeWorld } from './generate.ts'
import { spellAt, type Person } from './persons.ts'
import { resolveScenario, type Scenario } from './scenario.ts'
import { runPerson } from './seller.ts'
import { newSink } from './sink.ts'
import { staffCompany, type Staff } from './staffing.ts'
import { daysOf, weeksOf } from './weeks.ts'
import type { World } from './world.ts'

/** Whom the guided path asks about. */
export const DEMO_PERSON = { id: 'u8', name: 'Bo Lindgren' } as const

/** The demo is played on for so many months after it was begun. */
const AHEAD = 3
const BEHIND = 9
/** days before the month looked at from which Bo meets fewer people */
const BEFORE = 14
/** a month says something from here on; before, the last one is looked at */
const ENOUGH_DAYS = 12
const SEEDS = 600

/** The month in which the guided path shows the cause, by the local date on which the demo was begun: `2026-11`. */
export function demoMonth(today: string): string {
  return (Number(today.slice(8)) >= ENOUGH_DAYS ? today : monthsBefore(today, 1)).slice(0, 7)
}

/**
 * Twelve people in two teams, one of them abroad: a player-coach, a hire on the ramp, and two causes to be found. Bo has
 * a quarter of the usual first meetings since two weeks before the month looked at, and the team abroad gives more away.
 * `today` is a local date. Chance could hide a cause: of the possible companies the first is taken in which it shows.
 */
export function demoScenario(today: string, where: { zone: string; currency: string }): Scenario {
  const start = monthsBefore(today, BEHIND)
  let fallback: Scenario | null = null
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const scenario = scenarioOf(seed, start, today, where)
    if (!hasCast(staffCompany(scenario, axisOf(scenario)))) continue
    fallback ??= scenario
    const world = makeWorld(scenario)
    if (isDown(world, today) && isBehind(world, today)) return scenario
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
    creation: { firstMeetingsPerWeek: 4, dispersion: 1, toDeal: 0.3, leadsPerWeek: 2 },
    stakeholders: 1.6,
    // a short cycle: what is not begun in one month is missing in the next
    outcome: { winRate: 0.35, win: { median: 0.9, sigma: 0.5 }, loss: { median: 0.8, sigma: 0.8 } },
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
        by: 0.75,
        subject: DEMO_PERSON.id,
        from: daysBetween(start, `${demoMonth(today)}-01`) - BEFORE,
      },
      { kind: 'discount-wave', points: 0.15, subject: 't2', from: daysBetween(start, today) - 90 },
    ],
  })
}

/** Bo sells, one of the two leads does as well, and there is somebody to find leads and to keep customers. */
function hasCast({ persons, byNo }: Staff): boolean {
  const first = persons.filter(({ hired }) => hired < 0).map(({ spells }) => spells[0]!.discipline)
  const bo = persons.find(({ id }) => id === DEMO_PERSON.id)!
  return (
    bo.spells[0]!.discipline === 'ae' &&
    spellAt(bo, 0)?.team === 1 &&
    byNo.get(2)!.coach !== byNo.get(3)!.coach &&
    first.includes('sdr') &&
    first.includes('csm') &&
    persons.some(({ hired, spells }) => hired > 0 && spells[0]!.discipline === 'ae')
  )
}

const MONTHS = 7

/** First meetings of the month looked at lie below every month before, by the same day of each, as a band is drawn. */
function isDown(world: World, today: string): boolean {
  const { axis, scenario } = world
  const focus = monthOf(world, today)
  const until = focus === axis.monthNo(axis.dayOf(today)) ? Number(today.slice(8)) : 31
  const met = Array.from({ length: MONTHS }, () => 0)
  const bo = boOf(world)
  for (const week of weeksOf(world, bo)) {
    for (const day of daysOf(world, 'first-meetings', bo, week, week.meetings, scenario.creation.dispersion)) {
      const place = axis.monthNo(day) - focus + MONTHS - 1
      if (place >= 0 && place < MONTHS && Number(axis.date(day).slice(8)) <= until) met[place]! += 1
    }
  }
  const usual = met.slice(0, -1).toSorted((a, b) => a - b)
  return usual[1]! - met.at(-1)! >= 3 && usual[0]! - met.at(-1)! >= 1
}

/** Bo sold what was expected before, and does not in the month looked at. */
function isBehind(world: World, today: string): boolean {
  const focus = monthOf(world, today)
  const running = runPerson(world, newSink(), boOf(world), () => {})
  let step = running.next()
  while (step.done !== true) step = running.next()
  const { sold } = step.value
  const goal = expectedMonth(world.scenario)
  const before = [1, 2, 3].reduce((sum, back) => sum + (sold.get(focus - back) ?? 0), 0)
  return before > 3 * 0.7 * goal && (sold.get(focus) ?? 0) < 0.4 * goal
}

function monthOf({ axis }: World, today: string): number {
  return axis.monthNo(axis.dayOf(`${demoMonth(today)}-01`))
}

function boOf({ staff }: World): Person {
  return staff.persons.find(({ id }) => id === DEMO_PERSON.id)!
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
