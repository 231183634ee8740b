interface DemoStep {
  readonly path: string
  /** beside the scope of the person */
  readonly search?: Readonly<Record<string, string>>
  readonly title: string
  readonly text: string
}

/** The way from a person who is behind to the cause, a page a step: two minutes of reading and looking. */
export const DEMO_STEPS: readonly DemoStep[] = [
  {
    path: '/board/sprint',
    title: 'How far behind?',
    text: "Bo's burn-down lies above the pace: what is still to be won will not be won by the end of the month.",
  },
  {
    path: '/board/deals',
    title: 'Is there enough to win?',
    text: "These are Bo's open deals. Open the newest ones: hardly any was created lately. What was never begun cannot close.",
  },
  {
    path: '/board/changes',
    search: { closing: 'all' },
    title: 'What changed?',
    text: 'Little is new against what was won, lost and pushed, whatever span you choose: the pipeline is not filled again.',
  },
  {
    path: '/metrics/first-meetings',
    title: 'And the cause?',
    text: "Over the last two months Bo's first meetings fell by more than half. Fewer first meetings then, fewer deals now: that is what to talk about.",
  },
]
