import { dataAt } from '#db/data-at.ts'
import { perWin } from '#domain/baseline/per-win.ts'
import type { Scope } from '#domain/scope.ts'
import type { MetricFigure } from '#metrics/run.ts'
import {
  type Baseline as Read,
  type BaselineRow as ReadRow,
  EFFORTS,
  middleOf,
  readBaseline,
} from '#services/baseline/read-baseline.ts'
import { DAYS_EVERY } from '#services/baseline/paces.ts'
import type { Ctx } from '#services/context.ts'
import { resolveView } from '#services/org/view.ts'
import { columnIn, shownOf } from '../../metric-figure.ts'
import type { Baseline, BaselineRow, Core } from '../contract.ts'

export interface BaselineQuestion {
  readonly scope: Scope
  readonly period: string
  readonly days: number
  readonly asOf?: string | undefined
  readonly knownAt?: string | undefined
}

/** @throws LeadoutError `not-found`, `forbidden` */
export async function answerBaseline(ctx: Ctx, { asOf, knownAt, ...input }: BaselineQuestion): Promise<Baseline> {
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, { asOf, knownAt })
  const read = await readBaseline(ctx, view, input)
  return {
    asOf: view.asOf,
    knownAt: view.knownAt,
    dataAt: await dataAt(ctx.db, ctx.orgId),
    label: read.label,
    currency: view.settings.currency,
    from: read.from,
    to: read.to,
    sellers: read.sellers,
    sellerDays: read.sellerDays,
    rows: read.rows.map((row) => rowOf(read, row)),
    won: coreOf(read, read.won),
    winRate: coreOf(read, read.winRate),
    size: coreOf(read, read.size),
    cycle: coreOf(read, read.cycle),
    spread: read.spread,
    efforts: EFFORTS.flatMap((id) => {
      const middle = middleOf(read.efforts, id)
      return middle === null ? [] : [{ id, ...middle }]
    }),
    byMeetings: (read.rows.find(({ metric }) => metric.id === 'first-meetings')?.figure.value ?? 0) > 0,
    closers: read.closers,
    levers: leversOf(read),
    reach: read.reach,
    deals: read.efforts.length,
    goal: read.goal,
    wins: winsFor(read),
  }
}

function coreOf({ from, to }: Read, figure: MetricFigure): Core {
  const { low, high } = figure
  return { column: columnIn(figure.metric, { from, to }, null), figure: shownOf(figure), low, high }
}

function rowOf(read: Read, row: ReadRow): BaselineRow {
  const { metric, every, figure, pace } = row
  const won = perWinOf(read, row)
  return {
    column: columnIn(metric, read, null),
    every,
    figure: shownOf(figure),
    perWin: won === null ? null : { ...won, high: Number.isFinite(won.high) ? won.high : null },
    pace,
    needed: neededOf(read, row),
  }
}

/** Of what adds up; a thing that is counted once cannot be shared out among wins. */
export function perWinOf({ won }: Read, { metric, figure }: ReadRow) {
  return metric.kind === 'sum' && figure.value !== null ? perWin(figure.value, won.value ?? 0) : null
}

/**
 * What rep maths begins with; null where there is nothing on record, as of weeks of selling. Without meetings each deal
 * decided stands for a first meeting.
 */
export function leversOf(read: Read): Omit<Baseline['levers'], 'weeks'> & { readonly weeks: null } {
  const of = (id: string) => read.rows.find(({ metric }) => metric.id === id)?.figure.value ?? 0
  const [first, following, decided] = [of('first-meetings'), of('follow-up-meetings'), read.winRate.denominator ?? 0]
  const aWeek = (count: number) => (read.closerDays > 0 ? (count / read.closerDays) * DAYS_EVERY.week : null)
  const begin =
    first > 0
      ? {
          meetings: aWeek(first + following),
          followUps: following / first,
          dealsPerFirst: decided > 0 ? decided / first : null,
        }
      : { meetings: aWeek(decided), followUps: 0, dealsPerFirst: 1 }
  return {
    ...begin,
    winRate: read.winRate.value,
    size: read.size.value,
    cycle: read.cycle.value,
    weeks: null,
  }
}

/** Deals to win for the goal at the average size. */
export function winsFor({ goal, size }: Read): number | null {
  return goal === null || size.value === null || size.value <= 0 ? null : goal / size.value
}

/** What the goal asks of a seller in a week or a month, were each win to take as much as so far. */
export function neededOf(read: Read, row: ReadRow): number | null {
  const wins = winsFor(read)
  const each = perWinOf(read, row)
  if (wins === null || each === null || read.goalDays === 0) return null
  return ((each.value * wins) / read.goalDays) * DAYS_EVERY[row.every]
}
