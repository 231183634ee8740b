import { defineMetric } from '../metric.ts'

export const bookings = defineMetric({
  id: 'bookings',
  version: 1,
  since: '2026-11-22',
  label: 'Bookings',
  words: 'The amounts of deals won, by the day of the win, in pipelines that count as bookings.',
  kind: 'sum',
  unit: 'money',
  family: 'output',
  valence: 'up',
  roles: ['ae', 'csm', 'manager'],
  window: 'quarter',
  terms: [
    {
      facts: 'outcomes',
      where: "status = 'won' and books",
      numerator: 'amount',
      money: true,
    },
  ],
})
