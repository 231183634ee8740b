import { dataAt } from '#db/data-at.ts'
import { readDealRows } from '#db/deal-list.ts'
import { BARS } from '#domain/changes/waterfall.ts'
import { addDays } from '#domain/calendar/local-date.ts'
import { isSellingDay } from '#domain/calendar/selling-days.ts'
import type { DealSearch } from '#domain/deal/list.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { LocalDate } from '#domain/instant.ts'
import { COMPANY, type Scope } from '#domain/scope.ts'
import { personsOn } from '#domain/structure.ts'
import { actorLevel } from '#services/access/can.ts'
import { logPersonView, requireScope, scopeAccess } from '#services/access/scope.ts'
import { openPeriod, type PeriodWorld, readFigures, requireRates } from '#services/bookings/figures.ts'
import { readChanges } from '#services/changes/waterfall.ts'
import type { Ctx } from '#services/context.ts'
import { addUp, dealListIn, idsOf, type ListWorld, orderDealList } from '#services/deals/list.ts'
import { readSellingTime } from '#services/org/selling-time.ts'
import { type OrgView, resolveView } from '#services/org/view.ts'
import { paceHead, paceRow } from '../../pace-figures.ts'
import type { Persona, Today, TodayList, TodayListId } from '../contract.ts'
import { dueBy, lacking } from './lacking.ts'
import { readPeople } from './people.ts'

export interface TodayInput {
  readonly scope: Scope
  readonly period: string
  readonly asOf?: string | undefined
  readonly knownAt?: string | undefined
}

const MOST_ROWS = 7
const WEEK = 7

/** @throws LeadoutError `forbidden` for a scope whose figures the actor may not see, `not-found` for one that does not exist */
export async function readToday(ctx: Ctx, input: TodayInput): Promise<Today> {
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, input)
  const world = await openPeriod(ctx, view, input.period)
  const { scope } = input
  const access = await scopeAccess(ctx, view, world.structure)
  requireScope(access, scope)
  const persona = personaOf(ctx, world)
  const shown = SHOWN[persona]
  const lists = { structure: world.structure, access }
  const [[figure], newest, before, listed, changes, people] = await Promise.all([
    readFigures(ctx, world, [scope]),
    dataAt(ctx.db, ctx.orgId),
    shown.landing ? landedBefore(ctx, view, input) : null,
    Promise.all(
      shown.lists.map((id) => readList(ctx, view, lists, searchOf(id, view.asOfDate, world.period), scope, id)),
    ),
    changesFor(ctx, view, world, scope, shown.changes),
    shown.people ? readPeople(ctx, view, lists, scope) : null,
  ])
  if (figure === undefined) throw new LeadoutError('not-found', 'There is no such team, office or person.')
  requireRates(figure.missing, view.settings.currency)
  if (scope.kind === 'person') await logPersonView(ctx, view, scope.id)
  return {
    asOf: view.asOf,
    knownAt: view.knownAt,
    dataAt: newest,
    persona,
    scope,
    label: figure.label,
    currency: view.settings.currency,
    head: paceHead(world, figure.burnDown),
    pace: paceRow(figure),
    remaining: figure.burnDown.remaining,
    landedBefore: before,
    lists: listed,
    changes,
    people,
  }
}

interface Shown {
  readonly lists: readonly TodayListId[]
  readonly changes: 'since-last-selling-day' | 'since-last-week' | null
  readonly people: boolean
  readonly landing: boolean
}

/** What each persona opens the day with (ux.md 2). */
const SHOWN: Readonly<Record<Persona, Shown>> = {
  alone: { lists: ['quiet', 'closing', 'overdue'], changes: null, people: false, landing: true },
  rep: { lists: ['quiet', 'closing', 'overdue'], changes: null, people: false, landing: false },
  lead: { lists: ['stuck', 'closing', 'overdue'], changes: 'since-last-selling-day', people: false, landing: false },
  manager: { lists: ['quiet', 'stuck'], changes: 'since-last-week', people: true, landing: false },
  founder: { lists: ['largest', 'quiet'], changes: 'since-last-week', people: false, landing: true },
}

function personaOf(ctx: Ctx, { structure, day }: PeriodWorld): Persona {
  const level = actorLevel(ctx.actor)
  if (level === 'rep' || level === 'lead' || level === 'manager') return level
  return personsOn(structure, COMPANY, day).size <= 1 ? 'alone' : 'founder'
}

/** The list of deals that each name stands for, on a day. */
function searchOf(id: TodayListId, today: LocalDate, period: string): DealSearch {
  switch (id) {
    case 'quiet':
      return { untouched: '30', sort: '-amount' }
    case 'closing':
      return { from: today, to: addDays(today, WEEK - 1), sort: 'close' }
    case 'overdue':
      return { overdue: 'yes', sort: 'due' }
    case 'stuck':
      return { closing: period, untouched: '14', sort: '-amount' }
    case 'largest':
      return { closing: period, sort: '-amount' }
  }
}

async function readList(
  ctx: Ctx,
  view: OrgView,
  world: ListWorld,
  search: DealSearch,
  scope: Scope,
  id: TodayListId,
): Promise<TodayList> {
  const list = await dealListIn(ctx, view, { search, scope }, world)
  const [groups, lacks, due] = await Promise.all([
    orderDealList(ctx, list),
    lacking(ctx, view, search),
    id === 'overdue' ? dueBy(ctx, view) : null,
  ])
  const { count, minor, missing } = addUp(groups)
  const none = count === 0 && lacks === null && !(await hasOpenDeals(ctx, view, world, scope))
  const rows = await readDealRows(ctx.db, { ...list.query, status: 'open' }, idsOf(groups, 0, MOST_ROWS))
  return {
    id,
    search,
    count,
    minor: missing.length > 0 ? null : minor,
    rows: rows.map((row) => ({
      dealId: row.id,
      name: row.name ?? row.id,
      account: row.account,
      owner: row.owner,
      stage: row.stage,
      amount: row.amount,
      currency: row.currency,
      closeDate: row.closeDate,
      nextStep: row.nextStep,
      nextStepDate: row.nextStepDate,
      lastTouch: row.lastTouch,
    })),
    due,
    lacks: none ? 'open-deals' : lacks,
  }
}

async function hasOpenDeals(ctx: Ctx, view: OrgView, world: ListWorld, scope: Scope): Promise<boolean> {
  return addUp(await orderDealList(ctx, await dealListIn(ctx, view, { search: {}, scope }, world))).count > 0
}

/** Where the period would have landed a week ago; null where the week before lies outside of it. */
async function landedBefore(ctx: Ctx, view: OrgView, { scope, period }: TodayInput): Promise<Today['landedBefore']> {
  const date = addDays(view.asOfDate, -WEEK)
  const asOf = date
  const before = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {
    asOf,
    ...(view.knownAt !== null && { knownAt: date }),
  })
  const world = await openPeriod(ctx, before, period)
  if (date < world.range.from || date > world.range.to) return null
  const [figure] = await readFigures(ctx, world, [scope])
  const minor = figure?.missing.length === 0 ? (figure.burnDown.landsAt?.minor ?? null) : null
  return minor === null ? null : { date, minor }
}

async function changesFor(
  ctx: Ctx,
  view: OrgView,
  world: PeriodWorld,
  scope: Scope,
  since: Shown['changes'],
): Promise<Today['changes']> {
  if (since === null) return null
  const from =
    since === 'since-last-week' ? addDays(view.asOfDate, -WEEK) : await eveningBefore(ctx, view, world, scope)
  const { bars } = await readChanges(ctx, {
    from,
    to: new Date(view.asOf).toISOString(),
    scope,
    ...(view.knownAt !== null && { knownAt: new Date(view.knownAt).toISOString() }),
  })
  return { from, bars: BARS.map((part) => ({ part, ...bars[part] })).filter(({ count }) => count > 0) }
}

/** The day before the last selling day that is over: its evening is when that day began. */
async function eveningBefore(ctx: Ctx, view: OrgView, world: PeriodWorld, scope: Scope): Promise<LocalDate> {
  const { calendar } = (await readSellingTime(ctx.db, view, world.structure))(scope)
  let day = addDays(view.asOfDate, -1)
  for (let step = 0; step < LONGEST_BREAK && !isSellingDay(day, calendar); step += 1) day = addDays(day, -1)
  return addDays(day, -1)
}

const LONGEST_BREAK = 30
