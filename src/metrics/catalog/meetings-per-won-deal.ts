import { defineMetric } from '../metric.ts'

export const meetingsPerWonDeal = defineMetric({
  id: 'meetings-per-won-deal',
  version: 1,
  since: '2026-11-22',
  label: 'Meetings per deal won',
  words: 'Meetings on the deals won, from their creation to the win, divided by the deals won.',
  kind: 'quotient',
  unit: 'ratio',
  family: 'quality',
  valence: 'neutral',
  roles: ['ae', 'manager'],
  window: '90d',
  terms: [
    {
      facts: 'outcomes',
      also: ['meetings'],
      where: "status = 'won' and books",
      numerator:
        '(select count(*) from held_meetings m where m.org_id = f.org_id and m.deal_id = f.deal_id and m.at >= f.created_at and m.at <= f.at)',
      denominator: '1',
    },
  ],
})
