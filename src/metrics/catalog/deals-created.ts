import { defineMetric } from '../metric.ts'

export const dealsCreated = defineMetric({
  id: 'deals-created',
  version: 1,
  since: '2026-11-22',
  label: 'Deals created',
  words: 'Deals created, for their first owner who is a person.',
  kind: 'sum',
  unit: 'count',
  family: 'quantity',
  valence: 'up',
  roles: ['ae', 'sdr', 'manager'],
  window: 'month',
  terms: [
    {
      facts: 'creations',
    },
  ],
})
