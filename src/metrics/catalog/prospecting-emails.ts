import { defineMetric } from '../metric.ts'

export const prospectingEmails = defineMetric({
  id: 'prospecting-emails',
  version: 1,
  since: '2026-11-22',
  label: 'Prospecting emails',
  words: 'Emails sent to accounts where the sender owned no open deal at that moment.',
  kind: 'sum',
  unit: 'count',
  family: 'quantity',
  valence: 'up',
  roles: ['ae', 'sdr', 'manager'],
  window: 'week',
  terms: [
    {
      facts: 'touches',
      where: "type = 'email' and direction is distinct from 'inbound' and prospecting",
    },
  ],
})
