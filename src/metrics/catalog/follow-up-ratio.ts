import { defineMetric } from '../metric.ts'

export const followUpRatio = defineMetric({
  id: 'follow-up-ratio',
  version: 1,
  since: '2026-11-22',
  label: 'Follow-up ratio',
  words: 'Follow-up meetings, divided by first meetings.',
  kind: 'quotient',
  unit: 'ratio',
  family: 'quality',
  valence: 'neutral',
  roles: ['ae', 'manager'],
  window: '30d',
  lookback: 180,
  terms: [
    {
      facts: 'meetings',
      numerator: 'case when initial then 0 else 1 end',
      denominator: 'case when initial then 1 else 0 end',
    },
  ],
})
