import { defineMetric } from '../metric.ts'

export const contactsTouched = defineMetric({
  id: 'contacts-touched',
  version: 1,
  since: '2026-11-22',
  label: 'Contacts touched',
  words: 'Different contacts who took part in a touch.',
  kind: 'distinct',
  unit: 'count',
  family: 'quantity',
  valence: 'up',
  roles: ['ae', 'sdr', 'csm', 'manager'],
  window: 'month',
  terms: [
    {
      facts: 'contact_touches',
      key: 'contact_id',
    },
  ],
})
