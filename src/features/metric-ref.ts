import type { FigureRef } from './receipt.ts'

/** Names the figure of one subject for its receipt. */
export function metricFigure(
  metric: string,
  by: string,
  subject: string,
  { from, to }: { readonly from: string; readonly to: string },
): FigureRef {
  return { kind: 'metric', of: { metric, by, subject, window: `${from}..${to}` } }
}
