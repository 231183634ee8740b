import { defineMetric } from '../metric.ts'

export const openPipeline = defineMetric({
  id: 'open-pipeline',
  version: 1,
  since: '2026-11-22',
  label: 'Open pipeline',
  words: 'The amounts of the deals open at the end of the window, at plan rates.',
  kind: 'sum',
  unit: 'money',
  family: 'quantity',
  valence: 'neutral',
  roles: ['ae', 'manager'],
  window: 'now',
  instant: true,
  terms: [
    {
      facts: 'open',
      where: 'books',
      numerator: 'amount',
      money: true,
    },
  ],
})
