import type { DateRange } from '#domain/calendar/local-date.ts'
import { sellingDays } from '#domain/calendar/selling-days.ts'
import type { LocalDate } from '#domain/instant.ts'
import type { Scope } from '#domain/scope.ts'
import { personsOn } from '#domain/structure.ts'
import type { MetricFigure } from '#metrics/run.ts'
import type { Ctx } from '../context.ts'
import { readSellingTime } from '../org/selling-time.ts'
import type { OrgStructure } from '../org/structure.ts'
import type { OrgView } from '../org/view.ts'

export interface Seller {
  /** selling days in the scope within the window */
  readonly days: readonly LocalDate[]
  daysOf(from: LocalDate, to: LocalDate): number
}

/** What makes somebody a seller. */
export const ACTIVE = ['deals-created', 'meetings-held', 'calls-made', 'emails-sent', 'deals-won'] as const

/** People of the scope who did any selling in the window, by their figures, with the selling days they were there. */
export async function readSellers(
  ctx: Ctx,
  view: OrgView,
  structure: OrgStructure,
  {
    scope,
    range,
    figures,
  }: { readonly scope: Scope; readonly range: DateRange; readonly figures: readonly MetricFigure[] },
): Promise<Map<string, Seller>> {
  const counts = new Set<string>(ACTIVE)
  const active = new Set(
    figures.flatMap(({ metric, subject, value }) =>
      subject !== null && counts.has(metric.id) && (value ?? 0) > 0 ? [subject] : [],
    ),
  )
  const time = await readSellingTime(ctx.db, view, structure)
  const sellers = new Map<string, Seller>()
  const there = new Map<LocalDate, ReadonlySet<string>>()
  const isThere = (day: LocalDate, id: string) => {
    const persons = there.get(day) ?? personsOn(structure, scope, day)
    there.set(day, persons)
    return persons.has(id)
  }
  for (const id of active) {
    if (!structure.names.has(id)) continue
    const { calendar, leave } = time({ kind: 'person', id })
    const days = sellingDays(range.from, range.to, calendar, leave).filter((day) => isThere(day, id))
    if (days.length > 0) sellers.set(id, { days, daysOf: (from, to) => sellingDays(from, to, calendar, leave).length })
  }
  return sellers
}
