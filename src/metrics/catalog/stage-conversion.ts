import { defineMetric } from '../metric.ts'

export const stageConversion = defineMetric({
  id: 'stage-conversion',
  version: 1,
  since: '2026-11-22',
  label: 'Stage conversion',
  words:
    'Of the deals that left the stage in the window, the share that moved forward or won; each deal counts with its last exit.',
  kind: 'proportion',
  unit: 'share',
  family: 'quality',
  valence: 'up',
  roles: ['ae', 'manager'],
  window: '90d',
  per: 'stage',
  terms: [
    {
      facts: 'visits',
      where: 'next_exit is null or next_exit > win_to',
      numerator: 'case when forward then 1 else 0 end',
      denominator: '1',
    },
  ],
})
