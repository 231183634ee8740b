import { betaQuantile } from './incomplete-beta.ts'
import { TAIL, type Interval } from './interval.ts'

/**
 * Jeffreys' 90 % interval of a proportion, `hits` of `n` (metrics.md Kinds): equal tails of Beta(hits + 1/2,
 * n - hits + 1/2), with low 0 at no hit and high 1 at nothing but hits. Null for n = 0.
 */
export function proportionInterval(hits: number, n: number): Interval | null {
  if (n === 0) return null
  const [a, b] = [hits + 0.5, n - hits + 0.5]
  return {
    low: hits === 0 ? 0 : betaQuantile(TAIL, a, b),
    high: hits === n ? 1 : betaQuantile(1 - TAIL, a, b),
  }
}
