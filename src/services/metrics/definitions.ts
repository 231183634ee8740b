import { CATALOG } from '#metrics/catalog/index.ts'
import { WAITING } from '#metrics/waiting.ts'
import type { MetricDefinition, WaitingMetric } from '#metrics/metric.ts'

/** A definition without its SQL. */
export interface MetricMeaning extends Pick<
  MetricDefinition,
  'id' | 'version' | 'since' | 'label' | 'words' | 'kind' | 'unit' | 'family' | 'valence' | 'window'
> {
  readonly roles: string[]
  readonly instant: boolean
  readonly per: string | null
}

/** Every metric that the product computes, and those of metrics.md that wait for data. */
export function definitions(): { readonly metrics: MetricMeaning[]; readonly waiting: readonly WaitingMetric[] } {
  return { metrics: CATALOG.map(meaningOf), waiting: WAITING }
}

function meaningOf(metric: MetricDefinition): MetricMeaning {
  const { terms: _, blocked: __, lookback: ___, ...meaning } = metric
  return { ...meaning, roles: [...metric.roles], instant: metric.instant === true, per: metric.per ?? null }
}
