import { defineMetric } from '../metric.ts'

export const replyRate = defineMetric({
  id: 'reply-rate',
  version: 1,
  since: '2026-11-22',
  label: 'Reply rate',
  words:
    'Of the conversations by mail that we began, the share answered within five working days, by the day on which these ended. From uploaded mailboxes.',
  kind: 'proportion',
  unit: 'share',
  family: 'quality',
  valence: 'up',
  roles: ['ae', 'sdr', 'manager'],
  window: '30d',
  terms: [{ facts: 'replies', numerator: 'case when answered then 1 else 0 end', denominator: '1' }],
})
