import { goalOn } from '#domain/burn-down/goal.ts'
import { addDays } from '#domain/calendar/local-date.ts'
import { periodOf, type PeriodRange, periodRange } from '#domain/calendar/period.ts'
import type { LocalDate } from '#domain/instant.ts'
import { roleKey } from '#domain/role.ts'
import { type Scope, scopeKey } from '#domain/scope.ts'
import { logBarsView, scopeAccess } from '#services/access/scope.ts'
import { openPeriod } from '#services/bookings/figures.ts'
import type { Ctx } from '#services/context.ts'
import { goalOfScope, type PeriodGoals, readGoals } from '#services/goals/read-goals.ts'
import { requireMetric } from '#services/metrics/query.ts'
import { readRoles } from '#services/metrics/grid.ts'
import type { OrgStructure } from '#services/org/structure.ts'
import { periodCalendar } from '#services/org/policy.ts'
import { scopeOptions } from '#services/org/scope-options.ts'
import { resolveView } from '#services/org/view.ts'
import type { GoalSheet } from '../contract.ts'

/** Goals of a fiscal year as a grid: each scope's own goal and what its members' add up to, at the end of each period. */
export async function readSheet(
  ctx: Ctx,
  { year, unit, metric: id }: { readonly year: string; readonly unit: 'month' | 'quarter'; readonly metric: string },
): Promise<GoalSheet> {
  const metric = requireMetric(id)
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
      return { goals: await readGoals(ctx.db, view, metric.id, period), range }
    }),
  )
  const persons = options.filter(({ scope }) => scope.kind === 'person').map(({ scope }) => scope.id)
  await logBarsView(ctx, world, persons)
  const rows = options.map(({ scope, name, parentId }): GoalSheet['rows'][number] => ({
    scope,
    label: name,
    parentId,
    cells: columns.map(({ goals, range }) => cellOf(world.structure, goals, scope, { range, today: view.asOfDate })),
  }))
  const said = new Set(columns.flatMap(({ goals }) => [...goals.roles.keys()]))
  const held = [...(await readRoles(ctx.db, view)).values()].map(roleKey)
  const roles = [...new Set([...held, ...said])].filter((role) => role !== '').toSorted()
  return {
    currency: view.settings.currency,
    metric,
    periods,
    rows: [
      ...rows.filter(({ scope }) => scope.kind !== 'person'),
      ...roles.map((role): GoalSheet['rows'][number] => ({
        scope: { kind: 'role', id: role },
        label: role,
        parentId: null,
        cells: columns.map(({ goals, range }) => {
          const own = goals.roles.get(role)
          return { own: own === undefined ? null : goalOn(own.steps, range.to), sum: null, source: own?.source ?? null }
        }),
      })),
      ...rows.filter(({ scope }) => scope.kind === 'person'),
    ],
  }
}

/** The goal of a scope in a period, and what the goals below it add up to. */
export function cellOf(
  structure: OrgStructure,
  period: PeriodGoals,
  scope: Scope,
  { range, today }: { readonly range: PeriodRange; readonly today: LocalDate },
): GoalSheet['rows'][number]['cells'][number] {
  const key = scopeKey(scope)
  const held = period.goals.get(key)
  const day = today < range.from ? range.from : today > range.to ? range.to : today
  if (scope.kind === 'person') {
    const goal = held === undefined ? null : goalOn(held.steps, range.to)
    const derived = held?.ofRole !== undefined
    return { own: derived ? null : goal, sum: derived ? goal : null, source: held?.source ?? null }
  }
  const others = { ...period, goals: new Map([...period.goals].filter(([other]) => other !== key)) }
  const sum = goalOfScope(structure, others, scope, range, day)
  return {
    own: held === undefined ? null : goalOn(held.steps, range.to),
    sum: goalOn(sum.steps, range.to),
    source: held?.source ?? null,
  }
}
