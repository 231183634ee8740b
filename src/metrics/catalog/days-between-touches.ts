import { defineMetric } from '../metric.ts'

export const daysBetweenTouches = defineMetric({
  id: 'days-between-touches',
  version: 1,
  since: '2026-11-22',
  label: 'Days between touches',
  words: 'Median days between one touch and the next on deals that are open.',
  kind: 'median',
  unit: 'days',
  family: 'quality',
  valence: 'down',
  roles: ['ae', 'manager'],
  window: '30d',
  terms: [
    {
      facts: 'deal_touches',
      also: ['open'],
      where: '(deal_id, win_key) in (select o.deal_id, o.seen_key from open o)',
      value: 'deal_gap_days',
    },
  ],
})
