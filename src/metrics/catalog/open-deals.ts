import { defineMetric } from '../metric.ts'

export const openDeals = defineMetric({
  id: 'open-deals',
  version: 1,
  since: '2026-11-22',
  label: 'Open deals',
  words: 'Deals open at the end of the window, in pipelines that count as bookings.',
  kind: 'sum',
  unit: 'count',
  family: 'quantity',
  valence: 'neutral',
  roles: ['ae', 'manager'],
  window: 'now',
  instant: true,
  terms: [
    {
      facts: 'open',
      where: 'books',
    },
  ],
})
