import { goalOn } from '#domain/burn-down/goal.ts'
import { scopeGoal } from '#domain/burn-down/scope-goal.ts'
import { addDays } from '#domain/calendar/local-date.ts'
import { periodOf, type PeriodRange, periodRange } from '#domain/calendar/period.ts'
import type { LocalDate } from '#domain/instant.ts'
import { type Scope, scopeKey } from '#domain/scope.ts'
import { logBarsView, scopeAccess } from '#services/access/scope.ts'
import { openPeriod } from '#services/bookings/figures.ts'
import type { Ctx } from '#services/context.ts'
import { readGoals } from '#services/goals/read-goals.ts'
import type { OrgStructure } from '#services/org/structure.ts'
import { periodCalendar } from '#services/org/policy.ts'
import { scopeOptions } from '#services/org/scope-options.ts'
import { resolveView } from '#services/org/view.ts'
import type { GoalSheet } from '../contract.ts'

/** Goals of a fiscal year as a grid: each scope's own goal and what its members' add up to, at the end of each period. */
export async function readSheet(
  ctx: Ctx,
  { year, unit }: { readonly year: string; readonly unit: 'month' | 'quarter' },
): Promise<GoalSheet> {
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const calendar = periodCalendar(view.settings)
  const world = await openPeriod(ctx, view, year)
  const access = await scopeAccess(ctx, view, world.structure)
  const options = scopeOptions(world.structure, access, view.settings.name, view.asOfDate)
  const periods: string[] = []
  for (let day = world.range.from; day <= world.range.to;) {
    const period = periodOf(day, unit, calendar)
    periods.push(period)
    day = addDays(periodRange(period, calendar).to, 1)
  }
  const columns = await Promise.all(
    periods.map(async (period) => {
      const range = periodRange(period, calendar)
      const { goals } = await readGoals(ctx.db, view, 'bookings', period)
      return { goals, range }
    }),
  )
  const persons = options.filter(({ scope }) => scope.kind === 'person').map(({ scope }) => scope.id)
  await logBarsView(ctx, world, persons)
  const rows = options.map(({ scope, name, parentId }) => ({
    scope,
    label: name,
    parentId,
    cells: columns.map(({ goals, range }) => cellOf(world.structure, goals, scope, { range, today: view.asOfDate })),
  }))
  return { currency: view.settings.currency, periods, rows }
}

type Goals = Awaited<ReturnType<typeof readGoals>>['goals']

/** The goal of a scope in a period, and what the goals below it add up to. */
export function cellOf(
  structure: OrgStructure,
  goals: Goals,
  scope: Scope,
  { range, today }: { readonly range: PeriodRange; readonly today: LocalDate },
): GoalSheet['rows'][number]['cells'][number] {
  const key = scopeKey(scope)
  const own = goals.get(key)
  const day = today < range.from ? range.from : today > range.to ? range.to : today
  const others = new Map([...goals].filter(([other]) => other !== key))
  const sum = scope.kind === 'person' ? null : scopeGoal(structure, others, scope, range, day)
  return {
    own: own === undefined ? null : (goalOn(own.steps, range.to) ?? null),
    sum: sum === null ? null : (goalOn(sum.steps, range.to) ?? null),
    source: own?.source ?? null,
  }
}
