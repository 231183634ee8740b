import * as z from 'zod'
import { dataAt } from '#db/data-at.ts'
import { LeadoutError } from '#domain/errors.ts'
import { requirePermission } from '#services/access/can.ts'
import { type Baseline, middleOf, readBaseline, type WonEffort } from '#services/baseline/read-baseline.ts'
import { DAYS_EVERY } from '#services/baseline/paces.ts'
import type { Ctx } from '#services/context.ts'
import type { OrgView } from '#services/org/view.ts'
import { metricFigure } from '../../metric-ref.ts'
import type { FigureRef, FigureValue, Receipt } from '../../receipt.ts'
import type { ReceiptPage, ReceiptProvider } from '../../receipt-provider.ts'
import { periodSchema, type Scope } from '../../scope.ts'
import { scopeFromText } from '../../scope-text.ts'
import { EFFORT_IDS, DEALS_A_WEEK, LEVER_LABELS } from '../contract.ts'
import { type Lever, LEVERS } from '#domain/baseline/rep-maths.ts'
import { leversOf, neededOf, perWinOf, winsFor } from './baseline.ts'

const ofSchema = z.object({
  scope: z.string(),
  period: periodSchema,
  days: z.number().int().min(30).max(731),
  /** `win`, `pace` and `needed` of a metric; `effort` of a kind of it; `sellers`; `wins` for the goal */
  what: z.enum(['win', 'pace', 'needed', 'effort', 'sellers', 'wins', 'reach', 'lever']),
  id: z.string().default(''),
})

const number = (value: number | null, unit?: string): FigureValue => ({
  type: 'number',
  value: value === null ? null : Math.round(value * 100) / 100,
  ...(unit !== undefined && { unit }),
})

/** The numbers of a baseline sheet, each with what it is divided from. */
export const baselineReceipt: ReceiptProvider = {
  kind: 'baseline',
  async explain(ctx, view, of, page) {
    requirePermission(ctx, 'figures.read')
    const asked = ofSchema.safeParse(of)
    const scope = asked.success ? scopeFromText(asked.data.scope) : null
    if (!asked.success || scope === null) throw new LeadoutError('not-found', 'There is no such figure.')
    const { period, days, what, id } = asked.data
    const read = await readBaseline(ctx, view, { scope, period, days })
    const question = { ctx, view, scope, period, read, page, id }
    return { ...(await commonOf(question)), ...EXPLAIN[what](question) }
  },
}

interface Question {
  readonly ctx: Ctx
  readonly view: OrgView
  readonly scope: Scope
  readonly period: string
  readonly read: Baseline
  readonly page: ReceiptPage
  readonly id: string
}

type Explained = Pick<Receipt, 'title' | 'value' | 'words' | 'parts' | 'n' | 'rows'> & Partial<Receipt>

async function commonOf({ ctx, view, read }: Question) {
  return {
    window: { from: read.from, to: read.to },
    asOf: view.asOf,
    knownAt: view.knownAt,
    sources: [{ name: 'Leadout', at: await dataAt(ctx.db, ctx.orgId) }],
    audience: 'Whoever may see the figures of this scope.',
    notes: [],
  }
}

function refOf({ scope, read }: Question, metric: string): FigureRef {
  return metricFigure(metric, scope.kind, scope.id, read)
}

function rowOf({ read, id }: Question) {
  const row = read.rows.find(({ metric }) => metric.id === id)
  if (row === undefined) throw new LeadoutError('not-found', 'There is no such figure.')
  return row
}

const EXPLAIN: Readonly<Record<z.infer<typeof ofSchema>['what'], (question: Question) => Explained>> = {
  win(question) {
    const { read } = question
    const row = rowOf(question)
    const each = perWinOf(read, row)
    return {
      title: `${row.metric.label} for each deal won`,
      value: number(each?.value ?? null),
      words:
        'Everything of this kind in the window, whatever came of it, divided by the deals won in it. The interval takes both as counts.',
      parts: [
        { label: row.metric.label, value: number(row.figure.value), ref: refOf(question, row.metric.id) },
        { label: 'Deals won', value: number(read.won.value), ref: refOf(question, 'deals-won') },
        { label: 'Low end with 90 % certainty', value: number(each?.low ?? null), ref: null },
        { label: 'High end with 90 % certainty', value: number(each?.high ?? null), ref: null },
      ],
      n: read.won.value,
      rows: null,
    }
  },
  pace(question) {
    const { read } = question
    const row = rowOf(question)
    const once = row.metric.kind === 'distinct'
    return {
      title: `${row.metric.label}, a seller’s ${row.every}`,
      value: number(row.pace),
      words: once
        ? `Counted once in each stretch of ${row.every === 'week' ? '7' : '30'} days for each seller, over their selling days, times the ${DAYS_EVERY[row.every]} of a ${row.every}.`
        : `What the sellers did, over their selling days, times the ${DAYS_EVERY[row.every]} of a ${row.every}.`,
      parts: [
        { label: row.metric.label, value: number(row.figure.value), ref: refOf(question, row.metric.id) },
        { label: 'Sellers', value: number(read.sellers), ref: null },
        { label: 'Their selling days', value: number(read.sellerDays), ref: null },
      ],
      n: read.sellerDays,
      rows: null,
    }
  },
  needed(question) {
    const { read, view } = question
    const row = rowOf(question)
    return {
      title: `${row.metric.label}, a seller’s ${row.every} for the goal`,
      value: number(neededOf(read, row)),
      words: `Wins for the goal times what each win took, shared out over the selling days of the sellers in the period, times the ${DAYS_EVERY[row.every]} of a ${row.every}.`,
      parts: [
        { label: 'Wins for the goal', value: number(winsFor(read)), ref: null },
        { label: 'Goal', value: { type: 'money', minor: read.goal, currency: view.settings.currency }, ref: null },
        { label: 'For each deal won', value: number(perWinOf(read, row)?.value ?? null), ref: null },
        { label: 'Selling days of the sellers in the period', value: number(read.goalDays), ref: null },
      ],
      n: read.won.value,
      rows: null,
    }
  },
  wins(question) {
    const { read, view } = question
    return {
      title: 'Wins for the goal',
      value: number(winsFor(read)),
      words: 'The goal of bookings in the period, divided by the average size of a deal won.',
      parts: [
        { label: 'Goal', value: { type: 'money', minor: read.goal, currency: view.settings.currency }, ref: null },
        {
          label: 'Average deal size',
          value: {
            type: 'money',
            minor: read.size.value === null ? null : Math.round(read.size.value),
            currency: view.settings.currency,
          },
          ref: refOf(question, 'average-deal-size'),
        },
      ],
      n: read.size.n,
      rows: null,
    }
  },
  reach({ read, id, view }) {
    const lever = LEVERS.find((one) => one === id)
    const found = lever === undefined ? undefined : read.reach[lever]
    if (found === undefined || lever === undefined) throw new LeadoutError('not-found', 'There is no such figure.')
    return {
      title: `${LEVER_LABELS[lever]}, better quarter`,
      value: leverValue(lever, found.value, view.settings.currency),
      words:
        'What a quarter of the sellers of the company reach or better in the same window. Values with too little behind them are left out; some of the distance is luck.',
      parts: [{ label: 'Sellers compared', value: number(found.people), ref: null }],
      n: found.people,
      audience: 'Whoever may see the figures of this scope; nobody is named.',
      rows: null,
    }
  },
  lever(question) {
    const { read, id, view } = question
    const lever = LEVERS.find((one) => one === id)
    const value = lever === undefined ? null : leversOf(read)[lever]
    if (lever === undefined || value === null) throw new LeadoutError('not-found', 'There is no such figure.')
    const row = (metric: string) => read.rows.find((one) => one.metric.id === metric)
    const part = (label: string, metric: string, figure: FigureValue) => ({
      label,
      value: figure,
      ref: refOf(question, metric),
    })
    const first = part('First meetings', 'first-meetings', number(row('first-meetings')?.figure.value ?? null))
    const following = part('Follow-ups', 'follow-up-meetings', number(row('follow-up-meetings')?.figure.value ?? null))
    const decided = part('Deals decided', 'win-rate', number(read.winRate.denominator))
    const byMeetings = (row('first-meetings')?.figure.value ?? 0) > 0
    const days = { label: 'Selling days of those who decided deals', value: number(read.closerDays), ref: null }
    const parts: Partial<Record<Lever, Receipt['parts']>> = {
      meetings: byMeetings ? [first, following, days] : [decided, days],
      followUps: [following, first],
      dealsPerFirst: [decided, first],
    }
    return {
      title: lever === 'meetings' && !byMeetings ? DEALS_A_WEEK : LEVER_LABELS[lever],
      value: leverValue(lever, value, view.settings.currency),
      words:
        (lever === 'meetings' && !byMeetings ? DEALS_FORMULA : LEVER_FORMULAS[lever]) ??
        'As the metric of the same name counts it.',
      parts: parts[lever] ?? [],
      n: read.won.value,
      rows: null,
    }
  },
  sellers({ read }) {
    return {
      title: 'Sellers',
      value: number(read.sellers),
      words:
        'People who belonged to the scope on a selling day of the window and created or won a deal, met, called or wrote in it.',
      parts: [{ label: 'Their selling days', value: number(read.sellerDays), ref: null }],
      n: read.sellers,
      rows: null,
    }
  },
  effort(question) {
    const { read, id, page, view } = question
    const effort = EFFORT_IDS.find((one) => one === id)
    if (effort === undefined) throw new LeadoutError('not-found', 'There is no such figure.')
    const middle = middleOf(read.efforts, effort)
    const { offset, limit } = page
    const ordered = read.efforts.toSorted((a, b) => b[effort] - a[effort] || (a.dealId < b.dealId ? -1 : 1))
    return {
      title: `${EFFORT_TITLES[effort]} on a deal won`,
      value: number(middle?.middle ?? null, effort === 'cycle' ? 'days' : undefined),
      words:
        'The middle one of the deals won, each from its creation to the win. Half of them lie between low and high.',
      parts: [
        { label: 'Low', value: number(middle?.low ?? null), ref: null },
        { label: 'High', value: number(middle?.high ?? null), ref: null },
      ],
      n: read.efforts.length,
      rows: {
        columns: [
          { id: 'won', label: 'Won', numeric: false },
          { id: 'amount', label: 'Amount', numeric: true },
          { id: 'effort', label: EFFORT_TITLES[effort], numeric: true },
        ],
        rows: ordered.slice(offset, offset + limit).map((deal: WonEffort) => ({
          id: deal.dealId,
          cells: [
            { type: 'date', date: deal.won },
            { type: 'money', minor: deal.amount, currency: view.settings.currency },
            number(deal[effort]),
          ],
          opens: { drawer: 'deal', id: deal.dealId },
        })),
        count: ordered.length,
        total: null,
      },
    }
  },
}

const DEALS_FORMULA =
  'Deals won or lost that had been accepted, over the selling days of those who decided them, times the 5 of a week.'

const LEVER_FORMULAS: Partial<Record<Lever, string>> = {
  meetings: 'First meetings and follow-ups, over the selling days of those who decided deals, times the 5 of a week.',
  followUps: 'Follow-ups over first meetings.',
  dealsPerFirst: 'Deals won or lost that had been accepted, over first meetings.',
}

function leverValue(lever: Lever, value: number, currency: string): FigureValue {
  if (lever === 'size') return { type: 'money', minor: Math.round(value), currency }
  return lever === 'winRate' ? number(value * 100, '%') : number(value, lever === 'cycle' ? 'days' : undefined)
}

const EFFORT_TITLES = {
  meetings: 'Meetings',
  calls: 'Calls',
  emails: 'Emails',
  contacts: 'Contacts touched',
  cycle: 'Days to the win',
} as const
