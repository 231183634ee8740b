import { defineMetric } from '../metric.ts'

export const renewalRate = defineMetric({
  id: 'renewal-rate',
  version: 1,
  since: '2026-11-22',
  label: 'Renewal rate',
  words: 'Of the deals that the source calls a renewal and that were decided, the share won.',
  kind: 'proportion',
  unit: 'share',
  family: 'quality',
  valence: 'up',
  roles: ['csm', 'manager'],
  window: 'quarter',
  terms: [
    {
      facts: 'outcomes',
      where: 'renewal',
      numerator: "case when status = 'won' then 1 else 0 end",
      denominator: '1',
      flag: 'status',
    },
  ],
})
