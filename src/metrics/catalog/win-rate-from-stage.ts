import { defineMetric } from '../metric.ts'

export const winRateFromStage = defineMetric({
  id: 'win-rate-from-stage',
  version: 1,
  since: '2026-11-22',
  label: 'Win rate from a stage',
  words: 'Of the closed deals that had reached the stage or a later open one, the share won.',
  kind: 'proportion',
  unit: 'share',
  family: 'quality',
  valence: 'up',
  roles: ['ae', 'manager'],
  window: '180d',
  per: 'stage',
  terms: [
    {
      facts: 'reached',
      where: 'countable',
      numerator: "case when status = 'won' then 1 else 0 end",
      denominator: '1',
      flag: 'status',
    },
  ],
})
