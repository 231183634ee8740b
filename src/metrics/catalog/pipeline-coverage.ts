import { defineMetric } from '../metric.ts'

export const pipelineCoverage = defineMetric({
  id: 'pipeline-coverage',
  version: 1,
  since: '2026-11-22',
  label: 'Pipeline coverage',
  words:
    'The amounts of open deals due by the end of the period, overdue ones included, divided by what is left of the goal for bookings. Without a value once the goal is met, and where there is none.',
  kind: 'quotient',
  unit: 'ratio',
  family: 'quality',
  valence: 'up',
  roles: ['ae', 'manager'],
  window: 'quarter',
  goal: 'bookings',
  terms: [
    { facts: 'open', where: 'books and close_date <= win_until', numerator: 'amount', money: true },
    { facts: 'outcomes', where: "status = 'won' and books", numerator: '0', denominator: '-amount', money: true },
  ],
})
