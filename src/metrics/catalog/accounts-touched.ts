import { defineMetric } from '../metric.ts'

export const accountsTouched = defineMetric({
  id: 'accounts-touched',
  version: 1,
  since: '2026-11-22',
  label: 'Accounts touched',
  words: 'Different accounts with a touch.',
  kind: 'distinct',
  unit: 'count',
  family: 'quantity',
  valence: 'up',
  roles: ['ae', 'sdr', 'csm', 'manager'],
  window: 'month',
  terms: [
    {
      facts: 'touches',
      key: 'account_id',
    },
  ],
})
