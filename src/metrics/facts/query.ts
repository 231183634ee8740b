import type { FactsQuery } from '#db/deal-facts.ts'

/** A view and how to read it. */
export type MetricsQuery = Omit<FactsQuery, 'status'>

/** The expression `windows (win_key, win_from, win_to, key, at, day, start_at, win_until)` that every statement of metrics begins with. */
export const WINDOWS = 'windows'
