import { defineMetric } from '../metric.ts'

export const customerHoursShare = defineMetric({
  id: 'customer-hours-share',
  version: 1,
  since: '2026-11-22',
  label: 'Share of hours with customers',
  words:
    'Hours in which a person’s own calendar had somebody outside on an entry, divided by all hours with an entry; hours with several entries count once, entries of more than 12 hours not at all. From uploaded calendars.',
  kind: 'quotient',
  unit: 'share',
  family: 'quantity',
  valence: 'up',
  roles: ['ae', 'csm', 'manager'],
  window: '28d',
  terms: [{ facts: 'calendar_hours', numerator: 'customer_hours', denominator: 'hours' }],
})
