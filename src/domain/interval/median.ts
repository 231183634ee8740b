import { regularizedBeta } from './incomplete-beta.ts'
import { TAIL, type Interval } from './interval.ts'

/** Below this many values no interval is stated. */
const FEWEST = 8

/** Null for no values; the mean of the middle two where their number is even. */
export function median(values: readonly number[]): number | null {
  const sorted = ascending(values)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2
}

/**
 * The 90 % interval of a median (metrics.md Kinds): the innermost pair of order statistics that are equally far from
 * both ends and miss the median in at most 5 % of samples on each side. Null below 8 values.
 */
export function medianInterval(values: readonly number[]): Interval | null {
  const sorted = ascending(values)
  const n = sorted.length
  if (n < FEWEST) return null
  const rank = lowRank(n)
  return { low: sorted[rank - 1] ?? NaN, high: sorted[n - rank] ?? NaN }
}

/** The largest rank r with P(Binomial(n, 1/2) <= r - 1) <= 5 %. */
function lowRank(n: number): number {
  // P(Binomial(n, 1/2) <= k) as an incomplete beta
  const tail = (k: number) => regularizedBeta(0.5, n - k, k + 1)
  let low = 1
  let high = Math.ceil(n / 2)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (tail(middle - 1) <= TAIL) low = middle
    else high = middle
  }
  return low
}

function ascending(values: readonly number[]): number[] {
  return values.toSorted((a, b) => a - b)
}
