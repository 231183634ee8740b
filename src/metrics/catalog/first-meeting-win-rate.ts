import { defineMetric } from '../metric.ts'

export const firstMeetingWinRate = defineMetric({
  id: 'first-meeting-win-rate',
  version: 1,
  since: '2026-11-22',
  label: 'Win rate of first meetings',
  words: 'Of the accounts with a first meeting in the window, the share that bought since.',
  kind: 'proportion',
  unit: 'share',
  family: 'quality',
  valence: 'up',
  roles: ['ae', 'manager'],
  window: 'month',
  lookback: 180,
  terms: [
    {
      facts: 'meetings',
      also: ['outcomes'],
      where: 'initial',
      numerator:
        "case when exists (select 1 from outcomes o where o.org_id = f.org_id and o.account_id = f.account_id and o.status = 'won' and o.at >= f.at) then 1 else 0 end",
      denominator: '1',
    },
  ],
})
