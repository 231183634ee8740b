import { defineMetric } from '../metric.ts'

export const talkTime = defineMetric({
  id: 'talk-time',
  version: 1,
  since: '2026-11-22',
  label: 'Talk time',
  words: 'Hours on calls made.',
  kind: 'sum',
  unit: 'hours',
  family: 'quantity',
  valence: 'up',
  roles: ['sdr', 'manager'],
  window: 'week',
  terms: [
    {
      facts: 'activities',
      where: "type = 'call' and held and direction is distinct from 'inbound'",
      numerator: 'coalesce(seconds, 0) / 3600.0',
    },
  ],
})
