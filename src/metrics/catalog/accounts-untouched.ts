import { defineMetric } from '../metric.ts'

export const accountsUntouched = defineMetric({
  id: 'accounts-untouched',
  version: 1,
  since: '2026-11-22',
  label: 'Untouched accounts',
  words: 'Accounts with an owner and no touch by any of us in 30 days.',
  kind: 'sum',
  unit: 'count',
  family: 'quality',
  valence: 'down',
  roles: ['csm', 'manager'],
  window: 'now',
  instant: true,
  terms: [{ facts: 'accounts', where: "last_touch_at is null or last_touch_at < seen_at - interval '30 days'" }],
})
