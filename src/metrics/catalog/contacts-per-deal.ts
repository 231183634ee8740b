import { defineMetric } from '../metric.ts'

export const contactsPerDeal = defineMetric({
  id: 'contacts-per-deal',
  version: 1,
  since: '2026-11-22',
  label: 'Contacts per deal',
  words: 'Different contacts touched on deals, divided by different deals touched.',
  kind: 'quotient',
  unit: 'ratio',
  family: 'quality',
  valence: 'up',
  roles: ['ae', 'manager'],
  window: '90d',
  terms: [
    { facts: 'contact_touches', where: 'deal_id is not null', key: 'contact_id' },
    { facts: 'touches', where: 'deal_id is not null', keyBelow: 'deal_id' },
  ],
})
