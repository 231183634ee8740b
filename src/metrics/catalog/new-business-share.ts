import { defineMetric } from '../metric.ts'

export const newBusinessShare = defineMetric({
  id: 'new-business-share',
  version: 1,
  since: '2026-11-22',
  label: 'New business share',
  words:
    'Of the amounts won, the share of deals with accounts that had bought nothing before, or that the source calls new.',
  kind: 'quotient',
  unit: 'share',
  family: 'mix',
  valence: 'neutral',
  roles: ['ae', 'manager'],
  window: 'quarter',
  terms: [
    {
      facts: 'outcomes',
      where: "status = 'won' and books",
      numerator: "case when business = 'new' then amount else 0 end",
      denominator: 'amount',
      money: true,
    },
  ],
})
