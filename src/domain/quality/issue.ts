/** What can be wrong with an open deal and keeps it out of figures, or makes them untrue. */
export const DEAL_ISSUES = ['unowned', 'zombie', 'no-amount', 'no-stage'] as const
export type DealIssue = (typeof DEAL_ISSUES)[number]

export const QUALITY_ISSUES = [...DEAL_ISSUES, 'duplicate-people', 'unmatched-products'] as const
export type QualityIssue = (typeof QUALITY_ISSUES)[number]

/** A deal is given up for dead after this long without a touch and behind its close date. */
export const ZOMBIE_DAYS = 90
/** Deals that one repair takes; the rest stays in the list for the next. */
export const MOST_REPAIRED = 2_000
