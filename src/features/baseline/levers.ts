import type { Lever } from '#domain/baseline/rep-maths.ts'

/** What stands in the place of meetings where none are on record. */
export const DEALS_A_WEEK = 'Deals decided a week'

export const LEVER_LABELS: Readonly<Record<Lever, string>> = {
  meetings: 'Meetings a week',
  followUps: 'Follow-ups for each first meeting',
  dealsPerFirst: 'Deals decided for each first meeting',
  winRate: 'Win rate',
  size: 'Average deal size',
  cycle: 'Sales cycle',
  weeks: 'Weeks of selling a year',
}

/** What a lever is written in. */
export const LEVER_UNITS: Readonly<Record<Lever, string>> = {
  meetings: 'ratio',
  followUps: 'ratio',
  dealsPerFirst: 'ratio',
  winRate: 'share',
  size: 'money',
  cycle: 'days',
  weeks: 'ratio',
}
