import { defineMetric } from '../metric.ts'

export const callsMade = defineMetric({
  id: 'calls-made',
  version: 1,
  since: '2026-11-22',
  label: 'Calls made',
  words: 'Calls outbound or of unknown direction.',
  kind: 'sum',
  unit: 'count',
  family: 'quantity',
  valence: 'up',
  roles: ['ae', 'sdr', 'csm', 'manager'],
  window: 'week',
  terms: [
    {
      facts: 'activities',
      where: "type = 'call' and held and direction is distinct from 'inbound'",
    },
  ],
})
