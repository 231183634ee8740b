import { defineMetric } from '../metric.ts'

export const meetingHours = defineMetric({
  id: 'meeting-hours',
  version: 1,
  since: '2026-11-22',
  label: 'Meeting hours',
  words: 'Hours in meetings held; one of more than 12 hours counts as a meeting of 0 hours.',
  kind: 'sum',
  unit: 'hours',
  family: 'quantity',
  valence: 'up',
  roles: ['ae', 'csm', 'manager'],
  window: 'week',
  terms: [
    {
      facts: 'meetings',
      numerator: 'case when seconds <= 43200 then seconds / 3600.0 else 0 end',
    },
  ],
})
