import { defineMetric } from '../metric.ts'

export const dealsAdvanced = defineMetric({
  id: 'deals-advanced',
  version: 1,
  since: '2026-11-22',
  label: 'Deals advanced',
  words: 'Stages first reached, skipped ones included, and one for the win; moving back and forth adds nothing.',
  kind: 'sum',
  unit: 'count',
  family: 'quantity',
  valence: 'up',
  roles: ['ae', 'manager'],
  window: '30d',
  terms: [
    {
      facts: 'advances',
    },
  ],
})
