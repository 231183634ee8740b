import { exp, ln } from './arithmetic.ts'
import type { Stream } from './streams.ts'

/** in (0, 1) */
function open({ uniform }: Stream): number {
  return uniform() + 1 / 8_589_934_592
}

/** Whole number from `low` to `high`, both included. */
export function whole(stream: Stream, low: number, high: number): number {
  return low + Math.floor(stream.uniform() * (high - low + 1))
}

export function chance(stream: Stream, probability: number): boolean {
  return stream.uniform() < probability
}

export function pick<T>(stream: Stream, from: readonly T[]): T {
  return from[Math.floor(stream.uniform() * from.length)]!
}

/** One of a list by weight; weights need not add up to 1. */
export function weighted<T>(stream: Stream, from: readonly T[], weight: (item: T) => number): T {
  let rest = stream.uniform() * from.reduce((sum, item) => sum + weight(item), 0)
  for (const item of from) {
    rest -= weight(item)
    if (rest < 0) return item
  }
  return from.at(-1)!
}

export function normal(stream: Stream): number {
  for (;;) {
    const x = 2 * stream.uniform() - 1
    const y = 2 * stream.uniform() - 1
    const s = x * x + y * y
    if (s > 0 && s < 1) return x * Math.sqrt((-2 * ln(s)) / s)
  }
}

export function exponential(stream: Stream, mean: number): number {
  return -mean * ln(open(stream))
}

/** Lognormal by its mean and its coefficient of variation. */
export function lognormal(stream: Stream, mean: number, cv: number): number {
  return lognormalOf(mean, cv)(stream)
}

/** The same for many draws. */
export function lognormalOf(mean: number, cv: number): (stream: Stream) => number {
  const variance = ln(1 + cv * cv)
  const sd = Math.sqrt(variance)
  return (stream) => mean * exp(sd * normal(stream) - variance / 2)
}

/** Lognormal by its median and the standard deviation of its logarithm. */
export function lognormalByMedian(stream: Stream, median: number, sigma: number): number {
  return median * exp(sigma * normal(stream))
}

/** Pareto with density above `least`; the mean is infinite for `alpha` up to 1. */
export function pareto(stream: Stream, least: number, alpha: number): number {
  return least * exp(-ln(open(stream)) / alpha)
}

/** Gamma with mean shape x scale (Marsaglia and Tsang 2000). */
export function gamma(stream: Stream, shape: number, scale: number): number {
  if (shape < 1) return gamma(stream, shape + 1, scale) * exp(ln(open(stream)) / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal(stream)
    const v = 1 + c * x
    if (v <= 0) continue
    const cube = v * v * v
    if (ln(open(stream)) < 0.5 * x * x + d - d * cube + d * ln(cube)) return d * cube * scale
  }
}

/** Poisson by inversion; a large mean is the sum of smaller ones. */
export function poisson(stream: Stream, mean: number): number {
  let total = 0
  let rest = mean
  while (rest > 0) {
    const part = rest > 30 ? 30 : rest
    rest -= part
    let left = exp(-part)
    let cumulated = left
    const u = stream.uniform()
    let n = 0
    while (u > cumulated && n < 200) {
      n += 1
      left *= part / n
      cumulated += left
    }
    total += n
  }
  return total
}

/** Negative binomial with variance `dispersion` x mean: a Poisson whose mean is a gamma; 1 is Poisson. */
export function counts(stream: Stream, mean: number, dispersion: number): number {
  if (mean <= 0) return 0
  if (dispersion <= 1) return poisson(stream, mean)
  return poisson(stream, gamma(stream, mean / (dispersion - 1), dispersion - 1))
}
