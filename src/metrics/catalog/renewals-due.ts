import { defineMetric } from '../metric.ts'

export const renewalsDue = defineMetric({
  id: 'renewals-due',
  version: 1,
  since: '2026-11-22',
  label: 'Renewals due',
  words:
    'Deals that the source calls a renewal: open ones that close by the end of the period, overdue ones included, and those decided in it.',
  kind: 'sum',
  unit: 'count',
  family: 'quantity',
  valence: 'neutral',
  roles: ['csm', 'manager'],
  window: 'quarter',
  terms: [
    { facts: 'open', where: 'renewal and close_date <= win_until' },
    { facts: 'outcomes', where: 'renewal' },
  ],
})
