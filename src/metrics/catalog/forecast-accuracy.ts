import { defineMetric } from '../metric.ts'

export const forecastAccuracy = defineMetric({
  id: 'forecast-accuracy',
  version: 1,
  since: '2026-11-22',
  label: 'Forecast error',
  words:
    'Over all forecasts submitted for periods that ended in the window: how far each commit was from what its person booked, added up and divided by what was booked (WAPE). Zero is exact.',
  kind: 'quotient',
  unit: 'share',
  family: 'quality',
  valence: 'down',
  roles: ['ae', 'manager'],
  window: 'quarter',
  terms: [{ facts: 'forecasts', numerator: 'abs(commit - booked)', denominator: 'booked', money: true }],
})
