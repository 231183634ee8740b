import { defineMetric } from '../metric.ts'

export const meetingsHeld = defineMetric({
  id: 'meetings-held',
  version: 1,
  since: '2026-11-22',
  label: 'Meetings held',
  words: 'Meetings with somebody outside that took place, by their start.',
  kind: 'sum',
  unit: 'count',
  family: 'quantity',
  valence: 'up',
  roles: ['ae', 'sdr', 'csm', 'manager'],
  window: 'week',
  terms: [
    {
      facts: 'meetings',
    },
  ],
})
