import { defineMetric } from '../metric.ts'

export const pipelineConversion = defineMetric({
  id: 'pipeline-conversion',
  version: 1,
  since: '2026-11-22',
  label: 'Pipeline conversion',
  words:
    'Of the deals open at the start of the window or created in it, by their amounts of then: what was won in the window, divided by all.',
  kind: 'quotient',
  unit: 'share',
  family: 'quality',
  valence: 'up',
  roles: ['ae', 'manager'],
  window: 'quarter',
  terms: [
    {
      facts: 'opening',
      also: ['outcomes'],
      numerator:
        "case when exists (select 1 from outcomes o where o.org_id = f.org_id and o.deal_id = f.deal_id and o.status = 'won' and o.day between win_from and win_to) then amount else 0 end",
      denominator: 'amount',
      money: true,
    },
    {
      facts: 'creations',
      also: ['outcomes'],
      // by the same instants as the opening, so that no deal falls in both or in neither
      anytime: true,
      where: 'f.at > start_at and f.day <= win_to',
      numerator:
        "case when exists (select 1 from outcomes o where o.org_id = f.org_id and o.deal_id = f.deal_id and o.status = 'won' and o.day between win_from and win_to) then amount else 0 end",
      denominator: 'amount',
      money: true,
    },
  ],
})
