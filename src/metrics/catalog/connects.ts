import { defineMetric } from '../metric.ts'

export const connects = defineMetric({
  id: 'connects',
  version: 1,
  since: '2026-11-22',
  label: 'Connects',
  words: 'Outbound calls of at least 60 seconds, or marked connected.',
  kind: 'sum',
  unit: 'count',
  family: 'quantity',
  valence: 'up',
  roles: ['sdr', 'manager'],
  window: 'week',
  terms: [
    {
      facts: 'activities',
      where: "type = 'call' and held and direction is distinct from 'inbound' and connected",
    },
  ],
})
