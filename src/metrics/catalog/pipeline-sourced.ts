import { defineMetric } from '../metric.ts'

export const pipelineSourced = defineMetric({
  id: 'pipeline-sourced',
  version: 1,
  since: '2026-11-22',
  label: 'Pipeline sourced',
  words: 'The amounts, as first stated, of the deals that the person created, whoever owns them now.',
  kind: 'sum',
  unit: 'money',
  family: 'quantity',
  valence: 'up',
  roles: ['sdr', 'manager'],
  window: 'month',
  terms: [
    {
      facts: 'sourced',
      numerator: 'amount',
      money: true,
    },
  ],
})
