import { defineMetric } from '../metric.ts'

export const timeFromStageToWon = defineMetric({
  id: 'time-from-stage-to-won',
  version: 1,
  since: '2026-11-22',
  label: 'Time from a stage to the win',
  words: 'Median days from first reaching the stage, or a later one where it was skipped, to the win.',
  kind: 'median',
  unit: 'days',
  family: 'quality',
  valence: 'down',
  roles: ['ae', 'manager'],
  window: '90d',
  per: 'stage',
  terms: [
    {
      facts: 'reached',
      where: "status = 'won' and countable",
      value: 'days_to_outcome',
    },
  ],
})
