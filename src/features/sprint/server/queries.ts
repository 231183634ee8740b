import { closingDeals, openWeighted, wonDeals } from '#db/bookings.ts'
import { dataAt } from '#db/data-at.ts'
import { LeadoutError } from '#domain/errors.ts'
import { scopesBelow } from '#domain/structure.ts'
import type { Scope } from '#domain/scope.ts'
import type { AnswerCache } from '#platform/live/answers.ts'
import { logBarsView, logPersonView, requireScope, type ScopeAccess, scopeAccess } from '#services/access/scope.ts'
import {
  figuresQuery,
  openPeriod,
  type PeriodWorld,
  readFigures,
  requireRates,
  type ScopeFigure,
} from '#services/bookings/figures.ts'
import type { Ctx } from '#services/context.ts'
import { labelOf } from '#services/org/structure.ts'
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

/** Who asks, and where answers that others may share are kept. */
export interface Reader {
  readonly ctx: Ctx
  readonly answers: AnswerCache
}

const MOST_WON = 200

export async function readBurnDown(reader: Reader, input: FigureInput): Promise<BurnDown> {
  const { ctx } = reader
  const { scope } = input
  const { world } = await open(ctx, input)
  const answer = await shared(reader, ['burn-down', input], () => computeBurnDown(ctx, world, scope))
  if (scope.kind === 'person') await logPersonView(ctx, world.view, scope.id)
  return answer
}

async function computeBurnDown(ctx: Ctx, world: PeriodWorld, scope: Scope): Promise<BurnDown> {
  const { view, range } = world
  const figure = await figureOf(ctx, world, scope)
  requireRates(figure.missing, view.settings.currency)
  const set = { kind: scope.kind, ids: [scope.id] }
  const query = figuresQuery(view)
  const due = await openWeighted(ctx.db, query, set, range)
  const won = await wonDeals(ctx.db, query, set, { ...range, limit: MOST_WON })
  const { burnDown, label, medianOfLastThree } = figure
  return {
    ...(await stamp(ctx, world)),
    ...paceHead(world, burnDown),
    scope,
    label,
    currency: view.settings.currency,
    goal: goalOf(figure),
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
      dealId,
      name: name ?? dealId,
      owner,
      amount,
      currency,
      date,
      knownAt: wonAt,
    })),
  }
}

export async function readBars(
  reader: Reader,
  input: FigureInput & { readonly by: 'team' | 'office' | 'person' },
): Promise<PaceHead & Stamp & { currency: string; rows: PaceRow[] }> {
  const { ctx } = reader
  const { world, access } = await open(ctx, input)
  const children = scopesBelow(world.structure, input.scope, input.by, world.day).filter((scope) =>
    scope.kind === 'person' ? access.names(scope.id) : access.allows(scope),
  )
  // the bars are part of the question: who sees the same ones shares the answer
  const answer = await shared(reader, ['bars', input, children], () => computeBars(ctx, world, input.scope, children))
  if (input.by === 'person')
    await logBarsView(
      ctx,
      world,
      answer.rows.map((row) => row.scope.id),
    )
  return answer
}

async function computeBars(ctx: Ctx, world: PeriodWorld, scope: Scope, children: readonly Scope[]) {
  const [parent, ...rows] = await readFigures(ctx, world, [scope, ...children])
  if (parent === undefined) throw notFound()
  requireRates(
    rows.flatMap((row) => row.missing),
    world.view.settings.currency,
  )
  return {
    ...(await stamp(ctx, world)),
    ...paceHead(world, parent.burnDown),
    currency: world.view.settings.currency,
    rows: rows.map(paceRow).toSorted((a, b) => (a.label < b.label ? -1 : Number(a.label > b.label))),
  }
}

export async function readClosing(
  reader: Reader,
  input: FigureInput & { readonly limit: number },
): Promise<Stamp & { deals: ClosingDeal[]; total: number }> {
  const { ctx } = reader
  const { scope } = input
  const { world } = await open(ctx, input)
  if (labelOf(world.structure, scope, world.view.settings.name, world.day) === null) throw notFound()
  const answer = await shared(reader, ['closing', input], async () => {
    const set = { kind: scope.kind, ids: [scope.id] }
    const { deals, total } = await closingDeals(ctx.db, figuresQuery(world.view), set, world.range, input.limit)
    return {
      ...(await stamp(ctx, world)),
      deals: deals.map((deal) => ({ ...deal, name: deal.name ?? deal.dealId })),
      total,
    }
  })
  if (scope.kind === 'person') await logPersonView(ctx, world.view, scope.id)
  return answer
}

/** A period in the asked view, for a scope that the actor may see. */
async function open(
  ctx: Ctx,
  { scope, period, asOf, knownAt }: FigureInput,
): Promise<{ readonly world: PeriodWorld; readonly access: ScopeAccess }> {
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, { asOf, knownAt })
  const world = await openPeriod(ctx, view, period)
  const access = await scopeAccess(ctx, view, world.structure)
  requireScope(access, scope)
  return { world, access }
}

/** An answer for everyone who may ask the question, until something changes or a minute has gone. */
function shared<T>({ ctx, answers }: Reader, question: readonly unknown[], compute: () => Promise<T>): Promise<T> {
  const minute = Math.floor(ctx.recordedAt / 60_000)
  const key = { orgId: ctx.orgId, topics: ['figures', 'goals', 'clock'], permissionClass: 'allowed' }
  return answers.get({ ...key, question: JSON.stringify([...question, minute]) }, compute)
}

function goalOf({ goal: { source, computedFrom }, burnDown: { goal } }: ScopeFigure): BurnDown['goal'] {
  return goal === null || source === null ? null : { minor: goal, source, computedFrom }
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
