import { FEWEST_PEERS, quantile } from '#domain/band/band.ts'
import { isLess, type Lever } from '#domain/baseline/rep-maths.ts'
import type { MetricFigure } from '#metrics/run.ts'
import { comparable } from '../metrics/band.ts'
import { DAYS_EVERY } from './paces.ts'
import type { Seller } from './sellers.ts'

/** By lever what a quarter of the sellers reach, and of how many; a lever with fewer than four values is missing. */
export type Reach = Partial<Record<Lever, { readonly value: number; readonly people: number }>>

/** Figures of people that the reach is taken from. */
export const REACHED = ['first-meetings', 'follow-up-meetings', 'win-rate', 'average-deal-size', 'sales-cycle'] as const
/** fewer first meetings say nothing about what follows from one */
const FEWEST_FIRST = 5

/** The better quarter of sellers on each lever, by values with enough behind them; luck is part of it. */
export function reachOf(
  figures: readonly MetricFigure[],
  sellers: ReadonlyMap<string, Seller>,
  /** false: there are no meetings on record, and deals decided stand in their place */
  byMeetings: boolean,
): Reach {
  const values = new Map<Lever, number[]>()
  const add = (lever: Lever, value: number | null) => {
    if (value !== null) values.set(lever, [...(values.get(lever) ?? []), value])
  }
  for (const [id, seller] of sellers) {
    const of = (metric: (typeof REACHED)[number]): MetricFigure | undefined =>
      figures.find((one) => one.subject === id && one.metric.id === metric)
    const first = of('first-meetings')?.value ?? 0
    const following = of('follow-up-meetings')?.value ?? 0
    const winRate = of('win-rate')
    if (!byMeetings && winRate && winRate.n > 0) add('meetings', (winRate.n / seller.days.length) * DAYS_EVERY.week)
    if (byMeetings && first + following > 0)
      add('meetings', ((first + following) / seller.days.length) * DAYS_EVERY.week)
    if (first >= FEWEST_FIRST) {
      add('followUps', following / first)
      if (winRate) add('dealsPerFirst', winRate.n / first)
    }
    add('winRate', winRate ? comparable(winRate) : null)
    add('size', comparable(of('average-deal-size') ?? null))
    add('cycle', comparable(of('sales-cycle') ?? null))
  }
  return Object.fromEntries(
    [...values].flatMap(([lever, all]) => {
      if (all.length < FEWEST_PEERS) return []
      const sorted = all.toSorted((a, b) => a - b)
      return [[lever, { value: quantile(sorted, isLess(lever) ? 0.25 : 0.75), people: all.length }]]
    }),
  )
}
