import { defineMetric } from '../metric.ts'

export const salesCycle = defineMetric({
  id: 'sales-cycle',
  version: 1,
  since: '2026-11-22',
  label: 'Sales cycle',
  words: 'Median days from creation to the win, of accepted deals won with an amount that is not 0 or less.',
  kind: 'median',
  unit: 'days',
  family: 'quality',
  valence: 'down',
  roles: ['ae', 'manager'],
  window: '90d',
  terms: [
    {
      facts: 'outcomes',
      where: "status = 'won' and countable",
      value: 'cycle_days',
    },
  ],
})
