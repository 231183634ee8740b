import { defineMetric } from '../metric.ts'

export const untouchedAmount = defineMetric({
  id: 'untouched-amount',
  version: 1,
  since: '2026-11-22',
  label: 'Untouched amount',
  words: 'The amounts of the untouched deals, at plan rates.',
  kind: 'sum',
  unit: 'money',
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
      numerator: 'amount',
      money: true,
    },
  ],
})
