import { defineMetric } from '../metric.ts'

export const noNextMeeting = defineMetric({
  id: 'no-next-meeting',
  version: 1,
  since: '2026-11-22',
  label: 'Late deals without a next meeting',
  words: 'Open deals in a stage with a probability of half or more that have no meeting to come.',
  kind: 'sum',
  unit: 'count',
  family: 'quality',
  valence: 'down',
  roles: ['ae', 'manager'],
  window: 'now',
  instant: true,
  terms: [
    {
      facts: 'attention',
      where: 'probability >= 0.5 and next_meeting_at is null',
    },
  ],
})
