import { dataAt, hasDeals } from '#db/data-at.ts'
import { goalHistory } from '#db/goal-changes.ts'
import { historySince } from '#db/structure.ts'
import { COMPANY, scopeKey } from '#domain/scope.ts'
import { LATEST } from '#domain/span/box.ts'
import { logBarsView, scopeAccess } from '#services/access/scope.ts'
import { openPeriod, readFigures } from '#services/bookings/figures.ts'
import { readClock } from '#services/clock/read-clock.ts'
import type { Ctx } from '#services/context.ts'
import { ownConsents } from '#services/me/agreed.ts'
import { periodCalendar } from '#services/org/policy.ts'
import { homeScope, scopeOptions } from '#services/org/scope-options.ts'
import { readStructure } from '#services/org/structure.ts'
import { resolveView } from '#services/org/view.ts'
import { zoneOf } from '#domain/calendar/zone.ts'
import type { GoalRow, Workspace } from '../contract.ts'

export async function readWorkspace(ctx: Ctx): Promise<Workspace> {
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const [structure, clock, hasData, newest, consents] = await Promise.all([
    readStructure(ctx.db, view, view.asOfDate),
    readClock(ctx, ctx.db),
    hasDeals(ctx.db, ctx.orgId),
    dataAt(ctx.db, ctx.orgId),
    ownConsents(ctx, view),
  ])
  const access = await scopeAccess(ctx, view, structure)
  const scopes = scopeOptions(structure, access, view.settings.name, view.asOfDate)
  const { name, zone, currency } = view.settings
  return {
    org: { name, zone, currency, calendar: periodCalendar(view.settings) },
    clock,
    scopes,
    homeScope: homeScope(scopes, ctx.actor),
    hasData,
    dataAt: newest,
    asks: consents.filter(({ asked, agreed }) => asked && agreed === null).map(({ question }) => question),
  }
}

/** The goal of every scope that the viewer may see, with what was set before. */
export async function readGoalRows(
  ctx: Ctx,
  period: string,
): Promise<{ period: string; currency: string; rows: GoalRow[] }> {
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const world = await openPeriod(ctx, view, period)
  const access = await scopeAccess(ctx, view, world.structure)
  const scopes = scopeOptions(world.structure, access, view.settings.name, world.day).map(({ scope }) => scope)
  const figures = await readFigures(ctx, world, scopes)
  const changes = await goalChanges(ctx, period, view.settings.zone, world.range.from)
  const persons = figures.filter(({ scope }) => scope.kind === 'person').map(({ scope }) => scope.id)
  await logBarsView(ctx, world, persons)
  const rows = figures.map(({ scope, label, goal, burnDown, medianOfLastThree }) => ({
    scope,
    label,
    minor: burnDown.goal,
    source: burnDown.goal === null ? null : goal.source,
    computed: burnDown.goal !== null && goal.computedFrom !== null,
    medianOfLastThree,
    changes: changes.get(scopeKey(scope)) ?? [],
  }))
  return { period, currency: view.settings.currency, rows }
}

/** What was set for each scope, newest first; a correction is one entry however many steps it replaced. */
async function goalChanges(
  ctx: Ctx,
  period: string,
  zone: string,
  periodStart: string,
): Promise<Map<string, GoalRow['changes']>> {
  const now = { valid: LATEST, known: LATEST, recorded: LATEST }
  const goals = (await historySince(ctx.db, ctx.orgId, 'goal', now, -Infinity)).filter(
    ({ state }) => state.period === period && state.metric === 'bookings',
  )
  const scopes = new Map(
    goals.flatMap(({ id, state: { scopeKind, scopeId } }) =>
      scopeKind === 'role' ? [] : [[id, scopeKey({ kind: scopeKind, id: scopeId ?? COMPANY.id })]],
    ),
  )
  const history = await goalHistory(ctx.db, ctx.orgId, [...scopes.keys()])
  const changes = new Map<string, GoalRow['changes']>()
  const told = new Set<string>()
  for (const { goalId, validAt, validDate, recordedAt, minor, by } of history) {
    const correction = validDate === null
    const write = `${goalId} ${recordedAt}`
    if (correction && told.has(write)) continue
    told.add(write)
    const date = validDate ?? (Number.isFinite(validAt) ? zoneOf(zone).dateAt(validAt) : periodStart)
    const key = scopes.get(goalId)!
    changes.set(key, [{ date, minor, by, correction }, ...(changes.get(key) ?? [])])
  }
  return changes
}
