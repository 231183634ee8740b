import { defineMetric } from '../metric.ts'

export const weightedPipelineHistorical = defineMetric({
  id: 'weighted-pipeline-historical',
  version: 1,
  since: '2026-11-22',
  label: 'Weighted pipeline, historical',
  words:
    'The amounts of open deals due within 90 days, overdue ones included, each times the share won of the deals that had reached its stage in the year before; the probability of the stage where fewer than 30 of them closed.',
  kind: 'sum',
  unit: 'money',
  family: 'quality',
  valence: 'up',
  roles: ['ae', 'manager'],
  window: 'now',
  instant: true,
  terms: [
    {
      facts: 'rated',
      where: 'books and close_date <= seen_on + 90',
      numerator: 'round(amount * rate)',
      flag: "case when rate is null then 'no-rate' when earned then 'won before' else 'stage probability' end",
      money: true,
    },
  ],
  blocked: (flags) => (flags.has('no-rate') ? 'stage-probability-missing' : null),
})
