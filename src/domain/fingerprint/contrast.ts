import { studentCdf, studentQuantile } from '../interval/student.ts'

/** How far two groups of people lie apart on one metric, one value a person. */
export interface Contrast {
  /** means of the people */
  readonly proven: number
  readonly others: number
  /** Hedges' g: the difference in standard deviations of a person, small groups allowed for; null where all are alike */
  readonly effect: number | null
  /** its 90 % interval */
  readonly low: number | null
  readonly high: number | null
  /** that the difference has the sign it shows, by Welch's t; 0.5 to 1 */
  readonly sure: number | null
}

/** What a group must count at least, so that no mean shows a person (ux.md R13). */
export const FEWEST_IN_GROUP = { proven: 3, others: 5 } as const
/** from here on a difference is called one (methods.md 5.1) */
export const SURE = 0.9
const LEVEL = 0.9

/** The contrast of two groups; null where either has too few people. */
export function contrastOf(proven: readonly number[], others: readonly number[]): Contrast | null {
  if (proven.length < FEWEST_IN_GROUP.proven || others.length < FEWEST_IN_GROUP.others) return null
  const [a, b] = [groupOf(proven), groupOf(others)]
  const difference = a.mean - b.mean
  const means = { proven: a.mean, others: b.mean }
  const freedom = a.n + b.n - 2
  const pooled = Math.sqrt((a.variance * (a.n - 1) + b.variance * (b.n - 1)) / freedom)
  if (!(pooled > 0)) return { ...means, effect: null, low: null, high: null, sure: null }
  // Hedges 1981: d is too large in small samples
  const correction = 1 - 3 / (4 * freedom - 1)
  const effect = (difference / pooled) * correction
  const error = Math.sqrt((a.n + b.n) / (a.n * b.n) + effect ** 2 / (2 * (a.n + b.n)))
  const reach = studentQuantile((1 + LEVEL) / 2, freedom) * error
  return { ...means, effect, low: effect - reach, high: effect + reach, sure: surenessOf(a, b, Math.abs(difference)) }
}

interface Group {
  readonly n: number
  readonly mean: number
  readonly variance: number
}

function groupOf(values: readonly number[]): Group {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  return { n, mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1) }
}

function surenessOf(a: Group, b: Group, difference: number): number {
  const [x, y] = [a.variance / a.n, b.variance / b.n]
  const freedom = (x + y) ** 2 / (x ** 2 / (a.n - 1) + y ** 2 / (b.n - 1))
  return studentCdf(difference / Math.sqrt(x + y), freedom)
}
