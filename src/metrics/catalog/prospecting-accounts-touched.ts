import { defineMetric } from '../metric.ts'

export const prospectingAccountsTouched = defineMetric({
  id: 'prospecting-accounts-touched',
  version: 1,
  since: '2026-11-22',
  label: 'Prospecting accounts touched',
  words: 'Different accounts touched by somebody who owned no open deal there at that moment.',
  kind: 'distinct',
  unit: 'count',
  family: 'quantity',
  valence: 'up',
  roles: ['ae', 'sdr', 'manager'],
  window: 'month',
  terms: [
    {
      facts: 'touches',
      where: 'prospecting',
      key: 'account_id',
    },
  ],
})
