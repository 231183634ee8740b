import type { MetricWindow } from '#metrics/compile.ts'
import type { MetricRow } from '#metrics/rows.ts'
import type { GoalBelow } from './finish.ts'

interface Behind {
  readonly rows: MetricRow[]
  readonly count: number
}

/** The rows behind a figure with its goal as the last one, so that they re-add to what is below the line. */
export function withGoal(
  { rows, count }: Behind,
  goal: GoalBelow | null,
  window: MetricWindow,
  page?: { readonly offset: number; readonly limit: number },
): Behind {
  if (goal === null) return { rows, count }
  const isHere = page === undefined || (page.offset <= count && count < page.offset + page.limit)
  return { rows: isHere ? [...rows, rowOf(goal, window)] : rows, count: count + 1 }
}

function rowOf({ period, minor }: GoalBelow, { at, to }: MetricWindow): MetricRow {
  return {
    rowId: `goal:${period}`,
    externalId: period,
    kind: 'goal',
    at,
    day: to,
    personId: null,
    dealId: null,
    accountId: null,
    numerator: 0,
    denominator: minor,
    value: 0,
    reason: null,
  }
}
