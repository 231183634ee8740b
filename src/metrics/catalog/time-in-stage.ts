import { defineMetric } from '../metric.ts'

export const timeInStage = defineMetric({
  id: 'time-in-stage',
  version: 1,
  since: '2026-11-22',
  label: 'Time in stage',
  words: 'Median days that deals spent in the stage over all their visits, for those that left it last in the window.',
  kind: 'median',
  unit: 'days',
  family: 'quality',
  valence: 'down',
  roles: ['ae', 'manager'],
  window: '90d',
  per: 'stage',
  terms: [
    {
      facts: 'visits',
      where: 'next_exit is null or next_exit > win_to',
      value: 'total_days',
    },
  ],
})
