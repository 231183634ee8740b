import { defineMetric } from '../metric.ts'

export const stageAge = defineMetric({
  id: 'stage-age',
  version: 1,
  since: '2026-11-22',
  label: 'Time in the present stage',
  words: 'Median days since the open deals entered the stage they are in.',
  kind: 'median',
  unit: 'days',
  family: 'quality',
  valence: 'down',
  roles: ['ae', 'manager'],
  window: 'now',
  instant: true,
  terms: [
    {
      facts: 'attention',
      where: 'books',
      value: 'extract(epoch from seen_at - stage_since) / 86400',
    },
  ],
})
