import { dailyBookings, type FiguresQuery, firstDealDay } from '../../db/bookings.ts'
import { burnDown, type BurnDown } from '../../domain/burn-down/burn-down.ts'
import { medianOfPeriods } from '../../domain/burn-down/median-of-periods.ts'
import type { Booking } from '../../domain/burn-down/recent.ts'
import { scopeGoal, type ScopeGoal } from '../../domain/burn-down/scope-goal.ts'
import { addDays } from '../../domain/calendar/local-date.ts'
import { type PeriodCalendar, periodRange, type PeriodRange } from '../../domain/calendar/period.ts'
import { LeadoutError } from '../../domain/errors.ts'
import type { LocalDate } from '../../domain/instant.ts'
import { UNUSUAL_DIGITS } from '../../domain/money/currency.ts'
import { type Scope, scopeKey } from '../../domain/scope.ts'
import type { Ctx } from '../context.ts'
import { readGoals } from '../goals/read-goals.ts'
import { readSellingTime } from '../org/selling-time.ts'
import { labelOf, type OrgStructure, readStructure } from '../org/structure.ts'
import { periodCalendar } from '../org/policy.ts'
import type { OrgView } from '../org/view.ts'

export interface ScopeFigure {
  readonly scope: Scope
  readonly label: string
  readonly goal: ScopeGoal
  readonly burnDown: BurnDown
  /** of the last three full periods; null without any */
  readonly medianOfLastThree: number | null
  /** currencies without a rate: what is booked is not known */
  readonly missing: readonly string[]
}

/** What bookings of a period are read with. */
export interface PeriodWorld {
  readonly view: OrgView
  readonly period: string
  readonly range: PeriodRange
  /** the as-of day, or the nearest day of the period */
  readonly day: LocalDate
  readonly structure: OrgStructure
}

/** The last 20 selling days lie within this many days, unless a calendar has longer holidays. */
const RECENT_DAYS = 120

/** @throws LeadoutError `invalid` for a period that does not exist */
export async function openPeriod(ctx: Pick<Ctx, 'db'>, view: OrgView, period: string): Promise<PeriodWorld> {
  const range = periodRange(period, periodCalendar(view.settings))
  const from = range.from < view.asOfDate ? range.from : view.asOfDate
  return { view, period, range, day: clamp(view.asOfDate, range), structure: await readStructure(ctx.db, view, from) }
}

/** The burn-down of each scope that exists in the view; the others are left out. */
export async function readFigures(
  ctx: Pick<Ctx, 'db'>,
  world: PeriodWorld,
  scopes: readonly Scope[],
): Promise<ScopeFigure[]> {
  const { view, period, range, day, structure } = world
  const { db } = ctx
  const query = figuresQuery(view)
  const { goals, missing: goalsMissing } = await readGoals(db, view, 'bookings', period)
  const sellingTime = await readSellingTime(db, view, structure)
  const firstDay = await firstDealDay(db, query)
  const history = medianOfPeriods(period, view.asOfDate, periodCalendar(view.settings))
  const from = [addDays(view.asOfDate, -RECENT_DAYS), range.from, history.from].toSorted()[0]!
  // without a deal there is no history: it begins tomorrow
  const known = firstDay ?? addDays(view.asOfDate, 1)
  const historyFrom = known > from ? known : from
  const bookings = await bookingsOf(ctx, query, scopes, { from, to: view.asOfDate })
  return scopes.flatMap((scope) => {
    const label = labelOf(structure, scope, view.settings.name, day)
    if (label === null) return []
    const { days = [], missing: unpriced = [] } = bookings.get(scopeKey(scope)) ?? {}
    const goal = scopeGoal(structure, goals, scope, range, day)
    // a goal that is a sum may hold any of them
    const unpricedGoals =
      goal.computedFrom === null ? [goalsMissing.get(scopeKey(scope)) ?? []].flat() : goalsMissing.values()
    const missing = [...unpriced, ...unpricedGoals]
    const figures = burnDown({
      period: range,
      goals: goal.steps,
      bookings: days,
      historyFrom,
      asOf: view.asOfDate,
      ...sellingTime(scope),
    })
    return [{ scope, label, goal, burnDown: figures, medianOfLastThree: history.median(days, firstDay), missing }]
  })
}

/** @throws LeadoutError `precondition` naming the currencies for which there is no rate */
export function requireRates(missing: Iterable<string>, currency: string): void {
  const currencies = [...new Set(missing)].toSorted()
  if (currencies.length === 0) return
  throw new LeadoutError('precondition', `There is no exchange rate from ${currencies.join(', ')} to ${currency}`, {
    currencies,
  })
}

export function figuresQuery({
  orgId,
  view,
  asOfDate,
  settings,
}: OrgView): FiguresQuery & { calendar: PeriodCalendar } {
  const calendar = periodCalendar(settings)
  return { calendar, orgId, view, asOfDate, zone: settings.zone, currency: settings.currency, digits: UNUSUAL_DIGITS }
}

interface ScopeBookings {
  readonly days: Booking[]
  readonly missing: string[]
}

async function bookingsOf(
  { db }: Pick<Ctx, 'db'>,
  query: FiguresQuery,
  scopes: readonly Scope[],
  range: { from: LocalDate; to: LocalDate },
): Promise<Map<string, ScopeBookings>> {
  const found = new Map<string, ScopeBookings>()
  for (const { date, minor, missing, ...scope } of await dailyBookings(db, query, scopes, range)) {
    const key = scopeKey(scope)
    const entry = found.get(key) ?? { days: [], missing: [] }
    found.set(key, entry)
    entry.days.push({ date, minor })
    entry.missing.push(...missing)
  }
  return found
}

function clamp(date: LocalDate, { from, to }: PeriodRange): LocalDate {
  return date < from ? from : date > to ? to : date
}
