import { LeadoutError } from '../errors.ts'

/** Weights as whole numbers in the same proportions: a double is a whole number divided by a power of two. */
function wholeWeights(weights: readonly number[]): bigint[] {
  const parts = weights.map((weight) => {
    let whole = weight
    let halvings = 0
    for (; !Number.isInteger(whole); halvings += 1) whole *= 2
    return { whole: BigInt(whole), halvings }
  })
  const most = Math.max(0, ...parts.map(({ halvings }) => halvings))
  return parts.map(({ whole, halvings }) => whole << BigInt(most - halvings))
}

/**
 * Splits minor units in proportion to weights by largest remainder: the parts add up to `total`, and each is within
 * one unit of its exact share. Equal remainders go to the first. Raises `invalid` for negative or infinite weights and
 * for weights that sum to 0.
 */
export function splitMoney(total: number, weights: readonly number[]): number[] {
  if (weights.some((weight) => !(weight >= 0 && weight < Infinity))) {
    throw new LeadoutError('invalid', 'weights are finite and not negative', { weights })
  }
  if (total < 0) return splitMoney(-total, weights).map((part) => (part === 0 ? 0 : -part))
  const whole = wholeWeights(weights)
  const sum = whole.reduce((a, b) => a + b, 0n)
  if (sum === 0n) throw new LeadoutError('invalid', 'at least one weight is above 0', { weights })

  const shares = whole.map((weight, index) => {
    const exact = BigInt(total) * weight
    return { index, part: Number(exact / sum), remainder: exact % sum }
  })
  const left = total - shares.reduce((a, { part }) => a + part, 0)
  const byRemainder = shares.toSorted((a, b) => Number(b.remainder > a.remainder) - Number(b.remainder < a.remainder))
  const favoured = new Set(byRemainder.slice(0, left).map(({ index }) => index))
  return shares.map(({ index, part }) => part + Number(favoured.has(index)))
}
