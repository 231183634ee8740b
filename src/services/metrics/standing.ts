import { type MetricRow, metricRows } from '#metrics/rows.ts'
import type { Db } from '#db/client.ts'
import type { DateRange } from '#domain/calendar/local-date.ts'
import { chanceAround, type Results } from '#domain/fingerprint/standing.ts'
import { figuresQuery } from '../bookings/figures.ts'
import type { OrgView } from '../org/view.ts'
import type { GridCell } from './grid.ts'
import { requireMetric, windowOf } from './query.ts'

export interface PersonResults extends Results {
  /** what `due` is: the part of the goal that belongs to the time gone, or the own usual */
  readonly by: 'goal' | 'past'
  /** the deals whose sizes say how far chance leads */
  readonly wins: readonly MetricRow[]
}

/**
 * What a person booked in a period against what was due: the goal, else the own usual at the same point of earlier
 * periods. How far chance leads is said by the size of the deals that the person won in the days of `past`. Null where
 * nothing was due.
 */
export async function readResults(
  db: Db,
  view: OrgView,
  personId: string,
  bookings: Pick<GridCell, 'figure' | 'due' | 'band'>,
  past: DateRange,
): Promise<PersonResults | null> {
  const due = bookings.due ?? bookings.band?.middle ?? null
  if (due === null || due <= 0 || bookings.figure.state === 'blocked') return null
  const { rows } = await metricRows(db, {
    query: figuresQuery(view),
    metric: requireMetric('bookings'),
    windows: [windowOf(view, '', past)],
    filters: [],
    by: 'person',
    subject: personId,
  })
  const wins = rows.filter(({ numerator }) => numerator !== null && numerator > 0)
  return {
    booked: bookings.figure.value ?? 0,
    due,
    by: bookings.due === null ? 'past' : 'goal',
    wins,
    chance: chanceAround(
      due,
      wins.map(({ numerator }) => numerator!),
    ),
  }
}
