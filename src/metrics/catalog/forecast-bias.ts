import { defineMetric } from '../metric.ts'

export const forecastBias = defineMetric({
  id: 'forecast-bias',
  version: 1,
  since: '2026-11-22',
  label: 'Forecast bias',
  words:
    'Over all forecasts submitted for periods that ended in the window: commits less what was booked, divided by what was booked. Above zero the forecasts were too high.',
  kind: 'quotient',
  unit: 'share',
  family: 'quality',
  valence: 'neutral',
  roles: ['ae', 'manager'],
  window: 'quarter',
  terms: [{ facts: 'forecasts', numerator: 'commit - booked', denominator: 'booked', money: true }],
})
