import { parseMoney, parseNumber } from './money.ts'

/**
 * A value of a metric as typed: money in minor units, a share as 0.25 for "25", "25 %" and "0.25", any other number as
 * it is. Null if unreadable, or no such share.
 */
export function parseMetric(text: string, { unit, currency }: { unit: string; currency: string }): number | null {
  if (unit === 'money') return parseMoney(text, currency)
  const value = parseNumber(text)
  if (value === null || unit !== 'share') return value
  const share = value > 1 || text.includes('%') ? value / 100 : value
  return share <= 1 ? share : null
}
