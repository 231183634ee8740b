import { defineMetric } from '../metric.ts'

export const hoursPerAccount = defineMetric({
  id: 'hours-per-account',
  version: 1,
  since: '2026-11-22',
  label: 'Hours per account',
  words: 'Hours in meetings held, divided by the accounts met. A meeting of more than 12 hours adds none.',
  kind: 'quotient',
  unit: 'hours',
  family: 'quality',
  valence: 'neutral',
  roles: ['csm'],
  window: '30d',
  terms: [
    {
      facts: 'meetings',
      where: 'account_id is not null',
      numerator: 'case when seconds <= 43200 then seconds / 3600.0 else 0 end',
      keyBelow: 'account_id',
    },
  ],
})
