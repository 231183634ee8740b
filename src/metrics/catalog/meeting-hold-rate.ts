import { defineMetric } from '../metric.ts'

export const meetingHoldRate = defineMetric({
  id: 'meeting-hold-rate',
  version: 1,
  since: '2026-11-22',
  label: 'Meeting hold rate',
  words: 'Of the meetings that should have started in the window, cancelled ones included, the share held.',
  kind: 'proportion',
  unit: 'share',
  family: 'quality',
  valence: 'up',
  roles: ['sdr', 'manager'],
  window: '30d',
  terms: [
    {
      facts: 'activities',
      where: "type = 'meeting'",
      numerator: 'case when held then 1 else 0 end',
      denominator: '1',
    },
  ],
})
