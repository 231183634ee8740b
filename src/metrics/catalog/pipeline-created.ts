import { defineMetric } from '../metric.ts'

export const pipelineCreated = defineMetric({
  id: 'pipeline-created',
  version: 1,
  since: '2026-11-22',
  label: 'Pipeline created',
  words: 'The amounts of the deals created, as first stated on their first day.',
  kind: 'sum',
  unit: 'money',
  family: 'quantity',
  valence: 'up',
  roles: ['ae', 'sdr', 'manager'],
  window: 'month',
  terms: [
    {
      facts: 'creations',
      numerator: 'amount',
      money: true,
    },
  ],
})
