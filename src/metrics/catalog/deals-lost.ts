import { defineMetric } from '../metric.ts'

export const dealsLost = defineMetric({
  id: 'deals-lost',
  version: 1,
  since: '2026-11-22',
  label: 'Deals lost',
  words: 'Deals lost, by the day on which their present run of lost stages began.',
  kind: 'sum',
  unit: 'count',
  family: 'output',
  valence: 'down',
  roles: ['ae', 'manager'],
  window: 'quarter',
  terms: [
    {
      facts: 'outcomes',
      where: "status = 'lost' and books",
    },
  ],
})
