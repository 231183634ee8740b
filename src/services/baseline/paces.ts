import { addDays } from '#domain/calendar/local-date.ts'
import type { LocalDate } from '#domain/instant.ts'
import type { MetricDefinition } from '#metrics/metric.ts'
import { runMetrics } from '#metrics/run.ts'
import { figuresQuery } from '../bookings/figures.ts'
import type { Ctx } from '../context.ts'
import { windowOf } from '../metrics/query.ts'
import type { OrgView } from '../org/view.ts'
import type { Seller } from './sellers.ts'

export type Every = 'week' | 'month'

/** Selling days of a week and of a month that a pace is given for. */
export const DAYS_EVERY: Readonly<Record<Every, number>> = { week: 5, month: 21.75 }

/**
 * The mean of a seller's week (month) of what is counted once there: over stretches of that length, each counted for
 * itself. What adds up needs no stretches.
 */
export async function readPaces(
  ctx: Ctx,
  view: OrgView,
  questions: readonly { readonly metric: MetricDefinition; readonly every: Every }[],
  sellers: ReadonlyMap<string, Seller>,
): Promise<Map<string, number>> {
  const paces = new Map<string, number>()
  const all = [...sellers.values()].flatMap(({ days }) => days)
  const [first] = all.toSorted()
  if (first === undefined) return paces
  for (const [every, length] of Object.entries(STRETCH) as [Every, number][]) {
    const metrics = questions.flatMap((one) =>
      one.every === every && one.metric.kind === 'distinct' ? [one.metric] : [],
    )
    const windows = stretches(first, view.asOfDate, length)
    const figures = await runMetrics(ctx.db, {
      query: figuresQuery(view),
      filters: [],
      metrics,
      windows: windows.map((window) => windowOf(view, window.from, window)),
      by: 'person',
    })
    const ends = new Map(windows.map(({ from, to }) => [from, to]))
    const covered = all.filter((day) => day >= windows[0]!.from).length
    for (const metric of metrics) {
      const counted = figures.filter(({ metric: { id }, window, subject }) => {
        const to = ends.get(window)!
        return id === metric.id && sellers.get(subject ?? '')?.days.some((day) => window <= day && day <= to) === true
      })
      const count = counted.reduce((sum, { value }) => sum + (value ?? 0), 0)
      if (covered > 0) paces.set(metric.id, (count / covered) * DAYS_EVERY[every])
    }
  }
  return paces
}

const STRETCH = { week: 7, month: 30 } as const satisfies Record<Every, number>

/** Stretches of so many days, back from the last one; what is left over at the start is left out. */
function stretches(from: LocalDate, to: LocalDate, length: number): { from: LocalDate; to: LocalDate }[] {
  const found: { from: LocalDate; to: LocalDate }[] = []
  for (let end = to; addDays(end, 1 - length) >= from; end = addDays(end, -length))
    found.unshift({ from: addDays(end, 1 - length), to: end })
  return found.length > 0 ? found : [{ from, to }]
}
