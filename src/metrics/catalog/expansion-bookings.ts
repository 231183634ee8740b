import { defineMetric } from '../metric.ts'

export const expansionBookings = defineMetric({
  id: 'expansion-bookings',
  version: 1,
  since: '2026-11-22',
  label: 'Expansion bookings',
  words:
    'The amounts won of deals with accounts that had bought before, or that the source calls existing business, renewals left out.',
  kind: 'sum',
  unit: 'money',
  family: 'output',
  valence: 'up',
  roles: ['csm', 'manager'],
  window: 'quarter',
  terms: [
    {
      facts: 'outcomes',
      where: "status = 'won' and books and business = 'existing' and not renewal",
      numerator: 'amount',
      money: true,
    },
  ],
})
