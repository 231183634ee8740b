import { defineMetric } from '../metric.ts'

export const openDealAge = defineMetric({
  id: 'open-deal-age',
  version: 1,
  since: '2026-11-22',
  label: 'Age of open deals',
  words: 'Median days since creation of the deals open at the end of the window.',
  kind: 'median',
  unit: 'days',
  family: 'quality',
  valence: 'down',
  roles: ['ae', 'manager'],
  window: 'now',
  instant: true,
  terms: [
    {
      facts: 'open',
      where: 'books',
      value: 'age_days',
    },
  ],
})
