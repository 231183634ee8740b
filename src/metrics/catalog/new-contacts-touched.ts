import { defineMetric } from '../metric.ts'

export const newContactsTouched = defineMetric({
  id: 'new-contacts-touched',
  version: 1,
  since: '2026-11-22',
  label: 'New contacts touched',
  words: 'Different contacts touched by us for the first time in 180 days.',
  kind: 'distinct',
  unit: 'count',
  family: 'quantity',
  valence: 'up',
  roles: ['ae', 'sdr', 'manager'],
  window: 'month',
  lookback: 180,
  terms: [
    {
      facts: 'contact_touches',
      where: 'contact_gap_days is null or contact_gap_days > 180',
      key: 'contact_id',
    },
  ],
})
