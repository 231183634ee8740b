import { defineMetric } from '../metric.ts'

export const accountsUntouched = defineMetric({
  id: 'accounts-untouched',
  version: 1,
  since: '2026-11-22',
  label: 'Untouched accounts',
  words: 'Accounts with no touch by any of us in 30 days and no meeting to come.',
  kind: 'sum',
  unit: 'count',
  family: 'quality',
  valence: 'down',
  roles: ['csm', 'manager'],
  window: 'now',
  instant: true,
  terms: [
    { facts: 'accounts', where: '(last_touch_at is null or last_touch_at < quiet_from) and next_meeting_at is null' },
  ],
})
