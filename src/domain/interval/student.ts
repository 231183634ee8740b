import { betaQuantile, regularizedBeta } from './incomplete-beta.ts'

/** P(T <= t) of Student's distribution; `freedom` > 0, not necessarily whole. */
export function studentCdf(t: number, freedom: number): number {
  const tail = regularizedBeta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2
  return t > 0 ? 1 - tail : tail
}

/** The t with P(T <= t) = p; 0 < p < 1. */
export function studentQuantile(p: number, freedom: number): number {
  if (p === 0.5) return 0
  const x = betaQuantile(2 * Math.min(p, 1 - p), freedom / 2, 0.5)
  const t = Math.sqrt((freedom * (1 - x)) / x)
  return p > 0.5 ? t : -t
}
