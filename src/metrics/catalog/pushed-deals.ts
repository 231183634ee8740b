import { defineMetric } from '../metric.ts'

export const pushedDeals = defineMetric({
  id: 'pushed-deals',
  version: 1,
  since: '2026-11-22',
  label: 'Pushed deals',
  words:
    'Deals whose close date once stood in the period and now stands after it, to the credit of whoever moved it out.',
  kind: 'distinct',
  unit: 'count',
  family: 'quality',
  valence: 'down',
  roles: ['ae', 'manager'],
  window: 'quarter',
  terms: [
    {
      facts: 'pushes',
      anytime: true,
      where:
        'moved_from between win_from and win_until and moved_to not between win_from and win_until and stands_at > win_until',
      key: 'deal_id',
    },
  ],
})
