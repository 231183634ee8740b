import { defineMetric } from '../metric.ts'

export const weightedPipeline = defineMetric({
  id: 'weighted-pipeline',
  version: 1,
  since: '2026-11-22',
  label: 'Weighted pipeline',
  words:
    'The amounts of open deals due within 90 days, overdue ones included, each times the probability of its stage.',
  kind: 'sum',
  unit: 'money',
  family: 'quality',
  valence: 'up',
  roles: ['ae', 'manager'],
  window: 'now',
  instant: true,
  terms: [
    {
      facts: 'open',
      where: 'books and close_date <= seen_on + 90',
      numerator: 'round(amount * probability)',
      flag: "case when probability is null then 'no-probability' end",
      money: true,
    },
  ],
  blocked: (flags) => (flags.has('no-probability') ? 'stage-probability-missing' : null),
})
