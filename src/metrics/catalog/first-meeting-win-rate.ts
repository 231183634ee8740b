import { defineMetric } from '../metric.ts'

const closedSince =
  'exists (select 1 from outcomes o where o.org_id = f.org_id and o.account_id = f.account_id and o.at >= f.at'

export const firstMeetingWinRate = defineMetric({
  id: 'first-meeting-win-rate',
  version: 1,
  since: '2026-11-22',
  label: 'Win rate of first meetings',
  words:
    'Of the accounts with a first meeting in the window, the share that bought since. Maturity is the share of them with a deal decided since.',
  kind: 'proportion',
  unit: 'share',
  family: 'quality',
  valence: 'up',
  roles: ['ae', 'manager'],
  window: 'month',
  lookback: 180,
  beside: 'maturity',
  terms: [
    {
      facts: 'meetings',
      also: ['outcomes'],
      where: 'initial',
      key: `case when ${closedSince} and o.status = 'won') then account_id end`,
      keyBelow: 'account_id',
      beside: `case when ${closedSince}) then account_id end`,
    },
  ],
})
