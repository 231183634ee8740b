import { defineMetric } from '../metric.ts'

export const averageDealSize = defineMetric({
  id: 'average-deal-size',
  version: 1,
  since: '2026-11-22',
  label: 'Average deal size',
  words:
    'The amounts won, divided by the deals won that have an amount. Only accepted deals, and none with an amount of 0 or less.',
  kind: 'quotient',
  unit: 'money',
  family: 'quality',
  valence: 'up',
  roles: ['ae', 'manager'],
  window: '90d',
  terms: [
    {
      facts: 'outcomes',
      where: "status = 'won' and countable",
      numerator: 'amount',
      denominator: 'case when amount is null and missing is null then 0 else 1 end',
      money: true,
    },
  ],
})
