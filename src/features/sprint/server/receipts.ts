import { dataAt } from '#db/data-at.ts'
import { addDays } from '#domain/calendar/local-date.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { LocalDate } from '#domain/instant.ts'
import type { Scope } from '#domain/scope.ts'
import { requirePermission } from '#services/access/can.ts'
import { logPersonView, requireScope, scopeAccess } from '#services/access/scope.ts'
import { openPeriod, readFigures, type ScopeFigure } from '#services/bookings/figures.ts'
import { resolveView } from '#services/org/view.ts'
import { PACE_FIGURES, type PaceFigure, paceRef } from '../../pace-ref.ts'
import type { FigureRef, FigureValue, Receipt, ReceiptRows } from '../../receipt.ts'
import type { ReceiptPage, ReceiptProvider } from '../../receipt-provider.ts'
import { scopeFromText } from '../../scope-text.ts'
import { dueRows, recentRows, remainingOn, weighted, wonRows } from './receipt-deals.ts'
import { goalRows } from './receipt-goal.ts'
import type { Asked, Explained, Question } from './receipt-question.ts'
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
    case 'gap': {
      if (day?.remaining == null || day.ideal === null) return { value: money(null), parts: [] }
      const dated = (label: string, minor: number, name: PaceFigure) => ({
        label,
        value: money(minor),
        ref: paceRef(name, scope, period, day.date),
      })
      const ideal = Math.round(day.ideal)
      return {
        value: money(day.remaining - ideal),
        parts: [dated('Left to the goal', day.remaining, 'remaining'), dated('Pace line', ideal, 'ideal')],
      }
    }
    case 'due':
      return dueRows(question, page)
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
    case 'landing-change':
      return landingChange(question)
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

/** Where it lands now, less where it landed on an evening before. */
async function landingChange({ ctx, view, figure, scope, period, on }: Question): Promise<Explained> {
  if (on === null) throw new LeadoutError('invalid', 'There is no such figure.')
  const then = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {
    asOf: on,
    ...(view.knownAt !== null && { knownAt: on }),
  })
  const [before] = await readFigures(ctx, await openPeriod(ctx, then, period), [scope])
  const money = (minor: number | null): FigureValue => ({ type: 'money', minor, currency: view.settings.currency })
  const [lands, landed] = [figure.burnDown.landsAt?.minor ?? null, before?.burnDown.landsAt?.minor ?? null]
  return {
    value: money(lands === null || landed === null ? null : lands - landed),
    parts: [
      { label: 'Lands at, now', value: money(lands), ref: paceRef('lands', scope, period) },
      { label: `Lands at, by the end of ${on}`, value: money(landed), ref: null },
    ],
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
