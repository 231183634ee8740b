/**
 * Exponential, logarithm and normal distribution from the four operations and the square root alone. Those are exact
 * in every engine; Math.exp, Math.log and Math.pow differ in the last bit between versions, and one bit moves a draw.
 */

const LN2_HIGH = 6.9314718036912381649e-1
const LN2_LOW = 1.90821492927058770002e-10
const INVERSE_FACTORIALS = [1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720, 1 / 5040, 1 / 40320, 1 / 362880, 1 / 3628800]

const POWERS_OF_TWO = powersOfTwo()

/** e to the x; 0 below -700 and no more than e^700. */
export function exp(x: number): number {
  if (x < -700) return 0
  const bounded = x > 700 ? 700 : x
  const k = Math.round(bounded / (LN2_HIGH + LN2_LOW))
  const r = bounded - k * LN2_HIGH - k * LN2_LOW
  // half of the argument, squared afterwards: the series needs fewer terms
  const h = r / 2
  let sum = 0
  for (let n = INVERSE_FACTORIALS.length - 1; n >= 0; n -= 1) sum = sum * h + INVERSE_FACTORIALS[n]!
  const half = 1 + h + h * h * sum
  return half * half * POWERS_OF_TWO[k + 1023]!
}

/** Natural logarithm; x must be above 0. */
export function ln(x: number): number {
  let k = 0
  let m = x
  while (m >= 1e9) {
    m /= 1_073_741_824
    k += 30
  }
  while (m <= 1e-9) {
    m *= 1_073_741_824
    k -= 30
  }
  while (m > Math.SQRT2) {
    m /= 2
    k += 1
  }
  while (m < Math.SQRT1_2) {
    m *= 2
    k -= 1
  }
  const s = (m - 1) / (m + 1)
  const s2 = s * s
  let sum = 0
  for (let n = 23; n >= 1; n -= 2) sum = sum * s2 + 1 / n
  return k * LN2_HIGH + (k * LN2_LOW + 2 * s * sum)
}

export function power(base: number, exponent: number): number {
  return exp(exponent * ln(base))
}

/** P(Z <= z) of a standard normal, by the series up to 6 and by the tail's bound beyond. */
export function normalCdf(z: number): number {
  if (z < -8) return 0
  if (z > 8) return 1
  let term = z
  let sum = z
  for (let n = 3; n < 300; n += 2) {
    term = (term * z * z) / n
    sum += term
    if (Math.abs(term) < 1e-17) break
  }
  const p = 0.5 + (sum * exp((-z * z) / 2)) / 2.5066282746310002
  return p < 0 ? 0 : p > 1 ? 1 : p
}

export function logistic(x: number): number {
  return x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x))
}

/** 2^-1023 to 2^1023 by doubling and halving: exact. */
function powersOfTwo(): Float64Array {
  const table = new Float64Array(2047)
  table[1023] = 1
  for (let k = 1; k <= 1023; k += 1) {
    table[1023 + k] = table[1022 + k]! * 2
    table[1023 - k] = table[1024 - k]! / 2
  }
  return table
}
