import { defineMetric } from '../metric.ts'

export const activitiesPerAccount = defineMetric({
  id: 'activities-per-account',
  version: 1,
  since: '2026-11-22',
  label: 'Activities per account',
  words: 'Touches of accounts, divided by different accounts touched.',
  kind: 'quotient',
  unit: 'ratio',
  family: 'quality',
  valence: 'neutral',
  roles: ['sdr', 'manager'],
  window: '30d',
  terms: [
    {
      facts: 'touches',
      where: 'account_id is not null',
      numerator: '1',
      keyBelow: 'account_id',
    },
  ],
})
