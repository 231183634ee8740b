import { defineMetric } from '../metric.ts'

export const singleThreadedDeals = defineMetric({
  id: 'single-threaded-deals',
  version: 1,
  since: '2026-11-22',
  label: 'Single-threaded deals',
  words: 'Open deals with fewer than 2 contacts touched over their life.',
  kind: 'sum',
  unit: 'count',
  family: 'quality',
  valence: 'down',
  roles: ['ae', 'manager'],
  window: 'now',
  instant: true,
  terms: [
    {
      facts: 'attention',
      where: 'contacts_touched < 2',
    },
  ],
})
