import { defineMetric } from '../metric.ts'

export const presentations = defineMetric({
  id: 'presentations',
  version: 1,
  since: '2026-11-22',
  label: 'Presentations',
  words: 'Meetings held that the source calls a demo or a presentation.',
  kind: 'sum',
  unit: 'count',
  family: 'quantity',
  valence: 'up',
  roles: ['ae', 'manager'],
  window: 'week',
  terms: [
    {
      facts: 'meetings',
      where: "topic = 'presentation'",
    },
  ],
})
