import { defineMetric } from '../metric.ts'

export const activitiesPerContact = defineMetric({
  id: 'activities-per-contact',
  version: 1,
  since: '2026-11-22',
  label: 'Activities per contact',
  words: 'Touches of contacts, divided by different contacts touched.',
  kind: 'quotient',
  unit: 'ratio',
  family: 'quality',
  valence: 'neutral',
  roles: ['sdr', 'manager'],
  window: '30d',
  terms: [{ facts: 'contact_touches', key: 'row_id', keyBelow: 'contact_id' }],
})
