import { defineMetric } from '../metric.ts'

export const discountRate = defineMetric({
  id: 'discount-rate',
  version: 1,
  since: '2026-11-22',
  label: 'Discount rate',
  words:
    '1 less the amounts won, divided by the list amounts of their line items. Deals without line items at list price do not count.',
  kind: 'quotient',
  unit: 'share',
  family: 'quality',
  valence: 'down',
  roles: ['ae', 'manager'],
  window: '90d',
  terms: [
    {
      facts: 'discounts',
      numerator: 'list_amount - amount',
      denominator: 'list_amount',
      money: true,
    },
  ],
})
