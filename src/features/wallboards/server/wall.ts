import { dataAt } from '#db/data-at.ts'
import { wonDeals } from '#db/bookings.ts'
import { periodOf } from '#domain/calendar/period.ts'
import { COMPANY, type Scope, scopeKey } from '#domain/scope.ts'
import { scopesBelow } from '#domain/structure.ts'
import type { BoardConfig, PageConfig } from '#domain/wallboard.ts'
import {
  figuresQuery,
  openPeriod,
  type PeriodWorld,
  readFigures,
  type ScopeFigure,
} from '#services/bookings/figures.ts'
import type { Ctx } from '#services/context.ts'
import { agreedTo } from '#services/me/agreed.ts'
import { orgPolicy, periodCalendar } from '#services/org/policy.ts'
import { type OrgView, resolveView } from '#services/org/view.ts'
import { personBarsAllowed } from '#services/wallboards/write-board.ts'
import { paceHead, paceRow } from '../../pace-figures.ts'
import type { BarsPage, BurnDownPage, Wall } from '../contract.ts'
import { percentOnly } from './percent-only.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const MOST_WON = 10

/** Everything a screen of a board shows; who may look at the board was asked before. */
export async function readWall(
  ctx: Pick<Ctx, 'db' | 'orgId' | 'recordedAt'>,
  board: BoardConfig & { readonly id: string },
  server: { cursor: string; version: string },
): Promise<Wall> {
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const { name: _, zone, currency } = view.settings
  const pages = []
  const worlds = new Map<string, PeriodWorld>()
  for (const page of board.pages) {
    const period = periodOf(view.asOfDate, page.period, periodCalendar(view.settings))
    const world = worlds.get(period) ?? (await openPeriod(ctx, view, period))
    worlds.set(period, world)
    pages.push(await readPage(ctx, world, page))
  }
  const wall: Wall = {
    boardId: board.id,
    cursor: server.cursor,
    asOf: view.asOf,
    knownAt: view.knownAt,
    dataAt: await dataAt(ctx.db, ctx.orgId),
    title: board.title,
    place: placeOf(zone),
    zone,
    currency,
    percentOnly: board.percentOnly || !orgPolicy(view.settings).wallAmounts,
    rotationSeconds: board.rotationSeconds,
    pages,
    justWon: await readJustWon(ctx, view, board.pages[0]?.scope ?? COMPANY),
    pinned: view.pinned,
    version: server.version,
  }
  return wall.percentOnly ? percentOnly(wall) : wall
}

async function readPage(ctx: Pick<Ctx, 'db'>, world: PeriodWorld, page: PageConfig): Promise<BarsPage | BurnDownPage> {
  const agreed = await agreedTo(ctx, world.view, 'wallPersonBars')
  const scopes = (page.kind === 'bars' ? barsOf(world, page) : [page.scope]).filter(
    (scope) => scope.kind !== 'person' || agreed(scope.id),
  )
  const figures = await readFigures(ctx, world, distinct([page.scope, ...scopes, COMPANY]))
  const found = new Map(figures.map((figure) => [scopeKey(figure.scope), figure]))
  const company = found.get(scopeKey(COMPANY))!
  const shown = found.get(scopeKey(page.scope))
  const head = { ...paceHead(world, (shown ?? company).burnDown), title: titleOf(world, shown, page.scope) }
  // a team that was dissolved leaves an empty page, not a dark screen
  const rows = scopes.flatMap((scope) => found.get(scopeKey(scope)) ?? [])
  if (page.kind === 'bars') return { kind: 'bars', ...head, rows: rows.map(paceRow) }
  return burnDownPage(head, shown ?? { ...company, scope: page.scope, label: '' })
}

function burnDownPage(head: Omit<BarsPage, 'kind' | 'rows'>, figure: ScopeFigure): BurnDownPage {
  const { days, goalChanges } = figure.burnDown
  const known = figure.missing.length === 0
  return {
    kind: 'burn-down',
    ...head,
    row: paceRow(figure),
    unit: 'minor',
    goalChanges: goalChanges.flatMap(({ date, from, to }) => (to === null ? [] : [{ date, from, to }])),
    days: days.map((day) => ({ ...day, remaining: known ? day.remaining : null })),
  }
}

/** By name, never by rank; the whole comes last. Named bars only where the organisation allows them. */
function barsOf(world: PeriodWorld, { scope, by }: Extract<PageConfig, { kind: 'bars' }>): Scope[] {
  if (by === 'company') return [COMPANY]
  if (by === 'person' && (scope.kind !== 'team' || !personBarsAllowed(orgPolicy(world.view.settings)))) return [scope]
  return [...scopesBelow(world.structure, scope, by, world.day), scope]
}

async function readJustWon(ctx: Pick<Ctx, 'db'>, view: OrgView, scope: Scope): Promise<Wall['justWon']> {
  const since = view.asOf - DAY_MS
  const won = await wonDeals(
    ctx.db,
    figuresQuery(view),
    { kind: scope.kind, ids: [scope.id] },
    { since, limit: MOST_WON },
  )
  return won
    .toSorted((a, b) => b.wonAt - a.wonAt)
    .map(({ dealId, name, owner, amount, currency, date, wonAt }) => ({
      dealId,
      name: name ?? dealId,
      owner,
      amount,
      currency,
      date,
      knownAt: wonAt,
    }))
}

function distinct(scopes: readonly Scope[]): Scope[] {
  return [...new Map(scopes.map((scope) => [scopeKey(scope), scope])).values()]
}

/** The city of a zone. */
function placeOf(zone: string): string {
  return zone.split('/').at(-1)!.replaceAll('_', ' ')
}

function titleOf({ period, range }: PeriodWorld, shown: ScopeFigure | undefined, scope: Scope): string {
  const words = periodWords(period, range.from)
  return shown === undefined || scope.kind === 'company' ? words : `${shown.label} · ${words}`
}

function periodWords(period: string, from: string): string {
  const [year, part] = period.split('-')
  if (part?.startsWith('W')) return `Week ${Number(part.slice(1))}`
  if (part?.startsWith('Q')) return `${part} ${year}`
  return new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(from))
}
