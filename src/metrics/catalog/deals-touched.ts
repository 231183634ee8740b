import { defineMetric } from '../metric.ts'

export const dealsTouched = defineMetric({
  id: 'deals-touched',
  version: 1,
  since: '2026-11-22',
  label: 'Deals touched',
  words: 'Different deals with a touch.',
  kind: 'distinct',
  unit: 'count',
  family: 'quantity',
  valence: 'up',
  roles: ['ae', 'manager'],
  window: '30d',
  terms: [
    {
      facts: 'touches',
      key: 'deal_id',
    },
  ],
})
