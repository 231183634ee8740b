import { defineMetric } from '../metric.ts'

export const dealsWon = defineMetric({
  id: 'deals-won',
  version: 1,
  since: '2026-11-22',
  label: 'Deals won',
  words: 'Deals won, by the day of the win, in pipelines that count as bookings.',
  kind: 'sum',
  unit: 'count',
  family: 'output',
  valence: 'up',
  roles: ['ae', 'csm', 'manager'],
  window: 'quarter',
  terms: [
    {
      facts: 'outcomes',
      where: "status = 'won' and books",
    },
  ],
})
