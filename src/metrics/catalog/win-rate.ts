import { defineMetric } from '../metric.ts'

export const winRate = defineMetric({
  id: 'win-rate',
  version: 1,
  since: '2026-11-22',
  label: 'Win rate',
  words:
    'Deals won, divided by deals won and lost. Only deals that reached the accepted stage count, and none with an amount of 0 or less.',
  kind: 'proportion',
  unit: 'share',
  family: 'quality',
  valence: 'up',
  roles: ['ae', 'manager'],
  window: '90d',
  terms: [
    {
      facts: 'outcomes',
      where: 'countable',
      numerator: "case when status = 'won' then 1 else 0 end",
      denominator: '1',
      flag: 'status',
    },
  ],
})
