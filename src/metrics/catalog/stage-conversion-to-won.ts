import { defineMetric } from '../metric.ts'

export const stageConversionToWon = defineMetric({
  id: 'stage-conversion-to-won',
  version: 1,
  since: '2026-11-22',
  label: 'Stage conversion to won',
  words: 'Of the deals that left the stage in the window, the share that went from it straight to won.',
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
      numerator: 'case when to_won then 1 else 0 end',
      denominator: '1',
    },
  ],
})
