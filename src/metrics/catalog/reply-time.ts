import { defineMetric } from '../metric.ts'

export const replyTime = defineMetric({
  id: 'reply-time',
  version: 1,
  since: '2026-11-22',
  label: 'Reply time',
  words:
    'Median working hours, nine to five on working days, until the first answer to a conversation that we began and that was answered within five working days. From uploaded mailboxes.',
  kind: 'median',
  unit: 'hours',
  family: 'quality',
  valence: 'down',
  roles: ['ae', 'sdr', 'manager'],
  window: '30d',
  terms: [{ facts: 'replies', where: 'answered', value: 'working_hours' }],
})
