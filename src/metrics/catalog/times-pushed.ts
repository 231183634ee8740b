import { defineMetric } from '../metric.ts'

export const timesPushed = defineMetric({
  id: 'times-pushed',
  version: 1,
  since: '2026-11-22',
  label: 'Times pushed',
  words: 'Moves of a close date from a day in the period to one after it.',
  kind: 'sum',
  unit: 'count',
  family: 'quality',
  valence: 'down',
  roles: ['ae', 'manager'],
  window: 'quarter',
  terms: [
    {
      facts: 'pushes',
      anytime: true,
      where: 'moved_from between win_from and win_until and moved_to > win_until',
    },
  ],
})
