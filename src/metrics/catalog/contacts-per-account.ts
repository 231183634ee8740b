import { defineMetric } from '../metric.ts'

export const contactsPerAccount = defineMetric({
  id: 'contacts-per-account',
  version: 1,
  since: '2026-11-22',
  label: 'Contacts per account',
  words: 'Different contacts touched, divided by different accounts touched.',
  kind: 'quotient',
  unit: 'ratio',
  family: 'quality',
  valence: 'neutral',
  roles: ['ae', 'sdr', 'csm', 'manager'],
  window: '30d',
  terms: [
    { facts: 'contact_touches', where: 'account_id is not null', key: 'contact_id' },
    { facts: 'touches', where: 'account_id is not null', keyBelow: 'account_id' },
  ],
})
