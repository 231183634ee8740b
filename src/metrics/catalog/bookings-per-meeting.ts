import { defineMetric } from '../metric.ts'

export const bookingsPerMeeting = defineMetric({
  id: 'bookings-per-meeting',
  version: 1,
  since: '2026-11-22',
  label: 'Bookings per meeting',
  words: 'New business won, divided by the meetings on the deals closed in the window.',
  kind: 'quotient',
  unit: 'money',
  family: 'quality',
  valence: 'up',
  roles: ['ae', 'manager'],
  window: '90d',
  terms: [
    {
      facts: 'outcomes',
      also: ['meetings'],
      where: 'books',
      numerator: "case when status = 'won' and business = 'new' then amount else 0 end",
      denominator: '(select count(*) from held_meetings m where m.org_id = f.org_id and m.deal_id = f.deal_id)',
      money: true,
    },
  ],
})
