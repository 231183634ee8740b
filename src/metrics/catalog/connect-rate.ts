import { defineMetric } from '../metric.ts'

export const connectRate = defineMetric({
  id: 'connect-rate',
  version: 1,
  since: '2026-11-22',
  label: 'Connect rate',
  words: 'Connects, divided by calls made.',
  kind: 'proportion',
  unit: 'share',
  family: 'quality',
  valence: 'up',
  roles: ['sdr', 'manager'],
  window: '30d',
  terms: [
    {
      facts: 'activities',
      where: "type = 'call' and held and direction is distinct from 'inbound'",
      numerator: 'case when connected then 1 else 0 end',
      denominator: '1',
    },
  ],
})
