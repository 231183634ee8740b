import { defineMetric } from '../metric.ts'

export const spanOfControl = defineMetric({
  id: 'span-of-control',
  version: 1,
  since: '2026-11-22',
  label: 'Span of control',
  words: 'People with a manager, divided by the managers they have.',
  kind: 'quotient',
  unit: 'ratio',
  family: 'quality',
  valence: 'neutral',
  roles: ['manager'],
  window: 'now',
  instant: true,
  terms: [{ facts: 'reports', numerator: '1', keyBelow: 'person_id' }],
})
