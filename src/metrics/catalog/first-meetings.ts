import { defineMetric } from '../metric.ts'

export const firstMeetings = defineMetric({
  id: 'first-meetings',
  version: 1,
  since: '2026-11-22',
  label: 'First meetings',
  words: 'Meetings held that were the first with the account, or the first since its last open deal closed.',
  kind: 'sum',
  unit: 'count',
  family: 'quantity',
  valence: 'up',
  roles: ['ae', 'sdr', 'manager'],
  window: 'week',
  lookback: 180,
  terms: [
    {
      facts: 'meetings',
      where: 'initial',
    },
  ],
})
