import { defineMetric } from '../metric.ts'

export const untouchedDeals = defineMetric({
  id: 'untouched-deals',
  version: 1,
  since: '2026-11-22',
  label: 'Untouched deals',
  words:
    'Open deals held for more than 30 days with no touch by any of us on them or their contacts in 30 days, and no meeting to come.',
  kind: 'sum',
  unit: 'count',
  family: 'quality',
  valence: 'down',
  roles: ['ae', 'manager'],
  window: 'now',
  instant: true,
  terms: [
    {
      facts: 'attention',
      where:
        'held_since < quiet_from and (last_touch_at is null or last_touch_at < quiet_from) and next_meeting_at is null',
    },
  ],
})
