import { openWeighted, type WonRow, wonDeals } from '#db/bookings.ts'
import { dataAt } from '#db/data-at.ts'
import { addDays } from '#domain/calendar/local-date.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { LocalDate } from '#domain/instant.ts'
import type { Scope } from '#domain/scope.ts'
import { partsOf } from '#domain/structure.ts'
import { requirePermission } from '#services/access/can.ts'
import { logPersonView, requireScope, type ScopeAccess, scopeAccess } from '#services/access/scope.ts'
import {
  figuresQuery,
  openPeriod,
  type PeriodWorld,
  readFigures,
  type ScopeFigure,
} from '#services/bookings/figures.ts'
import type { Ctx } from '#services/context.ts'
import type { OrgView } from '#services/org/view.ts'
import { PACE_FIGURES, type PaceFigure, paceRef } from '../../pace-ref.ts'
import type { FigureRef, FigureValue, Receipt, ReceiptRows } from '../../receipt.ts'
import type { ReceiptPage, ReceiptProvider } from '../../receipt-provider.ts'
import { scopeFromText } from '../../scope-text.ts'
import { paceWordsOf } from './receipt-words.ts'

/** Every figure of the burn-down: what is booked, the goal, and what follows from both. */
export const paceReceipt: ReceiptProvider = {
  kind: 'pace',
  async explain(ctx, view, of, page) {
    requirePermission(ctx, 'figures.read')
    const asked = readReference(of)
    const world = await openPeriod(ctx, view, asked.period)
    const access = await scopeAccess(ctx, view, world.structure)
    if (asked.scope.kind !== 'person' || !access.names(asked.scope.id)) requireScope(access, asked.scope)
    const [figure] = await readFigures(ctx, world, [asked.scope])
    if (figure === undefined) throw new LeadoutError('not-found', 'There is no such figure.')
    if (asked.scope.kind === 'person') await logPersonView(ctx, view, asked.scope.id)
    return explainFigure({ ctx, view, world, access, figure, ...asked }, page)
  },
}

interface Asked {
  readonly name: PaceFigure
  readonly scope: Scope
  readonly period: string
  readonly on: LocalDate | null
}

interface Question extends Asked {
  readonly ctx: Ctx
  readonly view: OrgView
  readonly world: PeriodWorld
  readonly access: ScopeAccess
  readonly figure: ScopeFigure
}

/** What one figure adds to the receipt that all of them share. */
interface Explained {
  readonly value: FigureValue
  readonly parts: Receipt['parts']
  readonly rows?: ReceiptRows
  readonly window?: Receipt['window']
}

async function explainFigure(question: Question, page: ReceiptPage): Promise<Receipt> {
  const { ctx, view, world, figure, name } = question
  const { value, parts, rows, window } = await explainedOf(question, page)
  const { title, words } = paceWordsOf(name, figure)
  return {
    title: `${title}, ${figure.label}`,
    value,
    words,
    parts,
    window: window === undefined ? { from: world.range.from, to: world.range.to } : window,
    asOf: view.asOf,
    knownAt: view.knownAt,
    sources: [{ name: 'Leadout', at: await dataAt(ctx.db, ctx.orgId) }],
    n: rows?.count ?? null,
    audience: audienceOf(question.scope),
    notes: figure.missing.map(
      (currency) =>
        `There is no exchange rate from ${currency} to ${view.settings.currency}: deals in it are left out.`,
    ),
    rows: rows ?? null,
  }
}

function explainedOf(question: Question, page: ReceiptPage): Promise<Explained> | Explained {
  const { figure, world, scope, period, on, view } = question
  const { burnDown, goal } = figure
  const money = (minor: number | null): FigureValue => ({ type: 'money', minor, currency: view.settings.currency })
  const number = (value: number | null, unit?: string): FigureValue => ({
    type: 'number',
    value,
    ...(unit !== undefined && { unit }),
  })
  const part = (label: string, value: FigureValue, name: PaceFigure | null) => ({
    label,
    value,
    ref: name === null ? null : paceRef(name, scope, period),
  })
  const booked = part('Booked', money(burnDown.booked), 'booked')
  const goalPart = part('Goal', money(burnDown.goal), goal.steps.length > 0 ? 'goal' : null)
  const daysGone = part('Selling days gone, today included', number(burnDown.elapsed), 'pace')
  const daysAll = part('Selling days of the period', number(burnDown.all), null)
  const daysLeft = part('Selling days left', number(burnDown.left), null)
  const day = on === null ? undefined : burnDown.days.find(({ date }) => date === on)
  const percent = (share: number | null) => number(share === null ? null : Math.round(share * 1000) / 10, '%')

  switch (question.name) {
    case 'booked':
      return wonRows(question, { from: world.range.from, to: world.day }, page, 'sum')
    case 'wins':
      return wonRows(question, { from: world.range.from, to: world.day }, page, 'count')
    case 'goal':
      return goalRows(question, page)
    case 'remaining':
      if (day) return remainingOn(question, day, page)
      return { value: money(burnDown.remaining), parts: [goalPart, booked] }
    case 'ideal':
      return { value: money(day?.ideal == null ? null : Math.round(day.ideal)), parts: [goalPart, daysAll] }
    case 'share':
      return { value: percent(burnDown.bookedShare), parts: [booked, goalPart] }
    case 'ahead':
      return {
        value: number(burnDown.aheadPoints === null ? null : Math.round(burnDown.aheadPoints * 10) / 10, 'pts'),
        parts: [
          part('Share of the goal booked', percent(burnDown.bookedShare), 'share'),
          part('Pace', percent(burnDown.pace), 'pace'),
        ],
      }
    case 'pace':
      return {
        value: percent(burnDown.pace),
        parts: [{ ...daysGone, ref: null }, daysAll],
        rows: sellingDays(burnDown.days, world.day, page),
      }
    case 'lands':
      return {
        value: money(burnDown.landsAt?.minor ?? null),
        parts: [booked, daysLeft, part('Mean a selling day', money(burnDown.recentPerDay), 'recent'), goalPart],
      }
    case 'recent':
      return recentRows(question, page)
    case 'needed':
      return {
        value: money(burnDown.neededPerDay),
        parts: [part('Left to the goal', money(burnDown.remaining), 'remaining'), daysLeft],
      }
    case 'weighted':
      return weighted(question)
  }
}

/** What was won on the days of a window, one deal a row. */
async function wonRows(
  { ctx, view, scope, figure }: Question,
  window: { from: LocalDate; to: LocalDate },
  { offset, limit }: ReceiptPage,
  value: 'sum' | 'count',
): Promise<Explained> {
  const won =
    window.from > window.to
      ? []
      : await wonDeals(ctx.db, figuresQuery(view), { kind: scope.kind, ids: [scope.id] }, { ...window, limit: ALL })
  const { currency } = view.settings
  const sum = won.reduce((total, { booked }) => total + (booked ?? 0), 0)
  const total: FigureValue =
    value === 'count' ? { type: 'number', value: won.length } : { type: 'money', minor: sum, currency }
  const text = (words: string | null): FigureValue | null => (words === null ? null : { type: 'text', text: words })
  const cells = (row: WonRow): (FigureValue | null)[] => [
    text(row.name),
    text(row.owner),
    { type: 'date', date: row.date },
    row.amount === null ? null : { type: 'money', minor: row.amount, currency: row.currency },
    row.booked === null ? null : { type: 'money', minor: row.booked, currency },
  ]
  return {
    value: total,
    parts:
      value === 'count' || figure.goal.steps.length === 0
        ? []
        : [{ label: 'Deals won', value: { type: 'number', value: won.length }, ref: null }],
    window,
    rows: {
      columns: [
        { id: 'deal', label: 'Deal', numeric: false },
        { id: 'owner', label: 'Owner', numeric: false },
        { id: 'won', label: 'Won', numeric: true },
        { id: 'amount', label: 'Amount', numeric: true },
        { id: 'booked', label: currency, numeric: true },
      ],
      rows: won.slice(offset, offset + limit).map((row) => ({
        id: row.dealId,
        cells: cells(row),
        opens: { drawer: 'deal', id: row.dealId },
      })),
      count: won.length,
      total,
    },
  }
}

/** What was left on an evening of the period: the goal in force then less the deals won by then. */
async function remainingOn(
  question: Question,
  { date, remaining }: ScopeFigure['burnDown']['days'][number],
  page: ReceiptPage,
): Promise<Explained> {
  const { currency } = question.view.settings
  const won = await wonRows(question, { from: question.world.range.from, to: date }, page, 'sum')
  const booked = won.value.type === 'money' ? (won.value.minor ?? 0) : 0
  const goal = remaining === null ? null : remaining + booked
  return {
    ...won,
    value: { type: 'money', minor: remaining, currency },
    parts: [
      { label: 'Goal in force that evening', value: { type: 'money', minor: goal, currency }, ref: null },
      { label: 'Booked by then', value: won.value, ref: null },
    ],
  }
}

/** An organisation wins fewer deals in a period than this; the sum needs them all. */
const ALL = 1_000_000

async function recentRows(question: Question, page: ReceiptPage): Promise<Explained> {
  const { figure, view } = question
  const { recent, recentPerDay } = figure.burnDown
  const { currency } = view.settings
  if (recent === null) return { value: { type: 'money', minor: null, currency }, parts: [], window: null }
  const { rows, window } = await wonRows(question, { from: recent.from, to: view.asOfDate }, page, 'sum')
  return {
    value: { type: 'money', minor: recentPerDay, currency },
    parts: [
      { label: 'Booked in these days', value: { type: 'money', minor: recent.minor, currency }, ref: null },
      { label: 'Selling days', value: { type: 'number', value: recent.days }, ref: null },
    ],
    ...(rows && { rows }),
    ...(window !== undefined && { window }),
  }
}

/** The steps of an own goal, or the goals that a sum is made of; those of people not seen by name are one row. */
async function goalRows(
  { ctx, world, figure, scope, period, access, view }: Question,
  page: ReceiptPage,
): Promise<Explained> {
  const { currency } = view.settings
  const money = (minor: number | null): FigureValue => ({ type: 'money', minor, currency })
  const value = money(figure.burnDown.goal)
  if (figure.goal.computedFrom === null) {
    const steps = figure.goal.steps.filter(({ date }) => date <= world.day)
    return {
      value,
      parts: [],
      rows: {
        columns: [
          { id: 'from', label: 'In force from', numeric: false },
          { id: 'goal', label: 'Goal', numeric: true },
        ],
        rows: steps
          .slice(page.offset, page.offset + page.limit)
          .map(({ date, minor }) => ({ id: date, cells: [{ type: 'date', date }, money(minor)], opens: null })),
        count: steps.length,
        total: null,
      },
    }
  }
  const parts = partsOf(world.structure, scope).filter(({ days }) =>
    days.some(({ from, to }) => from <= world.day && world.day <= to),
  )
  const figures = await readFigures(
    ctx,
    world,
    parts.map((part) => part.scope),
  )
  const withGoal = figures.filter(({ burnDown }) => burnDown.goal !== null)
  const named = withGoal.filter((one) => one.scope.kind !== 'person' || access.names(one.scope.id))
  const others = withGoal.filter((one) => !named.includes(one))
  const rows: ReceiptRows['rows'] = named.map(({ label, burnDown, scope: { kind, id } }) => ({
    id: `${kind} ${id}`,
    cells: [{ type: 'text', text: label }, money(burnDown.goal)],
    opens: null,
  }))
  if (others.length > 0) {
    const sum = others.reduce((total, { burnDown }) => total + (burnDown.goal ?? 0), 0)
    rows.push({
      id: 'others',
      cells: [{ type: 'text', text: 'People you do not see by name' }, money(sum)],
      opens: null,
    })
  }
  return {
    value,
    parts: named.map(({ label, burnDown, scope: one }) => ({
      label,
      value: money(burnDown.goal),
      ref: paceRef('goal', one, period),
    })),
    rows: {
      columns: [
        { id: 'whose', label: 'Whose goal', numeric: false },
        { id: 'goal', label: 'Goal', numeric: true },
      ],
      rows: rows.slice(page.offset, page.offset + page.limit),
      count: rows.length,
      total: value,
    },
  }
}

async function weighted({ ctx, view, world, scope }: Question): Promise<Explained> {
  const { minor } = await openWeighted(ctx.db, figuresQuery(view), { kind: scope.kind, ids: [scope.id] }, world.range)
  const due: FigureRef = {
    kind: 'deals',
    of: {
      scope: String(paceRef('weighted', scope, world.period).of['scope']),
      from: world.range.from,
      to: world.range.to,
    },
  }
  return {
    value: { type: 'money', minor, currency: view.settings.currency },
    parts: [{ label: 'Before the weights', value: { type: 'text', text: 'open deals due in the period' }, ref: due }],
  }
}

/** The selling days that are gone, one a row. */
function sellingDays(
  days: ScopeFigure['burnDown']['days'],
  today: LocalDate,
  { offset, limit }: ReceiptPage,
): ReceiptRows {
  const gone = days.filter(({ date, selling }) => selling && date < addDays(today, 1))
  return {
    columns: [{ id: 'day', label: 'Selling day', numeric: false }],
    rows: gone
      .slice(offset, offset + limit)
      .map(({ date }) => ({ id: date, cells: [{ type: 'date', date }], opens: null })),
    count: gone.length,
    total: { type: 'number', value: gone.length, unit: 'selling days' },
  }
}

function audienceOf({ kind }: Scope): string {
  return kind === 'person'
    ? 'This person, the manager line, the lead of the team, administrators and owners; team mates where named bars are on.'
    : 'Everyone in the organisation, or the own team where totals are kept to teams.'
}

function readReference({ figure, scope, period, on }: FigureRef['of']): Asked {
  const name = PACE_FIGURES.find((known) => known === figure)
  const place = scopeFromText(String(scope ?? ''))
  if (name === undefined || place === null || typeof period !== 'string') {
    throw new LeadoutError('invalid', 'There is no such figure.')
  }
  return { name, scope: place, period, on: typeof on === 'string' ? on : null }
}
