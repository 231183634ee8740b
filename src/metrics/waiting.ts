import type { WaitingMetric } from './metric.ts'

/** Metrics of the catalogue that nothing here can answer yet; they are listed apart and have no figures. */
export const WAITING: readonly WaitingMetric[] = [
  { id: 'effort-ratio', label: 'Effort ratio', waitsFor: 'mail and calendars of both sides' },
  { id: 'meetings-created', label: 'Meetings created', waitsFor: 'who booked a meeting' },
  { id: 'meetings-created-held', label: 'Meetings created and held', waitsFor: 'who booked a meeting' },
  { id: 'smoothness', label: 'Smoothness', waitsFor: 'a kind of figure that looks at the spread over weeks' },
  { id: 'net-revenue-retention', label: 'Net revenue retention', waitsFor: 'contracts with an end' },
  { id: 'usage-silent-accounts', label: 'Accounts without usage', waitsFor: 'usage of the product' },
  { id: 'nps', label: 'Net promoter score', waitsFor: 'surveys' },
  { id: 'onboarding-time', label: 'Onboarding time', waitsFor: 'dates of onboarding' },
  { id: 'coaching-hours', label: 'Coaching hours', waitsFor: 'coaching sessions' },
  { id: 'prescriptions-open', label: 'Open prescriptions', waitsFor: 'prescriptions' },
  { id: 'one-on-ones-kept', label: 'One-on-ones kept', waitsFor: 'meetings of the team' },
  {
    id: 'ramp-time',
    label: 'Ramp time',
    waitsFor: 'a kind of figure that follows people until they are full; Team / Ramp tells it',
  },
  { id: 'class-yield', label: 'Class yield', waitsFor: 'which class people were hired in' },
  { id: 'cost-of-sales', label: 'Cost of sales', waitsFor: 'costs' },
  { id: 'unit-return', label: 'Unit return', waitsFor: 'costs' },
  { id: 'cac', label: 'Cost of a new account', waitsFor: 'costs' },
  { id: 'lead-supply-ratio', label: 'Lead supply ratio', waitsFor: 'a plan of leads' },
  { id: 'segment-penetration', label: 'Segment penetration', waitsFor: 'the size of segments' },
  { id: 'handoffs-felt', label: 'Handoffs felt', waitsFor: 'surveys' },
  { id: 'engagement-quality', label: 'Quality of engagement', waitsFor: 'mail and calendars of both sides' },
  { id: 'account-pulse', label: 'Account pulse', waitsFor: 'mail and calendars of both sides' },
]
