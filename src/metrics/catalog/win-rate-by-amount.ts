import { defineMetric } from '../metric.ts'

export const winRateByAmount = defineMetric({
  id: 'win-rate-by-amount',
  version: 1,
  since: '2026-11-22',
  label: 'Win rate by amount',
  words: 'The amounts won, divided by the amounts won and lost; a lost deal counts with its last amount above 0.',
  kind: 'quotient',
  unit: 'share',
  family: 'quality',
  valence: 'up',
  roles: ['ae', 'manager'],
  window: '90d',
  terms: [
    {
      facts: 'outcomes',
      where: 'countable',
      numerator: "case when status = 'won' then amount else 0 end",
      denominator: 'amount',
      flag: "case when status = 'lost' then case when amount is null then 'lost-blank' else 'lost' end else 'won' end",
      money: true,
    },
  ],
  blocked: (flags) => (flags.has('lost-blank') && !flags.has('lost') ? 'lost-amounts-missing' : null),
})
