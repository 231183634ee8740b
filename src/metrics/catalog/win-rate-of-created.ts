import { defineMetric } from '../metric.ts'

export const winRateOfCreated = defineMetric({
  id: 'win-rate-of-created',
  version: 1,
  since: '2026-11-22',
  label: 'Win rate of deals created',
  words:
    'Of the accepted deals created in the window, the share won so far; open ones count below the line. Maturity is the share of them decided.',
  kind: 'proportion',
  unit: 'share',
  family: 'quality',
  valence: 'up',
  roles: ['ae', 'manager'],
  window: 'month',
  beside: 'maturity',
  terms: [
    {
      facts: 'creations',
      where: 'countable',
      numerator: "case when status = 'won' then 1 else 0 end",
      denominator: '1',
      flag: 'status',
      beside: "case when status <> 'open' then row_id end",
    },
  ],
})
