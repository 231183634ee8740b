import { defineMetric } from '../metric.ts'

export const meetingsAttended = defineMetric({
  id: 'meetings-attended',
  version: 1,
  since: '2026-11-22',
  label: 'Meetings attended',
  words: 'Different meetings held in which somebody took part, whoever they are credited to.',
  kind: 'distinct',
  unit: 'count',
  family: 'quantity',
  valence: 'up',
  roles: ['ae', 'sdr', 'csm', 'manager'],
  window: 'week',
  terms: [{ facts: 'attendances', key: 'row_id' }],
})
