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
 * The mean of a seller's week (month): of what adds up everything over all selling days, of what is counted once the
 * mean over stretches of that length, each counted for itself.
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
  for (const every of ['week', 'month'] as const) {
    const metrics = questions.flatMap((one) => (one.every === every ? [one.metric] : []))
    const windows = stretches(first, view.asOfDate, every === 'week' ? 7 : 30)
    const found = await runMetrics(ctx.db, {
      query: figuresQuery(view),
      filters: [],
      metrics,
      windows: windows.map((window) => windowOf(view, window.from, window)),
      by: 'person',
    })
    for (const metric of metrics) {
      let count = 0
      for (const one of found) {
        const window = windows.find(({ from }) => from === one.window)
        const seller = sellers.get(one.subject ?? '')
        if (one.metric.id !== metric.id || window === undefined || seller === undefined) continue
        if (seller.days.some((day) => window.from <= day && day <= window.to)) count += one.value ?? 0
      }
      const covered = all.filter((day) => day >= windows[0]!.from).length
      if (covered > 0) paces.set(metric.id, (count / covered) * DAYS_EVERY[every])
    }
  }
  return paces
}

/** Stretches of so many days, back from the last one; what is left over at the start is left out. */
function stretches(from: LocalDate, to: LocalDate, length: number): { from: LocalDate; to: LocalDate }[] {
  const found: { from: LocalDate; to: LocalDate }[] = []
  for (let end = to; addDays(end, 1 - length) >= from; end = addDays(end, -length))
    found.unshift({ from: addDays(end, 1 - length), to: end })
  return found.length > 0 ? found : [{ from, to }]
}
