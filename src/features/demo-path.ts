interface DemoStep {
  readonly path: string
  /** whose figures the page shows */
  readonly of: 'person' | 'team'
  readonly title: string
  readonly text: string
}

/** The way from a person who is behind to the cause, a page a step: two minutes of reading and looking. */
export const DEMO_STEPS: readonly DemoStep[] = [
  {
    path: '/board/sprint',
    of: 'person',
    title: 'How far behind?',
    text: "Bo's burn-down stays above the pace: most of the month's goal is still to be won.",
  },
  {
    path: '/metrics',
    of: 'team',
    title: 'What is out of the ordinary?',
    text: "Find Bo's row. A mark stands where a figure is outside Bo's own band: first meetings lie below it.",
  },
  {
    path: '/metrics/first-meetings',
    of: 'person',
    title: 'Since when?',
    text: "Bo's first meetings fell away shortly before the month began, below everything of the half year before.",
  },
  {
    path: '/metrics/first-meetings',
    of: 'team',
    title: 'Bo alone, or everybody?',
    text: "The team's line holds: this is about Bo. Fewer first meetings then, fewer deals now. That is what to talk about.",
  },
]
