import { defineMetric } from '../metric.ts'

export const accountToMeetingRate = defineMetric({
  id: 'account-to-meeting-rate',
  version: 1,
  since: '2026-11-22',
  label: 'Accounts that gave a meeting',
  words: 'Different accounts with a first meeting, divided by different accounts touched.',
  kind: 'quotient',
  unit: 'share',
  family: 'quality',
  valence: 'up',
  roles: ['sdr', 'manager'],
  window: '30d',
  lookback: 180,
  terms: [
    {
      facts: 'touches',
      also: ['meetings'],
      where: 'account_id is not null',
      key: 'case when exists (select 1 from meetings m where m.row_id = f.row_id and m.initial) then account_id end',
      keyBelow: 'account_id',
    },
  ],
})
