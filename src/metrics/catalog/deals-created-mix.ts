import { defineMetric } from '../metric.ts'

export const dealsCreatedMix = defineMetric({
  id: 'deals-created-mix',
  version: 1,
  since: '2026-11-22',
  label: 'Mix of deals created',
  words: 'Of the deals created, the share of each segment.',
  kind: 'proportion',
  unit: 'share',
  family: 'mix',
  valence: 'neutral',
  roles: ['ae', 'sdr', 'manager'],
  window: 'month',
  per: 'segment',
  terms: [{ facts: 'segment_mix', numerator: 'case when is_part then 1 else 0 end', denominator: '1' }],
})
