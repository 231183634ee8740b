import type { MetricDefinition } from '#metrics/metric.ts'
import { comparable } from './band.ts'
import type { Comparing } from './grid.ts'
import type { Series } from './series.ts'

/** What a person's time went into, as shares of what was done and of what was planned (metrics.md Mix). */
export interface MixPart {
  readonly metric: MetricDefinition
  readonly done: number
  /** the goal for it, as far as it is due; null without one */
  readonly due: number | null
  /** null where nothing was done */
  readonly actual: number | null
  /** null where any of the parts has no goal: shares of a part of the plan would mislead */
  readonly planned: number | null
}

/** The parts of one period for a person. */
export function mixOf(series: readonly Series[], personId: string, due: Comparing['due']): MixPart[] {
  const parts = series.map((one) => ({
    metric: one.metric,
    done: comparable(one.points(personId).at(-1) ?? null) ?? 0,
    due: due(one.metric, personId),
  }))
  const done = parts.reduce((sum, part) => sum + part.done, 0)
  const plan = parts.some((part) => part.due === null) ? 0 : parts.reduce((sum, part) => sum + part.due!, 0)
  return parts.map((part) => ({
    ...part,
    actual: done === 0 ? null : part.done / done,
    planned: plan === 0 ? null : part.due! / plan,
  }))
}
