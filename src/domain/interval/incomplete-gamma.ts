import { logGamma } from './incomplete-beta.ts'

const MOST_TERMS = 10_000
const PRECISION = 1e-14

/**
 * P(X > x) for X of the gamma distribution with shape `a` and rate 1: by series below the mean and by continued fraction
 * above it (Press et al., Numerical Recipes, 6.2).
 */
export function gammaAbove(a: number, x: number): number {
  if (x <= 0) return 1
  const factor = Math.exp(a * Math.log(x) - x - logGamma(a))
  return x < a + 1 ? 1 - factor * lowerSeries(a, x) : factor * upperFraction(a, x)
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a
  let sum = term
  for (let n = 1; n < MOST_TERMS && term > sum * PRECISION; n += 1) {
    term *= x / (a + n)
    sum += term
  }
  return sum
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < MOST_TERMS; n += 1) {
    const term = n * (a - n)
    b += 2
    d = 1 / (term * d + b)
    c = b + term / c
    fraction *= c * d
    if (Math.abs(c * d - 1) < PRECISION) break
  }
  return fraction
}
