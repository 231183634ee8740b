import { defineMetric } from '../metric.ts'

export const dealsCreatedMixBySource = defineMetric({
  id: 'deals-created-mix-by-source',
  version: 1,
  since: '2026-11-22',
  label: 'Mix of deals created, by source',
  words: 'Of the deals created, the share of each source.',
  kind: 'proportion',
  unit: 'share',
  family: 'mix',
  valence: 'neutral',
  roles: ['ae', 'sdr', 'manager'],
  window: 'month',
  per: 'source',
  terms: [{ facts: 'source_mix', numerator: 'case when is_part then 1 else 0 end', denominator: '1' }],
})
