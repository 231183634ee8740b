import { defineMetric } from '../metric.ts'

export const proposalsSent = defineMetric({
  id: 'proposals-sent',
  version: 1,
  since: '2026-11-22',
  label: 'Proposals sent',
  words:
    'Deals that reached the first stage named after a proposal, quote or offer, and activities that the source calls a proposal.',
  kind: 'sum',
  unit: 'count',
  family: 'quantity',
  valence: 'up',
  roles: ['ae', 'manager'],
  window: 'month',
  terms: [
    {
      facts: 'advances',
      where: 'proposal',
    },
    {
      facts: 'activities',
      where: "topic = 'proposal' and held",
    },
  ],
})
