import { defineMetric } from '../metric.ts'

export const emailsSent = defineMetric({
  id: 'emails-sent',
  version: 1,
  since: '2026-11-22',
  label: 'Emails sent',
  words: 'Emails to somebody outside; one that the source does not call inbound is ours.',
  kind: 'sum',
  unit: 'count',
  family: 'quantity',
  valence: 'up',
  roles: ['ae', 'sdr', 'csm', 'manager'],
  window: 'week',
  terms: [
    {
      facts: 'activities',
      where: "type = 'email' and touch and direction is distinct from 'inbound'",
    },
  ],
})
