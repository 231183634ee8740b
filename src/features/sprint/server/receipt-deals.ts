import { closingDeals, openWeighted, type WonRow, wonDeals } from '#db/bookings.ts'
import type { LocalDate } from '#domain/instant.ts'
import { figuresQuery, type ScopeFigure } from '#services/bookings/figures.ts'
import { paceRef } from '../../pace-ref.ts'
import type { FigureRef, FigureValue } from '../../receipt.ts'
import type { ReceiptPage } from '../../receipt-provider.ts'
import type { Explained, Question } from './receipt-question.ts'

/** An organisation wins fewer deals in a period than this; the sum needs them all. */
const ALL = 1_000_000

/** What was won on the days of a window, one deal a row. */
export async function wonRows(
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
export async function remainingOn(
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

export async function recentRows(question: Question, page: ReceiptPage): Promise<Explained> {
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

/** The open deals due in the period, the largest first. */
export async function dueRows(
  { ctx, view, world, scope }: Question,
  { offset, limit }: ReceiptPage,
): Promise<Explained> {
  const set = { kind: scope.kind, ids: [scope.id] }
  const { deals, total } = await closingDeals(ctx.db, figuresQuery(view), set, world.range, offset + limit)
  const value: FigureValue = { type: 'number', value: total }
  return {
    value,
    parts: [],
    rows: {
      columns: [
        { id: 'deal', label: 'Deal', numeric: false },
        { id: 'owner', label: 'Owner', numeric: false },
        { id: 'due', label: 'Due', numeric: true },
        { id: 'amount', label: 'Amount', numeric: true },
      ],
      rows: deals.slice(offset).map(({ dealId, name, owner, closeDate, amount, currency }) => ({
        id: dealId,
        cells: [
          { type: 'text', text: name ?? dealId },
          owner === null ? null : { type: 'text', text: owner },
          { type: 'date', date: closeDate },
          amount === null ? null : { type: 'money', minor: amount, currency },
        ],
        opens: { drawer: 'deal', id: dealId },
      })),
      count: total,
      total: value,
    },
  }
}

export async function weighted({ ctx, view, world, scope }: Question): Promise<Explained> {
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
