import { defineMetric } from '../metric.ts'

export const winRateSourced = defineMetric({
  id: 'win-rate-sourced',
  version: 1,
  since: '2026-11-22',
  label: 'Win rate of sourced deals',
  words: 'The win rate of the deals that the person created, whoever owned them at the end.',
  kind: 'proportion',
  unit: 'share',
  family: 'quality',
  valence: 'up',
  roles: ['sdr', 'manager'],
  window: '90d',
  terms: [
    {
      facts: 'sourced_outcomes',
      where: 'countable',
      numerator: "case when status = 'won' then 1 else 0 end",
      denominator: '1',
      flag: 'status',
    },
  ],
})
