import type { Bar } from '#domain/changes/waterfall.ts'
import type { TodayList, TodayListId } from '../contract.ts'

interface ListWords {
  readonly title: string
  /** what is in it */
  readonly meaning: string
  /** when nothing is */
  readonly empty: string
}

const LISTS: Readonly<Record<TodayListId, ListWords>> = {
  quiet: {
    title: 'Gone quiet',
    meaning: 'Open, and no call, mail or meeting for 30 days. One last ask, or drop it.',
    empty: 'Nothing has gone quiet: every open deal was touched in the last 30 days.',
  },
  closing: {
    title: 'Closing this week',
    meaning: 'Open deals that are due in the next seven days.',
    empty: 'Nothing is due in the next seven days.',
  },
  overdue: {
    title: 'Overdue next steps',
    meaning:
      'Open deals whose next step was due before today; one whose next step has no date counts by its close date.',
    empty: 'Nothing is overdue.',
  },
  stuck: {
    title: 'Blocked',
    meaning: 'Due in this period, and no call, mail or meeting for 14 days.',
    empty: 'Nothing is blocked: every deal due in this period was touched in the last 14 days.',
  },
  largest: {
    title: 'Could still land',
    meaning: 'Open deals due in this period, the largest first.',
    empty: 'No open deal is due in this period.',
  },
}

const OVERDUE_BY_CLOSE_DATE: ListWords = {
  title: 'Past their close date',
  meaning:
    'No next step has a date yet, so close dates count: open deals whose close date is gone. What is next, and by when?',
  empty: 'No open deal is past its close date. Give a next step a date, and it counts by that.',
}

/** Name, meaning and empty sentence of a list. */
export function listWords({ id, due }: Pick<TodayList, 'id' | 'due'>): ListWords {
  return due === 'close-date' ? OVERDUE_BY_CLOSE_DATE : LISTS[id]
}

const LACKS: Readonly<Record<NonNullable<TodayList['lacks']>, string>> = {
  activities:
    'There are no calls, mails or meetings here yet. An export of tasks and events, or of activities, fills this list.',
  'open-deals':
    'There is no open deal here. The first one that is made or imported is sorted into this list by itself.',
  'close-dates': 'No deal has a close date yet. An export with the column of expected close dates fills this list.',
}

export function lackWords(lacks: NonNullable<TodayList['lacks']>): string {
  return LACKS[lacks]
}

/** What moved, as a column heading; in is added to the pipeline, out leaves it. */
export const BAR_WORDS: Readonly<Record<Bar, string>> = {
  new: 'New',
  pulledIn: 'Pulled in',
  grown: 'Grown',
  movedIn: 'Moved in',
  reopened: 'Reopened',
  shrunk: 'Shrunk',
  pushed: 'Pushed out',
  movedOut: 'Moved out',
  lost: 'Lost',
  won: 'Won',
}

/** The greeting of the hour, for a first name. */
export function greeting(hour: number, name: string): string {
  const first = name.trim().split(/\s+/)[0] ?? name
  if (hour < 12) return `Good morning, ${first}`
  return hour < 18 ? `Good afternoon, ${first}` : `Good evening, ${first}`
}
