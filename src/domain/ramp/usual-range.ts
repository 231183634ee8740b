import type { Interval } from '../interval/interval.ts'

/** How people in full swing differ, in events for one exposure, and what one event weighs. */
export interface Levels {
  readonly mean: number
  readonly variance: number
  readonly scale: number
}

const TAIL = 0.1
const MOST_EVENTS = 100_000

/**
 * Between what the middle 80 % of people in full swing would lie over some exposure, their differences and the luck of
 * so few events both counted: quantiles of the gamma-Poisson distribution (methods.md 5.1).
 */
export function usualRange({ mean, variance, scale }: Levels, exposure: number): Interval {
  const expected = mean * exposure
  if (expected <= 0) return { low: 0, high: 0 }
  const shape = (mean * mean) / variance
  const p = shape / (shape + expected)
  let chance = Math.exp(shape * Math.log(p))
  let below = chance
  let low = below >= TAIL ? 0 : -1
  let events = 0
  while (below < 1 - TAIL && events < MOST_EVENTS) {
    chance *= ((shape + events) / (events + 1)) * (1 - p)
    events += 1
    below += chance
    if (low < 0 && below >= TAIL) low = events
  }
  return { low: low * scale, high: events * scale }
}
