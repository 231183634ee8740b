import type { Db } from '../../db/client.ts'
import { readKind } from '../../db/spans.ts'
import { type DatedRow, historySince } from '../../db/structure.ts'
import type { DateRange } from '../../domain/calendar/local-date.ts'
import { periodRange } from '../../domain/calendar/period.ts'
import {
  type GoalSource,
  type Goals,
  type OwnGoal,
  ownGoal,
  scopeGoal,
  type ScopeGoal,
} from '../../domain/burn-down/scope-goal.ts'
import type { GoalStep } from '../../domain/burn-down/goal.ts'
import type { LocalDate } from '../../domain/instant.ts'
import { type Exchange, type MoneyOnDate, openExchange } from '../../domain/money/exchange.ts'
import { COMPANY, type Scope, scopeKey } from '../../domain/scope.ts'
import type { Structure } from '../../domain/structure.ts'
import type { StateOf } from '../../domain/world/kinds.ts'
import { periodCalendar } from '../org/policy.ts'
import { localDays } from '../org/structure.ts'
import type { OrgView } from '../org/view.ts'
import { goalIsMoney, goalsAdd } from './goal-metric.ts'
import { goalsOfRoles } from './role-goals.ts'

export interface PeriodGoals {
  /**
   * Money in the organisation's currency, each step by the rate of its date; what always held by that of the period's
   * first day. A person without an own goal has that of the role.
   */
  readonly goals: Goals
  /** what each of a role's people is given in full swing, by role */
  readonly roles: ReadonlyMap<string, OwnGoal>
  /** currencies without a rate, by the scope whose goal is left out for it */
  readonly missing: ReadonlyMap<string, string>
  /** whether the goals of people add up to one of their team */
  readonly adds: boolean
}

/** Every goal of a metric and period in a view, step by step. */
export async function readGoals(db: Db, view: OrgView, metric: string, period: string): Promise<PeriodGoals> {
  return (await readGoalsOf(db, view, [metric], period)).get(metric)!
}

/** The goals of several metrics in a period, by metric. */
export async function readGoalsOf(
  db: Db,
  view: OrgView,
  metrics: readonly string[],
  period: string,
): Promise<Map<string, PeriodGoals>> {
  const { orgId, settings } = view
  const rows = (await historySince(db, orgId, 'goal', view.view, -Infinity)).filter(
    ({ state }) => state.period === period && metrics.includes(state.metric),
  )
  const foreign = rows.some(({ state }) => state.currency !== null && state.currency !== settings.currency)
  const rates = foreign ? await readKind(db, orgId, 'rate', view.view) : []
  const exchange = openExchange(
    settings.currency,
    rates.map(({ state }) => state),
  )
  const range = periodRange(period, periodCalendar(settings))
  const found = new Map<string, PeriodGoals>()
  for (const metric of metrics) {
    const own = rows.filter(({ state }) => state.metric === metric)
    found.set(metric, await goalsOf(db, view, metric, own, { range, exchange }))
  }
  return found
}

async function goalsOf(
  db: Db,
  view: OrgView,
  metric: string,
  rows: readonly DatedRow<StateOf<'goal'>>[],
  { range, exchange }: { readonly range: DateRange; readonly exchange: Exchange },
): Promise<PeriodGoals> {
  const { currency, zone } = view.settings
  const goals = new Map<string, OwnGoal>()
  const roles = new Map<string, OwnGoal>()
  const missing = new Map<string, string>()
  for (const { state, ...span } of rows) {
    const date = localDays(span, zone).from
    const priced = span.validFrom === -Infinity ? range.from : date
    const minor =
      state.currency === null
        ? state.minor
        : convert(exchange, { minor: state.minor, currency: state.currency, date: priced }, currency)
    const step = { date, minor }
    if (state.scopeKind === 'role') {
      roles.set(state.scopeId ?? '', withStep(roles.get(state.scopeId ?? ''), step, state.source))
      continue
    }
    const key = scopeKey({ kind: state.scopeKind, id: state.scopeId ?? COMPANY.id })
    if (minor === null && state.currency !== null) missing.set(key, state.currency)
    goals.set(key, withStep(goals.get(key), step, state.source))
  }
  const adds = goalsAdd(metric)
  if (roles.size > 0)
    for (const [personId, goal] of await goalsOfRoles(db, view, {
      metric,
      roles,
      range,
      adds,
      money: goalIsMoney(metric),
    })) {
      const key = scopeKey({ kind: 'person', id: personId })
      if (!goals.has(key)) goals.set(key, goal)
    }
  return { goals, roles, missing, adds }
}

function withStep(before: OwnGoal | undefined, step: GoalStep, source: GoalSource): OwnGoal {
  return { steps: [...(before?.steps ?? []), step], source }
}

/** The goal of a scope: its own, and of what adds up else the sum of its people's. */
export function goalOfScope(
  structure: Structure,
  { goals, adds }: Pick<PeriodGoals, 'goals' | 'adds'>,
  scope: Scope,
  range: DateRange,
  date: LocalDate,
): ScopeGoal {
  return adds ? scopeGoal(structure, goals, scope, range, date) : ownGoal(goals, scope)
}

/** By the rate of the day, else of the plan; null without either. */
function convert(exchange: Exchange, money: MoneyOnDate, to: string): number | null {
  for (const kind of ['daily', 'plan'] as const) {
    const converted = exchange.convert(money, to, kind)
    if ('minor' in converted) return converted.minor
  }
  return null
}
