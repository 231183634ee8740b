import { CATALOG } from '#metrics/catalog/index.ts'
import { FACTS_MEANING } from '#metrics/facts/meaning.ts'
import { WAITING } from '#metrics/waiting.ts'
import type { EarlierVersion, MetricDefinition, WaitingMetric } from '#metrics/metric.ts'

/** A definition without its SQL. */
export interface MetricMeaning extends Pick<
  MetricDefinition,
  'id' | 'version' | 'since' | 'label' | 'words' | 'kind' | 'unit' | 'family' | 'valence' | 'window'
> {
  readonly roles: string[]
  readonly instant: boolean
  readonly per: NonNullable<MetricDefinition['per']> | null
  /** what stands behind a number, when it counts and for whom; several where a metric is made of several facts */
  readonly rows: string[]
  readonly time: string[]
  readonly credit: string[]
  /** what it is held against first */
  readonly comparison: string
  /** versions before this one, newest first */
  readonly earlier: EarlierVersion[]
}

/** Every metric that the product computes, and those of metrics.md that wait for data. */
export function definitions(): { readonly metrics: MetricMeaning[]; readonly waiting: readonly WaitingMetric[] } {
  return { metrics: CATALOG.map(meaningOf), waiting: WAITING }
}

function meaningOf(metric: MetricDefinition): MetricMeaning {
  const { id, version, since, label, words, kind, unit, family, valence, window } = metric
  const facts = metric.terms.map((term) => FACTS_MEANING[term.facts])
  return {
    id,
    version,
    since,
    label,
    words,
    kind,
    unit,
    family,
    valence,
    window,
    roles: [...metric.roles],
    instant: metric.instant === true,
    per: metric.per ?? null,
    rows: [...new Set(facts.map(({ rows }) => rows))],
    time: [...new Set(facts.map(({ time }) => time))],
    credit: [...new Set(facts.map(({ credit }) => credit))],
    comparison: metric.goal === undefined ? (COMPARED[window] ?? COMPARED_BY_DAYS) : 'the goal',
    earlier: [...(metric.earlier ?? [])].toSorted((a, b) => b.version - a.version),
  }
}

/** By the default window; as `pointWindows` of the domain has them. */
const COMPARED: Readonly<Record<string, string>> = {
  week: 'the same point of the thirteen weeks before',
  month: 'the same point of the 6 months before',
  quarter: 'the same point of the quarters before',
  now: 'the same point of the periods before',
}
const COMPARED_BY_DAYS = 'as many days at the same point of the periods before'
