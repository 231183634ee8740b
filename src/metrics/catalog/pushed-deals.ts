import { defineMetric } from '../metric.ts'

export const pushedDeals = defineMetric({
  id: 'pushed-deals',
  version: 1,
  since: '2026-11-22',
  label: 'Pushed deals',
  words: 'Open deals whose close date once stood in the window and now stands after it.',
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
      where: "pushed_from between win_from and win_to and stands_at > win_to and status_now = 'open'",
      key: 'deal_id',
    },
  ],
})
