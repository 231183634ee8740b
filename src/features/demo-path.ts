/** The way from a person who is behind to the cause, a page a step: two minutes of reading and looking. */
export const DEMO_STEPS = [
  {
    path: '/board/sprint',
    title: 'How far behind?',
    text: "Bo's burn-down lies above the pace: what is still to be won will not be won by the end of the month.",
  },
  {
    path: '/board/deals',
    title: 'Is there enough to win?',
    text: 'Look at the days the open deals were created: few of them are young. What was never begun cannot close.',
  },
  {
    path: '/board/changes',
    title: 'What changed?',
    text: 'Little is new this month against what was won, lost and pushed: the pipeline drains and is not filled again.',
  },
  {
    path: '/metrics/first-meetings',
    title: 'And the cause?',
    text: "Bo's first meetings fell by more than half ten weeks ago, while the team's stayed. That is what to talk about.",
  },
] as const
