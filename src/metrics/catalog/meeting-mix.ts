import { defineMetric } from '../metric.ts'

export const meetingMix = defineMetric({
  id: 'meeting-mix',
  version: 1,
  since: '2026-11-22',
  label: 'Meeting mix',
  words:
    'Of the meetings that took place, the share of each kind: internal ones with nobody from outside, demos, first meetings, and follow-ups.',
  kind: 'proportion',
  unit: 'share',
  family: 'mix',
  valence: 'neutral',
  roles: ['ae', 'sdr', 'csm', 'manager'],
  window: '30d',
  per: 'type',
  lookback: 180,
  terms: [{ facts: 'meeting_mix', numerator: 'case when is_part then 1 else 0 end', denominator: '1' }],
})
