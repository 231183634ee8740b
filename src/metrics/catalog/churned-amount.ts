import { defineMetric } from '../metric.ts'

export const churnedAmount = defineMetric({
  id: 'churned-amount',
  version: 1,
  since: '2026-11-22',
  label: 'Churned amount',
  words: 'The amounts of lost deals that the source calls a renewal, each by its last amount above 0.',
  kind: 'sum',
  unit: 'money',
  family: 'output',
  valence: 'down',
  roles: ['csm', 'manager'],
  window: 'quarter',
  terms: [{ facts: 'outcomes', where: "status = 'lost' and renewal", numerator: 'amount', money: true }],
})
