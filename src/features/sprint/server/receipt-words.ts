import type { ScopeFigure } from '#services/bookings/figures.ts'
import type { PaceFigure } from '../../pace-ref.ts'

/** Title and formula of each figure of the burn-down (metrics.md, Pace and lands-at). */
export function paceWordsOf(name: PaceFigure, { goal }: ScopeFigure): { title: string; words: string } {
  if (name !== 'goal') return WORDS[name]
  const words =
    goal.computedFrom === null
      ? 'The goal that was set, in force on the as-of day.'
      : 'No goal of its own is set: the goals of those who belong to it are added up; a team with its own goal stands for its members.'
  return { title: 'Goal', words }
}

const WORDS: Readonly<Record<Exclude<PaceFigure, 'goal'>, { title: string; words: string }>> = {
  booked: {
    title: 'Booked',
    words:
      'The amounts of the deals won in the period up to the as-of day, each by its close date, in the organisation’s currency at the rate of that day. A deal counts for its owner at the win and for that owner’s team.',
  },
  wins: { title: 'Deals won', words: 'The deals won in the period up to the as-of day, each by its close date.' },
  remaining: { title: 'Left to the goal', words: 'The goal in force less what is booked.' },
  ideal: {
    title: 'Pace line',
    words:
      'The goal in force times the share of the selling days still to come after that day: flat on days without selling.',
  },
  gap: {
    title: 'Distance to the pace line',
    words: 'What was left to the goal that evening, less the pace line of that day; above zero is behind.',
  },
  due: {
    title: 'Could still close',
    words: 'The open deals whose close date lies in the period.',
  },
  share: { title: 'Share of the goal', words: 'Booked divided by the goal.' },
  ahead: {
    title: 'Ahead of or behind pace',
    words: 'The booked share of the goal less the pace, in percentage points; below zero is behind.',
  },
  pace: { title: 'Pace', words: 'The selling days gone, today included, divided by all selling days of the period.' },
  lands: {
    title: 'Lands at',
    words:
      'Booked, plus the selling days left times the mean bookings of the last 20 selling days. With fewer than 5 selling days behind it, it is not shown.',
  },
  'landing-change': {
    title: 'How the landing moved',
    words: 'Where the period lands by what is so now, less where it landed by what was so at the end of that day.',
  },
  recent: {
    title: 'Mean a selling day',
    words: 'What was booked in the last 20 selling days, or in as many as there are, divided by their number.',
  },
  needed: { title: 'Needed a day', words: 'What is left to the goal divided by the selling days left, rounded up.' },
  weighted: {
    title: 'Open, weighted',
    words: 'The amounts of the open deals due in the period, each times the probability of its stage.',
  },
}
