import { resolveScenario, type Scenario } from './scenario.ts'

/** Whom the guided path asks about. */
export const DEMO_PERSON = { id: 'u8', name: 'Bo Lindgren' } as const

/** The demo is played on for so many months after it was begun. */
const AHEAD = 3
const BEHIND = 12

/**
 * Twelve people in two teams, one of them abroad: a player-coach, a hire on the ramp, and two causes to be found. Bo has
 * two fifths of the usual first meetings for ten weeks, and the team abroad gives more away. `today` is a local date.
 */
export function demoScenario(today: string, { zone, currency }: { zone: string; currency: string }): Scenario {
  const start = monthsBefore(today, BEHIND)
  const home = zone === 'Europe/London'
  const abroad = home
    ? { name: 'Berlin', zone: 'Europe/Berlin', country: 'DE', currency: 'EUR', share: 0.5 }
    : { name: 'London', zone: 'Europe/London', country: 'GB', currency: 'GBP', share: 0.5 }
  const city = (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
  return resolveScenario({
    preset: 'scrum',
    people: 11,
    months: BEHIND + AHEAD,
    seed: 80,
    start,
    company: { name: 'Arbor', currency, zone },
    offices: [{ name: city, zone, country: countryOf(zone), currency, share: 0.5 }, abroad],
    teamSize: 6,
    playerCoaches: 0.5,
    names: { [DEMO_PERSON.id]: DEMO_PERSON.name },
    roles: { sdr: 0.2, csm: 0.1 },
    hiring: { growth: 0.0092, slip: 0, backfillDays: null },
    attrition: 0,
    // many first meetings with little noise: what is planted shows in a dozen points
    creation: { firstMeetingsPerWeek: 4, dispersion: 1, toDeal: 0.3 },
    outcome: { winRate: 0.3 },
    size: { cv: 0.6 },
    ability: { creationCv: 0.15, activityCv: 0.2, winSd: 0.1 },
    goals: { period: 'month', source: 'quota', stretch: 1 },
    // enough for every figure, and little enough for one click
    activity: { mails: { ae: 7, sdr: 18 }, calls: { ae: 4, sdr: 14 }, customer: { mails: 0.15, meetings: 0.05 } },
    events: [
      {
        kind: 'metric-drop',
        metric: 'first-meetings',
        by: 0.6,
        subject: DEMO_PERSON.id,
        from: daysBetween(start, today) - 70,
      },
      { kind: 'discount-wave', points: 0.15, subject: 't2', from: daysBetween(start, today) - 90 },
    ],
  })
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
