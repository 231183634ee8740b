import type { Db } from '../../db/client.ts'
import { readKind } from '../../db/spans.ts'
import { historySince } from '../../db/structure.ts'
import { periodRange } from '../../domain/calendar/period.ts'
import type { Goals, OwnGoal } from '../../domain/burn-down/scope-goal.ts'
import { type Exchange, type MoneyOnDate, openExchange } from '../../domain/money/exchange.ts'
import { COMPANY, scopeKey } from '../../domain/scope.ts'
import { periodCalendar } from '../org/policy.ts'
import { localDays } from '../org/structure.ts'
import type { OrgView } from '../org/view.ts'

export interface PeriodGoals {
  /** in the organisation's currency, each step by the rate of its date; what always held by that of the period's first day */
  readonly goals: Goals
  /** currencies without a rate, by the scope whose goal is left out for it */
  readonly missing: ReadonlyMap<string, string>
}

/** Every goal of a metric and period in a view, step by step. */
export async function readGoals(
  db: Db,
  { orgId, view, settings }: OrgView,
  metric: string,
  period: string,
): Promise<PeriodGoals> {
  const rows = (await historySince(db, orgId, 'goal', view, -Infinity)).filter(
    ({ state }) => state.metric === metric && state.period === period,
  )
  const foreign = rows.some(({ state }) => state.currency !== settings.currency)
  const rates = foreign ? await readKind(db, orgId, 'rate', view) : []
  const exchange = openExchange(
    settings.currency,
    rates.map(({ state }) => state),
  )
  const firstDay = periodRange(period, periodCalendar(settings)).from
  const goals = new Map<string, OwnGoal>()
  const missing = new Map<string, string>()
  for (const { state, ...span } of rows) {
    const key = scopeKey({ kind: state.scopeKind, id: state.scopeId ?? COMPANY.id })
    const date = localDays(span, settings.zone).from
    const priced = span.validFrom === -Infinity ? firstDay : date
    const minor = convert(exchange, { minor: state.minor, currency: state.currency, date: priced }, settings.currency)
    if (minor === null) missing.set(key, state.currency)
    goals.set(key, { steps: [...(goals.get(key)?.steps ?? []), { date, minor }], source: state.source })
  }
  return { goals, missing }
}

/** By the rate of the day, else of the plan; null without either. */
function convert(exchange: Exchange, money: MoneyOnDate, to: string): number | null {
  for (const kind of ['daily', 'plan'] as const) {
    const converted = exchange.convert(money, to, kind)
    if ('minor' in converted) return converted.minor
  }
  return null
}
