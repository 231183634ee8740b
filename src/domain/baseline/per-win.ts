import type { Interval } from '../interval/interval.ts'
import { proportionInterval } from '../interval/proportion.ts'

/**
 * How much of something each win took, `count` for `won`, and between what that lies with 90 % certainty as far as
 * counts can tell: of two Poisson counts one is a share of both. Null without a win.
 */
export function perWin(count: number, won: number): ({ readonly value: number } & Interval) | null {
  if (won === 0) return null
  const share = proportionInterval(won, won + count)
  const value = count / won
  if (share === null) return { value, low: value, high: value }
  return { value, low: (1 - share.high) / share.high, high: share.low === 0 ? Infinity : (1 - share.low) / share.low }
}
