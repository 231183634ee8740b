import { defineMetric } from '../metric.ts'

export const underThreadedAccounts = defineMetric({
  id: 'under-threaded-accounts',
  version: 1,
  since: '2026-11-22',
  label: 'Under-threaded accounts',
  words: 'Different accounts touched of which we touched fewer than 3 contacts in the window.',
  kind: 'distinct',
  unit: 'count',
  family: 'quality',
  valence: 'down',
  roles: ['sdr', 'manager'],
  window: '30d',
  terms: [{ facts: 'worked', where: 'contacts < 3', key: 'account_id' }],
})
