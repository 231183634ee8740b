/** Which deals are counted: won and lost by outcome date, open by expected close, all by creation. */
export const DEAL_SELECTIONS = ['won', 'lost', 'open', 'all'] as const
export type DealSelection = (typeof DEAL_SELECTIONS)[number]

/** What deals can be grouped by. */
export const DEAL_DIMENSIONS = [
  'owner',
  'creator',
  'team',
  'manager',
  'office',
  'account',
  'stage',
  'pipeline',
  'segment',
  'source',
  'month',
  'quarter',
] as const
export type DealDimension = (typeof DEAL_DIMENSIONS)[number]
