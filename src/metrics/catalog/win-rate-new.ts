import { defineMetric } from '../metric.ts'

export const winRateNew = defineMetric({
  id: 'win-rate-new',
  version: 1,
  since: '2026-11-22',
  label: 'Win rate, new business',
  words: 'The win rate of deals with accounts that had bought nothing before, or that the source calls new.',
  kind: 'proportion',
  unit: 'share',
  family: 'quality',
  valence: 'up',
  roles: ['ae', 'manager'],
  window: '90d',
  terms: [
    {
      facts: 'outcomes',
      where: "countable and business = 'new'",
      numerator: "case when status = 'won' then 1 else 0 end",
      denominator: '1',
      flag: 'status',
    },
  ],
})
