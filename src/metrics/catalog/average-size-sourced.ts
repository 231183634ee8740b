import { defineMetric } from '../metric.ts'

export const averageSizeSourced = defineMetric({
  id: 'average-size-sourced',
  version: 1,
  since: '2026-11-22',
  label: 'Average size of sourced deals',
  words: 'The amounts of the deals won that the person created, divided by their number.',
  kind: 'quotient',
  unit: 'money',
  family: 'quality',
  valence: 'up',
  roles: ['sdr', 'manager'],
  window: '90d',
  terms: [
    {
      facts: 'sourced_outcomes',
      where: "status = 'won' and countable",
      numerator: 'amount',
      denominator: 'case when amount is null and missing is null then 0 else 1 end',
      money: true,
    },
  ],
})
