import { defineMetric } from '../metric.ts'

export const winRateExisting = defineMetric({
  id: 'win-rate-existing',
  version: 1,
  since: '2026-11-22',
  label: 'Win rate, existing business',
  words: 'The win rate of all deals that are not new business.',
  kind: 'proportion',
  unit: 'share',
  family: 'quality',
  valence: 'up',
  roles: ['ae', 'manager'],
  window: '90d',
  terms: [
    {
      facts: 'outcomes',
      where: "countable and business <> 'new'",
      numerator: "case when status = 'won' then 1 else 0 end",
      denominator: '1',
      flag: 'status',
    },
  ],
})
