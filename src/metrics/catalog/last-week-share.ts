import { defineMetric } from '../metric.ts'

export const lastWeekShare = defineMetric({
  id: 'last-week-share',
  version: 1,
  since: '2026-11-22',
  label: 'Share of the last week',
  words:
    'Of the amounts won in the period, the share won on its last 5 selling days. Beside it stands what an even pace would give.',
  kind: 'quotient',
  unit: 'share',
  family: 'quality',
  valence: 'down',
  roles: ['ae', 'manager'],
  window: 'quarter',
  evenPace: 5,
  terms: [
    { facts: 'late_wins', numerator: 'case when late then amount else 0 end', denominator: 'amount', money: true },
  ],
})
