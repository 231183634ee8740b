import { exp } from './arithmetic.ts'
import { discounted } from './catalogue.ts'
import { holderAt, type Deal } from './deal.ts'
import { normal, whole } from './draw.ts'
import type { Scenario } from './scenario.ts'
import type { Work } from './seller.ts'
import type { Sink } from './sink.ts'
import { monthsInRole, rampAt, spellAt, type Person } from './persons.ts'
import { stream } from './streams.ts'
import { major, stamp } from './tables.ts'
import { capacityOf } from './weeks.ts'
import { isCut, isWorking, officeOf, type World } from './world.ts'

/** What a ramped account executive of ability 1 books in a month without season, minor units. */
export function expectedMonth({ creation, outcome, size, segments, amounts }: Scenario): number {
  const share = segments.reduce((sum, segment) => sum + segment.share, 0)
  const factor = segments.reduce((sum, segment) => sum + segment.share * segment.size, 0) / share
  const meetings = (creation.firstMeetingsPerWeek * 235) / 5 / 12
  const value = size.mean * factor * (1 - amounts.discountMean)
  return Math.round(meetings * creation.toDeal * outcome.winRate * value * 100)
}

/** Added on both sides of the ratio of sold to forecast, so that a month without a sale has one (minor units). */
export function forecastFloor(scenario: Scenario): number {
  return Math.round(expectedMonth(scenario) * 0.05)
}

/** Adds what a person won with a deal to the month of the outcome, minor units of the person's currency. */
export function addSold({ axis }: World, sold: Map<number, number>, person: Person, deal: Deal): void {
  const { outcome } = deal
  if (outcome?.kind !== 'won' || deal.deletedAt !== null || holderAt(deal, outcome.day) !== person) return
  const month = axis.monthNo(outcome.day)
  sold.set(month, (sold.get(month) ?? 0) + discounted(deal.lines, deal.discount))
}

/** Forecasts of an account executive: the truth of the month, shifted by the person's bias and blurred. */
export function submit(world: World, sink: Sink, { person, sold }: Pick<Work, 'person' | 'sold'>): void {
  const { scenario, axis } = world
  const { everyDays, noiseSd } = scenario.forecast
  const floor = forecastFloor(scenario)
  for (let day = 0; day < axis.days; day += 1) {
    const intoMonth = Number(axis.date(day).slice(8)) - 1
    if (intoMonth % everyDays !== 0 || spellAt(person, day)?.discipline !== 'ae') continue
    const first = day - intoMonth
    const next = axis.dayOf(nextMonth(axis.date(first)))
    if (first < 0 || next > axis.days || next - day < 3) continue
    // a leaver's month is not whole, and whoever leads by its end holds deals of others
    if (spellAt(person, next - 1)?.discipline !== 'ae') continue
    const month = axis.monthNo(day)
    const draw = stream(scenario.seed, 'submission', person.no, month, intoMonth)
    const left = Math.sqrt((next - day) / (next - first))
    const miss = person.bias + noiseSd * left * normal(draw)
    const known = sold.get(month) ?? 0
    const forecast = Math.max(0, Math.round(((known + floor) * exp(-miss) - floor) / 10_000) * 10_000)
    const office = officeOf(world, spellAt(person, day)!)
    let on = day
    while (on < next - 1 && !isWorking(world, person, on)) on += 1
    const at = office.instant(on, whole(draw, 9 * 3600, 11 * 3600))
    if (!isCut(world, at)) continue
    sink.row('submissions', [
      `f${person.no}m${month}d${intoMonth + 1}`,
      stamp(at),
      person.id,
      axis.date(day).slice(0, 7),
      major(forecast),
      major(Math.round((forecast * (120 + whole(draw, 0, 40))) / 10_000) * 100),
      office.office.currency,
    ])
  }
}

function nextMonth(date: string): string {
  const [year, month] = date.split('-').map(Number) as [number, number]
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
}

const PLAN: Readonly<Record<string, number>> = { EUR: 100, USD: 92, GBP: 116 }

/** Goals of persons (unless they share one), teams and the company, by the scenario's period. */
export function writeGoals(world: World, sink: Sink): void {
  const { scenario, axis, staff } = world
  const { goals, company } = scenario
  const full = expectedMonth(scenario)
  const totals = new Map<string, number>()
  const add = (scope: string, period: string, minor: number) => {
    const key = `${scope}|${period}`
    totals.set(key, (totals.get(key) ?? 0) + minor)
  }
  for (let day = 0; day < axis.days; day += 1) {
    const date = axis.date(day)
    if (!date.endsWith('-01') && day > 0) continue
    const period =
      goals.period === 'month' ? date.slice(0, 7) : `${date.slice(0, 4)}-Q${Math.floor(axis.month(day) / 3) + 1}`
    for (const person of staff.persons) {
      const spell = spellAt(person, day)
      if (spell === null) continue
      const capacity = capacityOf(person, spell.discipline)
      if (capacity === 0) continue
      // what is won now was created a cycle ago
      const months = monthsInRole(person, day) - scenario.outcome.win.median
      const ramp = months < 0 ? 0 : rampAt({ ...person.ramp, ceiling: 1 }, months)
      const minor = full * capacity * ramp * scenario.season[axis.month(day)]! * goals.stretch
      const { office } = officeOf(world, spell)
      if (goals.source !== 'shared') add(`person|${person.id}|${office.currency}`, period, minor)
      const team = staff.teams.find(({ no }) => no === spell.team)!
      add(`team|${team.id}|${office.currency}`, period, minor)
      add(
        `company||${company.currency}`,
        period,
        (minor * (PLAN[office.currency] ?? 100)) / (PLAN[company.currency] ?? 100),
      )
    }
  }
  for (const [key, minor] of totals) {
    const [scope, id, currency, period] = key.split('|') as [string, string, string, string]
    const goal = Math.round(minor / 100_000) * 100_000
    if (goal > 0)
      sink.row('goals', [scope, id === '' ? null : id, 'bookings', period, major(goal), currency, goals.source])
  }
}
