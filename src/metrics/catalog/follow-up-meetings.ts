import { defineMetric } from '../metric.ts'

export const followUpMeetings = defineMetric({
  id: 'follow-up-meetings',
  version: 1,
  since: '2026-11-22',
  label: 'Follow-up meetings',
  words: 'Meetings held that were not the first with the account.',
  kind: 'sum',
  unit: 'count',
  family: 'quantity',
  valence: 'up',
  roles: ['ae', 'manager'],
  window: 'week',
  lookback: 180,
  terms: [
    {
      facts: 'meetings',
      where: 'not initial',
    },
  ],
})
