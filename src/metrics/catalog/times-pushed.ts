import { defineMetric } from '../metric.ts'

export const timesPushed = defineMetric({
  id: 'times-pushed',
  version: 1,
  since: '2026-11-22',
  label: 'Times pushed',
  words: 'Moves of a close date to a later day.',
  kind: 'sum',
  unit: 'count',
  family: 'quality',
  valence: 'down',
  roles: ['ae', 'manager'],
  window: 'quarter',
  terms: [
    {
      facts: 'pushes',
    },
  ],
})
