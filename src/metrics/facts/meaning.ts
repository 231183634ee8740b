import type { FactsId } from './columns.ts'

/** What a kind of fact says of the metrics made of it: what stands behind a number, when it counts and for whom. */
export interface FactsMeaning {
  readonly rows: string
  readonly time: string
  readonly credit: string
}

const OUTCOME = { rows: 'deals', time: 'the day of the outcome', credit: 'the owner at the outcome' }
const CREATION = {
  rows: 'deals',
  time: 'the day of the creation',
  credit: 'the first owner who is a person',
}
const OPEN = { rows: 'deals', time: 'the end of the window', credit: 'the owner then' }
const DONE = {
  rows: 'activities',
  time: 'the start of the activity',
  credit: 'its owner, else the owner of the deal at that moment',
}
const MOVE = { rows: 'stages of deals', time: 'the move', credit: 'the owner at the move' }

export const FACTS_MEANING: Readonly<Record<FactsId, FactsMeaning>> = {
  outcomes: OUTCOME,
  discounts: OUTCOME,
  late_wins: OUTCOME,
  reached: { ...OUTCOME, rows: 'stages of deals' },
  sourced_outcomes: { ...OUTCOME, credit: 'who created the deal' },
  creations: CREATION,
  segment_mix: CREATION,
  source_mix: CREATION,
  sourced: { ...CREATION, credit: 'who created the deal' },
  open: OPEN,
  attention: OPEN,
  rated: OPEN,
  opening: { rows: 'deals', time: 'the start of the window', credit: 'the owner then' },
  accounts: { rows: 'accounts', time: 'the end of the window', credit: 'the owner of the account' },
  reports: { rows: 'people', time: 'the end of the window', credit: 'their manager' },
  visits: MOVE,
  advances: MOVE,
  pushes: { rows: 'moves of close dates', time: 'the close date that was left', credit: 'the owner at the move' },
  forecasts: { rows: 'submitted forecasts', time: 'the last day of the period', credit: 'who submitted' },
  activities: DONE,
  meetings: DONE,
  meeting_mix: DONE,
  touches: DONE,
  deal_touches: DONE,
  worked: DONE,
  contact_touches: { ...DONE, rows: 'activities, once for each contact' },
  replies: {
    rows: 'conversations by mail',
    time: 'the fifth working day after the first mail',
    credit: 'who sent the first mail',
  },
  calendar_hours: { rows: 'entries of a calendar', time: 'the start of the entry', credit: 'whose calendar it is' },
  attendances: { ...DONE, credit: 'everyone of ours who took part' },
}
