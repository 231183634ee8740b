import { defineMetric } from '../metric.ts'

export const newAccountsTouched = defineMetric({
  id: 'new-accounts-touched',
  version: 1,
  since: '2026-11-22',
  label: 'New accounts touched',
  words: 'Different accounts touched by us for the first time in 180 days.',
  kind: 'distinct',
  unit: 'count',
  family: 'quantity',
  valence: 'up',
  roles: ['ae', 'sdr', 'manager'],
  window: 'month',
  lookback: 180,
  terms: [
    {
      facts: 'touches',
      where: 'account_gap_days is null or account_gap_days > 180',
      key: 'account_id',
    },
  ],
})
