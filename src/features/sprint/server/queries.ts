import { closingDeals, openWeighted, wonDeals } from '#db/bookings.ts'
import { dataAt } from '#db/data-at.ts'
import { LeadoutError } from '#domain/errors.ts'
import { scopesBelow } from '#domain/structure.ts'
import type { Scope } from '#domain/scope.ts'
import { logBarsView, logPersonView, requireScope, scopeAccess } from '#services/access/scope.ts'
import { figuresQuery, openPeriod, type PeriodWorld, readFigures, requireRates, type ScopeFigure } from '#services/bookings/figures.ts'
import type { Ctx } from '#services/context.ts'
import { resolveView } from '#services/org/view.ts'
import { paceHead, paceRow } from '../../pace-figures.ts'
import type { PaceHead, PaceRow } from '../../pace-row.ts'
import type { Stamp } from '../../scope.ts'
import type { BurnDown, ClosingDeal } from '../contract.ts'

export interface FigureInput {
  readonly scope: Scope
  readonly period: string
  readonly asOf?: string | undefined
  readonly knownAt?: string | undefined
}

const MOST_WON = 200

export async function readBurnDown(ctx: Ctx, input: FigureInput): Promise<BurnDown> {
  const world = await open(ctx, input)
  const { view, range } = world
  const { scope } = input
  const figure = await figureOf(ctx, world, scope)
  requireRates(figure.missing, view.settings.currency)
  const set = { kind: scope.kind, ids: [scope.id] }
  const query = figuresQuery(view)
  const due = await openWeighted(ctx.db, query, set, range)
  const won = await wonDeals(ctx.db, query, set, { ...range, limit: MOST_WON })
  if (scope.kind === 'person') await logPersonView(ctx, view, scope.id)
  const { burnDown, goal, label, medianOfLastThree } = figure
  return {
    ...(await stamp(ctx, world)),
    ...paceHead(world, burnDown),
    scope,
    label,
    currency: view.settings.currency,
    goal: burnDown.goal === null || goal.source === null ? null : { minor: burnDown.goal, source: goal.source, computedFrom: goal.computedFrom },
    openingGoal: burnDown.openingGoal,
    goalChanges: burnDown.goalChanges.flatMap((change) => (change.to === null ? [] : [{ ...change, to: change.to }])),
    days: [...burnDown.days],
    booked: burnDown.booked,
    bookedShare: burnDown.bookedShare,
    aheadPoints: burnDown.aheadPoints,
    openWeighted: due.missing.length > 0 ? null : due.minor,
    remaining: burnDown.remaining,
    sellingDaysLeft: burnDown.left,
    neededPerDay: burnDown.neededPerDay,
    recentPerDay: burnDown.recentPerDay,
    landsAt: burnDown.landsAt,
    medianOfLastThree,
    won: won.map(({ dealId, name, owner, amount, currency, date, wonAt }) => ({
      dealId, name: name ?? dealId, owner, amount, currency, date, knownAt: wonAt,
    })),
  }
}

export async function readBars(
  ctx: Ctx, input: FigureInput & { readonly by: 'team' | 'office' | 'person' },
): Promise<PaceHead & Stamp & { currency: string; rows: PaceRow[] }> {
  const world = await open(ctx, input)
  const access = await scopeAccess(ctx, world.view, world.structure)
  const children = scopesBelow(world.structure, input.scope, input.by, world.day).filter((scope) =>
    scope.kind === 'person' ? access.names(scope.id) : access.allows(scope))
  const [parent, ...rows] = await readFigures(ctx, world, [input.scope, ...children])
  if (parent === undefined) throw notFound()
  requireRates(rows.flatMap((row) => row.missing), world.view.settings.currency)
  if (input.by === 'person') await logBarsView(ctx, world, rows.map((row) => row.scope.id))
  return {
    ...(await stamp(ctx, world)),
    ...paceHead(world, parent.burnDown),
    currency: world.view.settings.currency,
    rows: rows.map(paceRow).toSorted((a, b) => (a.label < b.label ? -1 : Number(a.label > b.label))),
  }
}

export async function readClosing(
  ctx: Ctx, input: FigureInput & { readonly limit: number },
): Promise<Stamp & { deals: ClosingDeal[]; total: number }> {
  const world = await open(ctx, input)
  const { view, range } = world
  await figureOf(ctx, world, input.scope)
  const set = { kind: input.scope.kind, ids: [input.scope.id] }
  const { deals, total } = await closingDeals(ctx.db, figuresQuery(view), set, range, input.limit)
  if (input.scope.kind === 'person') await logPersonView(ctx, view, input.scope.id)
  return {
    ...(await stamp(ctx, world)),
    deals: deals.map(({ ownerId: _, ...deal }) => ({ ...deal, name: deal.name ?? deal.dealId })),
    total,
  }
}

/** A period in the asked view, for a scope that the actor may see. */
async function open(ctx: Ctx, { scope, period, asOf, knownAt }: FigureInput): Promise<PeriodWorld> {
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, { asOf, knownAt })
  const world = await openPeriod(ctx, view, period)
  requireScope(await scopeAccess(ctx, view, world.structure), scope)
  return world
}

async function figureOf(ctx: Ctx, world: PeriodWorld, scope: Scope): Promise<ScopeFigure> {
  const [figure] = await readFigures(ctx, world, [scope])
  if (figure === undefined) throw notFound()
  return figure
}

async function stamp(ctx: Ctx, { view }: PeriodWorld): Promise<Stamp> {
  return { asOf: view.asOf, knownAt: view.knownAt, dataAt: await dataAt(ctx.db, ctx.orgId) }
}

function notFound(): LeadoutError {
  return new LeadoutError('not-found', 'There is no such team, office or person.')
}
